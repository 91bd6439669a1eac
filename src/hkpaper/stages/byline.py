"""署名: find who wrote, sent or photographed each article. Takes paragraphs as printed; fills ``byline``.

A byline that stands on a line of its own is no paragraph: it moves to ``Byline.own``. One that opens
or closes a paragraph (本报讯（记者 甲）…, …。（乙 摄）) stays where it was printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from hkpaper import credits, lexicon, signs
from hkpaper.chars import STOPS
from hkpaper.records import Article, Byline, Doubt, Issue, Span, Text
from hkpaper.stage import Row
from hkpaper.text import cut, plain, spans_of

COLUMNS = ("id", "text", "reporters", "correspondents", "photographers", "agency", "start", "end")

NEAR_HEAD = 3  # paragraphs within which a story's byline stands; a kicker or a caption may come before it
LONGEST_SIGNATURE = 40  # characters; （本报记者 甲 乙 通讯员 丙 丁 摄影报道）
SIGNATURE = re.compile(r"[(（]([^()（）]{2,40})[)）]\s*$")  # …。（林小满 摄）
CREDIT = re.compile(r"(?:来源|稿源|转自|据|综合)\s?[:：]?\s?(?:《([^》]{2,16})》|(\S{2,12}?))(?:等|报道|消息|电)?\s*$")
QUOTES = "”’\"'」』）)"


class Found(NamedTuple):
    """A byline in paragraph number ``paragraph``: characters ``start`` to ``end``, alone in it or not."""

    paragraph: int
    start: int
    end: int
    text: str
    people: credits.Credits
    agency: str | None = None
    alone: bool = False


def byline(issue: Issue) -> Issue:
    """Fill the byline of each article that has none yet."""
    articles: list[Article] = []
    doubts: list[Doubt] = []
    for article in issue.articles:
        printed = [plain(paragraph) for paragraph in article.paragraphs]
        found = [] if article.byline else list(bylines_in(printed, bool(article.headline.main)))
        signed = _signed(article, found) if found else article
        doubts += _doubts(signed) if found else ()
        articles.append(signed)
    return replace(issue, articles=tuple(articles), doubts=(*issue.doubts, *doubts))


def rows(issue: Issue) -> Iterator[Row]:
    """Yield a row for each byline."""
    for article in issue.articles:
        if (found := article.byline) is not None:
            at = found.spans[0] if found.spans else Span(0, 0)
            people = found.reporters, found.correspondents, found.photographers
            yield article.id, found.text, *people, found.agency, at.start, at.end


def bylines_in(paragraphs: Sequence[str], headed: bool) -> Iterator[Found]:
    """Yield the byline at the head of a story and the signature at its end; ``headed`` says it has a headline.

    >>> [found.text for found in bylines_in(["□记者 林小满", "今年雨水足。", "稻子熟了。（丁一 摄）"], True)]
    ['□记者 林小满', '（丁一 摄）']
    """
    head = _head(paragraphs, headed)
    if head:
        yield head
    last = len(paragraphs) - 1
    if paragraphs and not (head and head.paragraph == last and head.alone):
        found = _signature(paragraphs[last], last, head.end if head and head.paragraph == last else 0)
        if found:
            yield found


def _head(paragraphs: Sequence[str], headed: bool) -> Found | None:
    for number, text in enumerate(paragraphs[:NEAR_HEAD]):
        if len(text) <= LONGEST_SIGNATURE and signs.byline_line(text):
            return _found(number, 0, len(text), text)
        length = signs.lead(text)
        if length is not None:
            return _found(number, 0, length, text)
        if number < 2 and len(paragraphs) > number + 1 and _is_author(text, headed):
            return _found(number, 0, len(text), text)
    return None


def _is_author(text: str, headed: bool) -> bool:
    """Say whether a paragraph is an author's bare name, as under the headline of an essay or of verse."""
    name = re.sub(r"\s", "", text) if len(text) <= 5 else ""
    return credits.is_name(name, everyday=False) and (headed or len(name) > 2)


