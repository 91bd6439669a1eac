"""署名: find who wrote, sent or photographed each article. Takes paragraphs as printed; fills ``byline``.

A byline that stands on a line of its own is no paragraph: it moves to ``Byline.own``. One that opens
or closes a paragraph (本报讯（记者 甲）…, …。（乙 摄）) stays where it was printed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hkpaper import credits, signs
from hkpaper.authors import is_author
from hkpaper.records import Article, Byline, Debris, Doubt, Issue
from hkpaper.signatures import NEAR_HEAD, Found, bylines_in, found_in
from hkpaper.spans import Piece, Span, Text
from hkpaper.stage import Row
from hkpaper.surnames import affiliated
from hkpaper.text import as_printed, cut, offsets, plain, spans_of, stripped
from hkpaper.words import dictionary

COLUMNS = ("id", "text", "reporters", "correspondents", "photographers", "agency", "start", "end")

LONGEST = 40  # characters of a byline that has a line to itself
SHORTEST_HEAD = 4  # characters of a headline that an author's name may stand below


def byline(issue: Issue) -> Issue:
    """Fill the byline of each article that has none yet."""
    articles: list[Article] = []
    doubts: list[Doubt] = []
    adopted = _adopted(issue)
    for number, article in enumerate(issue.articles):
        if article.byline:
            articles.append(article)
            continue
        over, under = adopted.get(number, (None, None))
        found = _found(article)
        taken: Text = ()
        if not over and not _at_head(found):
            article, taken = _absorbed(issue, article)
        signed = _signed(issue, article, found, taken or _printed(issue, over), _printed(issue, under))
        doubts += _doubts(signed) if signed.byline else _unread(issue.source.text, signed)
        articles.append(signed)
    used = {item.span for pair in adopted.values() for item in pair if item}
    debris = tuple(item for item in issue.debris if item.span not in used)
    kept = tuple(doubt for doubt in issue.doubts if not (doubt.stage == "headline" and doubt.span in used))
    return replace(issue, articles=tuple(articles), debris=debris, doubts=(*kept, *doubts))


def _found(article: Article) -> list[Found]:
    return list(bylines_in([plain(paragraph) for paragraph in article.paragraphs], bool(article.headline.main)))


def _at_head(found: list[Found]) -> bool:
    return any(each.paragraph < NEAR_HEAD and each.start == 0 for each in found)


def rows(issue: Issue) -> Iterator[Row]:
    """Yield a row for each byline."""
    for article in issue.articles:
        if (found := article.byline) is not None:
            at = found.spans[0] if found.spans else Span(0, 0)
            people = found.reporters, found.correspondents, found.photographers
            yield article.id, found.text, *people, found.agency, at.start, at.end


def _loose(issue: Issue) -> dict[int, Debris]:
    """Return the lines that went to no story and that name who wrote one."""
    found: dict[int, Debris] = {}
    for item in issue.debris:
        text = item.span.of(issue.source.text) if len(item.span) <= LONGEST and _row(issue, item.span) else ""
        if text and (is_author(text) or signs.byline_line(text)):
            found[_line(issue, item.span.start)] = item
    return found


def _row(issue: Issue, span: Span) -> bool:
    """Say whether nothing else stands on the dump's row: single words beside others are crumbs."""
    text = issue.source.text
    before, after = (
        text[max(0, span.start - 4) : span.start].rstrip(" \u3000\t")[-1:],
        text[span.end : span.end + 4].lstrip(" \u3000\t")[:1],
    )
    return before in ("", "\n") and after in ("", "\n")


def _line(issue: Issue, offset: int) -> int:
    """Return the visual line that holds an offset."""
    return bisect_right(issue.lines, offset, key=lambda line: line.span.start) - 1


