"""报眉: read a line on which a masthead's fields stand beside a folio, editors, contacts or the paper's name.

Takes the text of a line; gives what stands on it, or nothing: as in `nameplate`, a line is read from end to end or not at all.
What may stand on such a line beside a field is no field by itself: 副刊 is a section beside 第6版, elsewhere it is a word.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from hkpaper import folios, imprint, lexicon, nameplate
from hkpaper.crafts import HAN
from hkpaper.nameplate import Field
from hkpaper.numerals import PAGE, page_name, weekday_of

LABELS = ("editors", "contact")
KEPT = 4096  # texts; a page's lines are looked at by several stages
WORD = re.compile(rf"({HAN}{{2,9}})(?=[\s·•|｜/／、]|$)")
FOLIO = re.compile(rf"第\s?{PAGE}\s?版(?!面)|(0\d)\s?版(?!面)|([A-Z]\s?\d\d?)(?:\s?版)?(?![\w.-])")
NUMBERED = re.compile(
    rf"(?:{PAGE}\s?版|(\d{{1,2}})(?:\s?[-—－～~]\s?\d{{1,2}})?)(?![\w.℃°])"
)  # a page beside a section's name
SKY = re.compile(rf"{nameplate.SKY}(?=\s|$)")
RUNS_ON = re.compile(
    r"[。，,；;！？!?]|[上下中]午|\d\s?[时点:：]"
)  # a day and its weekday with these behind is no masthead's


def folio(text: str) -> str | None:
    """Return the page that a line names, a folio by itself or one beside a masthead's fields, or None.

    >>> folio("第2版 要闻"), folio("柳溪晚报 2024年6月12日 星期三 A5 副刊 责任编辑：林小满"), folio("2版规划公布")
    ('2', 'A5', None)
    """
    found = folios.folio(text)
    if found or not folios.PAGED.search(text) or not folios.WITH_DAY.search(text):
        return found
    return next((field.value for field in fields(text) if field.name == "page"), None)


@lexicon.remembered
@lru_cache(maxsize=KEPT)
def fields(text: str) -> tuple[Field, ...]:
    """Return what a line consists of: a masthead's fields, and what may stand beside them; nothing if there is more.

    >>> [(field.name, field.value) for field in fields("2024年6月12日 星期三 第2版 要闻 责任编辑：林小满")]
    [('date', '2024-06-12'), ('weekday', '星期三'), ('page', '2'), ('section', '要闻'), ('editors', '责任编辑：林小满')]
    >>> fields("责任编辑：林小满"), fields("2024年6月12日 星期三 新桥通车")
    ((), ())
    """
    found = nameplate.fields(text)
    if found or len(text) > nameplate.LONGEST or not nameplate.closes(text) or re.search("[。！？!?]", text):
        return found
    row: list[Field] = []
    at = nameplate.skip(text, 0)
    while at < len(text):
        field = _next(text, at, row)
        if field is None:
            return ()
        row.append(field)
        at = nameplate.skip(text, field.end)
    return tuple(row) if _is_masthead({field.name for field in row}) else ()


def mixed(text: str) -> bool:
    """Say whether a line is fields with other things among them: then its spaces end no lines.

    >>> mixed("2024年6月12日 星期三 责任编辑：林小满"), mixed("2024年6月12日 星期三")
    (True, False)
    """
    return bool(fields(text)) and not nameplate.fields(text)


def _is_masthead(names: set[str]) -> bool:
    """Say whether fields stand on a line that speak for what stands beside them: a day with its weekday, its page, the name."""
    if names & nameplate.SURE or "number" in names:
        return True
    return "date" in names and bool(names & {"weekday", "page", "title"})


def _next(text: str, at: int, row: list[Field]) -> Field | None:
    """Return what stands at `at`, behind what is in `row`."""
    return _page(text, at, row) or _labelled(text, at) or nameplate.field(text, at) or _named(text, at, row)


def _page(text: str, at: int, row: list[Field]) -> Field | None:
    found = FOLIO.match(text, at)
    if not found:
        found = NUMBERED.match(text, at)
        after = found and WORD.match(text, nameplate.skip(text, found.end()))
        if not (row and row[-1].name == "section") and not (after and folios.is_section(after[1])):
            return None
    return found and Field("page", page_name(next(filter(None, found.groups()))), at, found.end())


def _named(text: str, at: int, row: list[Field]) -> Field | None:
    """Return the paper's name, a section or the sky; what stands behind a page is a section if it is short."""
    sky = SKY.match(text, at)
    if sky:
        return Field("weather", sky.group(), at, sky.end())
    word = WORD.match(text, at)
    if not word:
        return None
    how = nameplate.title(word[1])
    if how == "sure" or (how and not row and not folios.is_section(word[1])):
        return Field("title", word[1], at, word.end())
    behind = row and row[-1].name == "page" and len(word[1]) <= 4
    return Field("section", word[1], at, word.end()) if behind or folios.is_section(word[1]) else None


def _labelled(text: str, at: int) -> Field | None:
    """Return a label with what stands after it, up to a space with another thing behind it."""
    for kind, end in imprint.label_ends(text, at):
        found = Field(kind, text[at:end], at, end)
        beyond = nameplate.skip(text, end)
        if beyond == len(text) or imprint.label_at(text, beyond):
            return found
        if _page(text, beyond, [found]) or nameplate.field(text, beyond) or _named(text, beyond, [found]):
            return found
    return None


def opening_day(text: str) -> tuple[Field, ...]:
    """Return the day and the weekday that a line opens with, whatever else stands on it; the paper's name may stand before.

    >>> [field.value for field in opening_day("柳溪晚报 2024年6月12日 星期三 城事·人物")]
    ['2024-06-12', '星期三']
    >>> opening_day("2024年6月12日 星期三上午9时"), opening_day("2024年6月12日 星期五 城事·人物")
    ((), ())
    """
    name = WORD.match(text)
    day = nameplate.field(text, nameplate.skip(text, name.end() if name and nameplate.title(name[1]) else 0))
    weekday = day and nameplate.field(text, nameplate.skip(text, day.end))
    if not day or not weekday or (day.name, weekday.name) != ("date", "weekday"):
        return ()
    rest = text[weekday.end :]
    if RUNS_ON.search(rest) or nameplate.skip(rest, 0) == 0 < len(rest):
        return ()
    return (day, weekday) if weekday_of(date.fromisoformat(day.value)) == weekday.value else ()