def _signature(text: str, number: int, after: int) -> Found | None:
    """Return the signature in brackets that closes the last paragraph: （甲 乙）, （丙 摄）, （来源：丁网）."""
    match = SIGNATURE.search(text, after)
    if not match:
        return _alone_at_end(text, number) if not after else None
    before = text[: match.start()].rstrip().rstrip(QUOTES)
    if before and before[-1] not in STOPS and after < match.start():
        return None
    held = match.group(1)
    agency = _credited(held)
    if not agency and not signs.byline_line(match.group().strip()) and not _only_names(held):
        return None
    return _found(number, match.start(), len(text.rstrip()), text, agency)


def _alone_at_end(text: str, number: int) -> Found | None:
    if len(text) > LONGEST_SIGNATURE:
        return None
    agency = _credited(text.strip())
    return _found(number, 0, len(text), text, agency) if agency or signs.byline_line(text) else None


def _only_names(held: str) -> bool:
    people = credits.parse(held)
    return people.end > 0 and not held[people.end :].strip()


def _credited(held: str) -> str | None:
    """Return the paper or agency that a story is credited to, or None.

    >>> _credited("来源：人民网"), _credited("据《临江日报》"), _credited("据专家介绍")
    ('人民网', '临江日报', None)
    """
    match = CREDIT.fullmatch(held)
    if not match:
        return None
    name: str = match.group(1) or match.group(2)
    listed = name in lexicon.words("agencies") or re.search(r"(?:报|网|社|台|客户端|公众号|新闻)$", name)
    return name if match.group(1) or listed else None


def _found(number: int, start: int, end: int, text: str, agency: str | None = None) -> Found:
    printed = text[start:end]
    people = credits.Credits() if agency else people_of(printed)
    return Found(number, start, end, printed.strip(), people, agency or _agency(printed), not _rest(text, start, end))


def _rest(text: str, start: int, end: int) -> str:
    return (text[:start] + text[end:]).strip()


def people_of(printed: str) -> credits.Credits:
    """Return the people that a printed byline names.

    >>> people_of("据新华社临江2月16日电（记者 林小满、丁一）").reporters
    ('林小满', '丁一')
    """
    bracket = re.search(r"[(（〔［\[〈]([^)）〕］\]〉]*)", printed)
    if bracket:
        return credits.parse(bracket.group(1), inside=True)
    role = credits.role_pattern().search(printed)
    if role:
        return credits.parse(printed[role.start() :], inside=signs.byline_line(printed))
    return credits.parse(printed.lstrip(credits.MARKS + " \u3000"))


def _agency(printed: str) -> str | None:
    match = re.search(rf"^\W*(?:据\s?)?({lexicon.alternation('agencies')})", printed)
    return match.group(1) if match else None


def _signed(article: Article, found: Sequence[Found]) -> Article:
    """Return the article with its byline, those on a line of their own out of the paragraphs."""
    texts = [cut(article.paragraphs[each.paragraph], each.start, each.end) for each in found]
    alone = {each.paragraph for each in found if each.alone}
    own: Text = tuple(piece for number in sorted(alone) for piece in article.paragraphs[number])
    kept = tuple(text for number, text in enumerate(article.paragraphs) if number not in alone)
    made = Byline(
        text=" ".join(each.text for each in found),
        spans=tuple(span for text in texts for span in spans_of(text)),
        reporters=_all(each.people.reporters for each in found),
        correspondents=_all(each.people.correspondents for each in found),
        photographers=_all(each.people.photographers for each in found),
        agency=next((each.agency for each in found if each.agency), None),
        own=own,
    )
    return replace(article, byline=made, paragraphs=kept)


def _all(names: Iterator[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for each in names for name in each))


def _doubts(article: Article) -> Iterator[Doubt]:
    """Yield what is odd about a byline: a role without a name, a second byline further down."""
    made = article.byline
    if made is None:
        return
    at = made.spans[0]
    people = made.reporters + made.correspondents + made.photographers
    if not people and re.search("记者|通讯员", made.text):
        yield Doubt("byline", "byline-unread", at, f"{made.text} names a role, but no name was read after it")
    for paragraph in article.paragraphs[1:]:
        text = plain(paragraph)
        length = signs.lead(text)
        if length is not None and not made.text.startswith(text[:length].strip()):
            span = spans_of(cut(paragraph, 0, length))[0]
            yield Doubt("byline", "second-byline", span, f"{text[:length]} opens a paragraph further down")