def _adopted(issue: Issue) -> dict[int, tuple[Debris | None, Debris | None]]:
    """Return, by article, the loose lines that sign it: right below its headline, else above its text; right below its text."""
    loose = _loose(issue)
    if not loose:
        return {}
    unsigned = [number for number, article in enumerate(issue.articles) if not article.byline]
    over: dict[int, Debris] = {}
    under: dict[int, Debris] = {}
    for number in unsigned:
        head = [piece.span for text in issue.articles[number].headline for piece in text]
        if head and (item := loose.pop(_line(issue, max(head).start) + 1, None)):
            over[number] = item
    crumbs = {_line(issue, item.span.start) for item in issue.debris}
    for number in unsigned:
        lines = [_line(issue, piece.span.start) for text in issue.articles[number].paragraphs for piece in text]
        above = lines[0] - 1 - (lines[0] - 1 in crumbs and lines[0] - 1 not in loose)  # 甲 / 其一 / 危楼…
        if number not in over and (item := loose.pop(above, None)):
            over[number] = item
        elif (item := loose.get(lines[-1] + 1)) and signs.byline_line(item.span.of(issue.source.text)):
            under[number] = loose.pop(lines[-1] + 1)
    return {number: (over.get(number), under.get(number)) for number in over.keys() | under.keys()}


def _printed(issue: Issue, item: Debris | None) -> Text:
    return (as_printed(issue.source.text, item.span),) if item else ()


def _absorbed(issue: Issue, article: Article) -> tuple[Article, Text]:
    """Take an author's name that stands on the last row of a headline stack, or is all of its deck, out of it; return both.

    Of a deck it is one with a body or a trade, too: 退休教师 甲.
    """
    name = "deck" if article.headline.deck else "main"
    text: Text = getattr(article.headline, name)
    bare = "".join(plain(text).split())
    told = is_author(bare, headed=False) and not dictionary().count(bare)
    if name == "deck" and (told or affiliated(plain(text).strip())):
        return replace(article, headline=article.headline._replace(deck=())), stripped(text)
    places = offsets(text)
    breaks = [at for at in range(1, len(places)) if "\n" in issue.source.text[places[at - 1] : places[at]]]
    if not breaks or breaks[-1] < SHORTEST_HEAD:
        return article, ()
    author = cut(text, breaks[-1], len(places))
    bare = "".join(plain(author).split())
    if not is_author(bare, headed=False) or dictionary().count(bare):
        return article, ()
    head = article.headline._replace(**{name: stripped(cut(text, 0, breaks[-1]))})
    return replace(article, headline=head), stripped(author)


def _signed(issue: Issue, article: Article, found: list[Found], over: Text, under: Text) -> Article:
    """Return the article with its byline, those on a line of their own out of the paragraphs.

    ``over`` and ``under`` are bylines that stood outside its paragraphs.
    """
    texts = [cut(article.paragraphs[each.paragraph], each.start, each.end) for each in found]
    alone = [number for number, each in enumerate(found) if each.alone]
    own = [article.paragraphs[found[number].paragraph] for number in alone]
    for text, at in ((over, 0), (under, len(found) + bool(over))):
        if text:
            printed = plain(text)
            found.insert(at, found_in(printed, -1, 0, len(printed)))
            texts.insert(at, text)
            own.insert(min(at, len(own)), text)
    if not found:
        return article
    gone = {each.paragraph for each in found if each.alone}
    people = tuple(dict.fromkeys(one for each in found for one in each.people.people))
    made = Byline(
        text=" ".join(each.text for each in found),
        spans=tuple(span for text in texts for span in spans_of(text)),
        reporters=credits.named(people, *credits.WRITERS),
        correspondents=credits.named(people, credits.CORRESPONDENT),
        photographers=credits.named(people, credits.PHOTOGRAPHER),
        agency=next((each.agency for each in found if each.agency), None),
        own=_spaced(issue.source.text, own),
        people=people,
        place=next((each.place for each in found if each.place), None),
    )
    kept = tuple(text for number, text in enumerate(article.paragraphs) if number not in gone)
    return replace(article, byline=made, paragraphs=kept)


def _spaced(source: str, texts: Sequence[Text]) -> Text:
    """Return texts in one, with the white space that stands behind each in print."""
    found: list[Piece] = []
    for text in texts:
        end = found[-1].span.end if found else 0
        if found and source[end : end + 1].isspace() and end < text[0].span.start:
            found.append(Piece(Span(end, end + 1), " " if source[end] == "\n" else source[end]))
        found.extend(text)
    return tuple(found)


def _unread(source: str, article: Article) -> Iterator[Doubt]:
    """Yield a role at a story's head of whose byline nothing was read."""
    at = article.paragraphs[0][0].span if article.paragraphs else None
    row = source[at.start : at.start + LONGEST].split("\n", maxsplit=1)[0] if at else ""
    if at and signs.due(row):
        yield Doubt("byline", "byline-unread", at, f"{row} names a role, but no name was read after it")


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
