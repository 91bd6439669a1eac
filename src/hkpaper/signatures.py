"""落款: find the bylines among the paragraphs of a story: at its head, at its end, under its pictures.

Takes paragraphs as strings; gives where each byline stands, the people it names and the agency it credits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hkpaper import crafts, credits, datelines, lexicon, signs, surnames
from hkpaper.authors import MISREAD, is_author
from hkpaper.chars import STOPS

NEAR_HEAD = 3  # paragraphs within which a story's byline stands; a kicker or a caption may come before it
STACK = 4  # lines of a byline set one below the other: 本报记者 / 甲 / 通讯员 / 乙
LONGEST = 40  # characters; （本报记者 甲 乙 通讯员 丙 丁 摄影报道）
LONGEST_BARE = 24  # characters of a credit that no bracket marks: …。本报记者 甲 摄
BOXED = re.compile(r"[(（〔［\[]([^()（）〔〕［］\[\]]{2,40})[)）〕］\]]\s*$")  # …。（林小满 摄）
BARE = re.compile(rf"[。！？!?…][”’\"』」）)]*\s*([^。！？!?…”’\"』」]{{3,{LONGEST_BARE}}})$")  # …。林小满 摄
# 来源：甲网 · 据《乙报》 · 综合丙社、丁网报道
CREDIT = re.compile(
    r"(?:((?:来源|稿源|文章来源)\s?[:：]|转自|摘自)|据|综合|来源|稿源)\s?[:：]?\s?(?:《([^》]{2,16})》|(\S{2,16}?))(?:等|报道|消息|电)?\s*$"
)
PICTURE = re.compile(r"摄|图|航拍")
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
    place: str | None = None


def bylines_in(paragraphs: Sequence[str], headed: bool) -> Iterator[Found]:
    """Yield the byline at the head of a story, its pictures' credits and the signature at its end, in their order.

    ``headed`` says that the story has a headline: then an author's bare name may stand under it.

    >>> [found.text for found in bylines_in(["□记者 林小满", "今年雨水足。", "稻子熟了。（丁一 摄）"], True)]
    ['□记者 林小满', '（丁一 摄）']
    """
    head = list(_head(paragraphs, headed))
    yield from head
    first = head[-1].paragraph + head[-1].alone if head else 0
    after = head[-1].end if head and not head[-1].alone else 0
    last = _end(paragraphs, first)
    for number in range(first, last):
        if found := _credit(paragraphs[number], number, after if number == first else 0):
            yield found
    for number in range(last, len(paragraphs)):
        yield from _signatures(paragraphs[number], number, after if number == first else 0)


def credited(text: str) -> tuple[tuple[int, int], ...]:
    """Return the parts of a paragraph in which a space parts names, not lines: leads with the space behind them, signatures.

    >>> credited("新桥通车。（丁一 摄）"), credited("本报讯 昨天")
    (((5, 11),), ((0, 4),))
    """
    if len(text) <= LONGEST and (signs.byline_line(text) or is_author(text)):
        return ((0, len(text)),)
    lead = signs.lead(text) or 0
    parts = [(0, lead + 1)] if lead else []
    boxed = BOXED.search(text, lead) if text.rstrip()[-1:] in ")）〕］" else None
    if boxed and (
        _closes(text[: boxed.start()]) or signs.byline_line(boxed.group().strip()) or _only_names(boxed.group(1))
    ):
        parts.append(boxed.span())
    elif (bare := BARE.search(text, lead)) and signs.byline_line(bare.group(1)):
        parts.append(bare.span(1))
    return tuple(parts)


def _closes(before: str) -> bool:
    """Say whether a bracket behind this text signs it: nothing stands there, or a sentence has ended."""
    return before.rstrip().rstrip(QUOTES)[-1:] in ("", *STOPS)


def signed_rows(rows: Sequence[str]) -> list[int]:
    """Return where bylines end that have the printed rows at the head of a paragraph to themselves.

    >>> signed_rows(["本报记者 林小满 丁一 /", "文 欧阳澄 / 图", "今年雨水足，稻子熟得早。"]), signed_rows(["林小满看到，", "稻子熟了。"])
    ([2], [])
    >>> signed_rows(["林小满 丁一", "今年雨水足，稻子熟得早。"]), signed_rows(["林小满 丁一", "闻小溪 邱禾", "欧阳澄"])
    ([1], [])
    """
    ends: list[int] = []
    while size := _signed_at(rows, ends[-1] if ends else 0):
        ends.append(size)
    authors = [is_author(row) for row in rows[:2]] if not ends else []  # of many names in rows none signs
    return [1] if authors == [True, False] else ends


def _signed_at(rows: Sequence[str], first: int) -> int:
    """Return where the byline ends that begins with a row and may break off inside it, or 0."""
    end = 0
    for last in range(first + 1, min(first + STACK, len(rows) + 1)):
        whole = " ".join(rows[first:last])
        if len(whole) > LONGEST or (end and signs.byline_line(rows[last - 1])):
            break
        end = last if signs.byline_line(whole) else end
    return end


def found_in(text: str, number: int, start: int, end: int, agency: str | None = None) -> Found:
    """Return the byline that stands at characters `start` to `end` of paragraph `number`."""
    printed = text[start:end]
    people = credits.Credits() if agency else people_of(printed)
    alone = not (text[:start] + text[end:]).strip()
    return Found(
        number, start, end, printed.strip(), people, agency or _agency(printed), alone, datelines.place_of(printed)
    )


def _head(paragraphs: Sequence[str], headed: bool) -> Iterator[Found]:
    for number, text in enumerate(paragraphs[:NEAR_HEAD]):
        if stack := _stacked(paragraphs, number):
            yield from stack
            return
        length = signs.lead(text)
        if length is not None:
            yield found_in(text, number, 0, length)
            return
        if number < 2 and len(paragraphs) > number + 1 and is_author(text, headed=headed):
            yield found_in(text, number, 0, len(text))
            return


def _stacked(paragraphs: Sequence[str], first: int) -> list[Found]:
    """Return the byline that begins with a paragraph and goes on over the next ones: 本报记者 / 甲 / 通讯员 乙."""
    for last in range(min(first + STACK, len(paragraphs) - 1), first, -1):
        texts = paragraphs[first:last]
        whole = " ".join(text.strip() for text in texts)
        if len(whole) <= LONGEST and signs.byline_line(whole) and not any(text[-1:] in STOPS for text in texts):
            held = [found_in(text, number, 0, len(text)) for number, text in enumerate(texts, first)]
            bare = [each._replace(people=credits.Credits()) for each in held[1:]]
            return [held[0]._replace(people=people_of(whole)), *bare]
    text = paragraphs[first]
    return [found_in(text, first, 0, len(text))] if len(text) <= LONGEST and signs.byline_line(text) else []


def _end(paragraphs: Sequence[str], first: int) -> int:
    """Return the first of the paragraphs that end a story: what signs it may stand on lines of its own below the last."""
    last = len(paragraphs)
    while last > first + 1 and _alone(paragraphs[last - 1], last - 1):
        last -= 1
    return max(last - 1, first) if last else 0


def _signatures(text: str, number: int, after: int) -> Iterator[Found]:
    """Yield what signs a story at its end: （甲 乙）, （丙 摄）, （来源：丁网）, one bracket after another, or 丙 摄."""
    if not after and (found := _alone(text, number)):
        yield found
        return
    held: list[Found] = []
    end = len(text)
    while end > after and (found := _boxed(text[:end], number, after)):
        held.append(found)
        end = found.start
    yield from reversed(held)
    if not held and (found := _bare(text, number, after)):
        yield found


def _boxed(text: str, number: int, after: int) -> Found | None:
    match = BOXED.search(text, after)
    if not match:
        return None
    issued = (
        re.compile(rf"{_issued().pattern}$").search(text, after, match.start())
        if text[match.start() - 1] == "发"
        else None
    )
    start = issued.start() if issued else match.start()
    if not _closes(text[:start]) and after < start:
        return None
    held = _unissued(match.group(1))
    agency = _credited(held)
    boxed = match.group().strip() if held == match.group(1) else held
    if not agency and not (signs.byline_line(boxed) or _only_names(held) or surnames.affiliated(held)):
        return None
    return found_in(text, number, start, len(text.rstrip()), agency)


@lexicon.cached
def _issued() -> re.Pattern[str]:
    """Return the pattern of an agency whose picture it is: 新华社发（甲 摄）."""
    return re.compile(rf"(?:{lexicon.alternation('agencies')})发\s?")


def _unissued(held: str) -> str:
    """Return what a bracket holds without the agency whose picture it is."""
    return _issued().sub("", held) if "发" in held else held


def _bare(text: str, number: int, after: int) -> Found | None:
    """Return the credit after the last sentence that no bracket marks: …。本报记者 甲 摄, …。摄影：乙."""
    match = BARE.search(text, after)
    if not match or not PICTURE.search(match.group(1)) or not signs.byline_line(match.group(1)):
        return None
    return found_in(text, number, match.start(1), match.end(1))


def _credit(text: str, number: int, after: int) -> Found | None:
    """Return a picture's credit within a story: the end of its caption, or a line of its own."""
    if not PICTURE.search(text[-LONGEST_BARE:]):
        return None
    found = (_alone(text, number) if not after else None) or _boxed(text, number, after) or _bare(text, number, after)
    return found if found and found.people.photographers else None


def _alone(text: str, number: int) -> Found | None:
    if len(text) > LONGEST:
        return None
    agency = _credited(text.strip())
    return found_in(text, number, 0, len(text), agency) if agency or signs.byline_line(text) else None


def _only_names(held: str) -> bool:
    people = credits.parse(held)
    return people.end > 0 and not held[people.end :].strip()


def _credited(held: str) -> str | None:
    """Return the paper or agency that a story is credited to, or None.

    >>> _credited("来源：人民网"), _credited("据《临江日报》"), _credited("据专家介绍")
    ('人民网', '临江日报', None)
    """
    if held.strip() in lexicon.words("agencies"):
        return held.strip()
    match = CREDIT.fullmatch(held)
    if not match:
        return None
    name: str = match.group(2) or match.group(3)
    listed = name in lexicon.words("agencies") or re.search(r"(?:报|网|社|台|客户端|公众号|新闻|发布|融媒)$", name)
    return name if match.group(1) or match.group(2) or listed else None


def people_of(printed: str) -> credits.Credits:
    """Return the people that a printed byline names.

    >>> people_of("据新华社临江2月16日电（记者 林小满、丁一）").reporters
    ('林小满', '丁一')
    """
    bare = MISREAD.sub("", printed.lstrip(credits.MARKS + " \u3000"))
    bracket = re.search(r"[(（〔［\[〈]([^)）〕］\]〉]*)", printed)
    if name := surnames.affiliated(bare) or (surnames.affiliated(bracket[1]) if bracket else None):
        return credits.parse(name)
    if bracket:
        return credits.parse(_unissued(bracket.group(1)), inside=True)
    inside, role = signs.byline_line(printed), crafts.role_pattern().search(printed)
    whole = credits.parse(bare, inside=inside)
    told = credits.parse(printed[role.start() :], inside=inside) if role else whole
    return told if len(told.people) > len(whole.people) else whole


def _agency(printed: str) -> str | None:
    if not any(map(printed.__contains__, lexicon.words("agencies"))):
        return None
    match = re.search(rf"^\W*(?:据\s?)?({lexicon.alternation('agencies')})", printed)
    return match.group(1) if match else None
