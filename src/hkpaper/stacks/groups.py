"""题群: gather the lines of a page that may belong to a headline stack, with what stands around them.

Takes an issue whose stories are made; gives runs of neighbouring asides, and the lines at the edges of stories, or all
of a story, that look like no running text: a solver of reading order takes some headlines for paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from hkpaper import markup, signs, words
from hkpaper.chars import AFTER_STOP, STOPS, ems, has_han
from hkpaper.records import Article, Issue
from hkpaper.stacks.twice import once
from hkpaper.wraps import spaced

EDGE = 6  # lines at an edge of a story that may be a headline's
WHOLE = 40  # lines of a story that may be nothing but headlines
NO_WORDS = -8.5  # log probability a character; less is no running words
COLUMN = 3  # Han characters, each in a row of its own, that make a vertical line
DASH = "—―–"  # one character of the dash that opens a deck, in a row of its own
WIDEST = 44.0  # ems; no line of a headline is wider


class Atom(NamedTuple):
    """A line that may be part of a stack, or several that are one: letters spaced, or each below the other.

    ``gap`` is what parts it from the line before it in the dump: row, line or block.
    """

    lines: tuple[int, ...]
    text: str  # without the spaces between letters
    ems: float
    gap: str
    crumb: bool  # loose characters, or some that could not be read
    heading: bool = False  # a model that writes Markdown took it for one
    again: tuple[int, ...] = ()  # lines that print it a second time


class Group(NamedTuple):
    """Neighbouring lines: asides, or (``held``) lines at the head or tail of a story, or the whole of one."""

    atoms: tuple[Atom, ...]
    page: int
    place: int  # strands of running text that begin before it in the dump
    held: str  # "" for asides; "head", "tail", "whole"
    story: int | None  # … of this article
    over: str  # the line before it in the dump, where an article holds it
    above: int | None  # … which
    ends: bool  # … and ends there
    below: int | None  # the article that holds the line after
    begins: bool  # … and begins there


class Standing(NamedTuple):
    """Where a line stands in its article."""

    article: int
    first: bool
    last: bool


def groups_of(issue: Issue, places: Mapping[int, int], starts: Mapping[int, int]) -> list[Group]:
    """Return the groups of an issue in the dump's order.

    `places` ranks lines by the strands that begin before; `starts` gives the line that starts at an offset.
    """
    lines = [lines_of(article, starts) for article in issue.articles]
    standing: dict[int, Standing] = {}
    for number, held in enumerate(lines):
        for at, line in enumerate(held):
            standing[line] = Standing(number, at == 0, at == len(held) - 1)
    found = list(_asides(issue, places, standing))
    for number, held in enumerate(lines):
        found += _edges(issue, number, held, places, standing)
    return sorted(found, key=lambda group: group.atoms[0].lines[0])


def lines_of(article: Article, starts: Mapping[int, int]) -> list[int]:
    """Return the lines of an article in reading order; `starts` gives the line that starts at an offset."""
    return [starts[piece.span.start] for paragraph in article.paragraphs for piece in paragraph]


def _asides(issue: Issue, places: Mapping[int, int], standing: Mapping[int, Standing]) -> Iterator[Group]:
    run: list[int] = []
    for line in sorted(line for strand in issue.strands if strand.role == "aside" for line in strand.lines):
        if run and (line != run[-1] + 1 or issue.lines[line].page != issue.lines[run[-1]].page):
            yield _group(issue, run, places, standing)
            run = []
        run.append(line)
    if run:
        yield _group(issue, run, places, standing)


def _edges(
    issue: Issue, number: int, lines: Sequence[int], places: Mapping[int, int], standing: Mapping[int, Standing]
) -> Iterator[Group]:
    """Yield the lines at the edges of a story that may be headlines: they stand together and no sentence ends there."""

    def bare(line: int) -> bool:
        return _bare(issue, line)

    head = sum(1 for _ in takewhile(bare, lines))
    if head == len(lines):
        if len(lines) <= WHOLE and _neighbours(sorted(lines)):
            yield _group(issue, sorted(lines), places, standing, "whole", number)
        return
    tail = sum(1 for _ in takewhile(bare, reversed(lines)))
    parted = {piece.span.start for paragraph in issue.articles[number].paragraphs for piece in paragraph[:1]}

    def begins(at: int) -> bool:
        line = issue.lines[lines[at]]
        return line.span.start in parted or line.block != issue.lines[lines[at - 1]].block

    while head and not begins(head):
        head -= 1
    while tail and not begins(len(lines) - tail):
        tail -= 1
    for part, kind in ((lines[:head], "head"), (lines[len(lines) - tail :], "tail")):
        if part and len(part) <= EDGE and _neighbours(part):
            yield _group(issue, part, places, standing, kind, number)


def _neighbours(lines: Sequence[int]) -> bool:
    return list(lines) == list(range(lines[0], lines[0] + len(lines)))


def _bare(issue: Issue, line: int) -> bool:
    """Say whether a line may be a headline's by its form: no sentence ends in it, no lead, no byline, no mark."""
    text = issue.text_of(line)
    if issue.lines[line].ems > WIDEST or not has_han(text) or "。" in text:
        return False
    if _heading(issue, line):
        return signs.lead(text) is None
    last = text.rstrip(AFTER_STOP)[-1:]
    return last not in STOPS - {"？", "?", "！", "!"} and last not in "，,、；;：:" and signs.lead(text) is None


def _group(
    issue: Issue,
    lines: Sequence[int],
    places: Mapping[int, int],
    standing: Mapping[int, Standing],
    held: str = "",
    story: int | None = None,
) -> Group:
    page = issue.lines[lines[0]].page
    above, below = (_beside(issue, page, line, standing) for line in (lines[0] - 1, lines[-1] + 1))
    printed = [_atom(issue, run) for run in _columns(issue, _rows(issue, lines))]
    atoms = tuple(
        printed[first]._replace(again=tuple(line for at in rest for line in printed[at].lines))
        for first, *rest in once([atom.text for atom in printed])
    )
    return Group(
        atoms, page, places[lines[0]], held, story, issue.text_of(lines[0] - 1) if above else "",
        above.article if above else None, bool(above and above.last), below.article if below else None,
        held == "head" or bool(below and below.first),
    )  # fmt: skip


def _beside(issue: Issue, page: int, line: int, standing: Mapping[int, Standing]) -> Standing | None:
    """Return where the line next to a group stands; None where it is in no story, or on another page."""
    if not 0 <= line < len(issue.lines) or issue.lines[line].page != page:
        return None
    return standing.get(line)


def _rows(issue: Issue, lines: Sequence[int]) -> list[list[int]]:
    """Return lines, those of one row of the dump together where its letters are spaced or some could not be read."""
    found: list[list[int]] = []
    for line in lines:
        if found and _gap(issue, line) == "row":
            found[-1].append(line)
        else:
            found.append([line])
    texts = [" ".join(issue.text_of(line) for line in row) for row in found]
    whole = [spaced(text.split()) or "\\" in text for text in texts]
    return [
        part for row, one in zip(found, whole, strict=True) for part in ([row] if one else [[line] for line in row])
    ]


def _columns(issue: Issue, rows: Sequence[Sequence[int]]) -> Iterator[tuple[int, ...]]:
    """Yield rows one by one, but single characters that stand one below the other together: a vertical line.

    Its quotes, digits and letters stand each in a row of its own, too.
    """
    run: list[int] = []
    for row in rows:
        single = len(row) == 1 and len(issue.text_of(row[0])) == 1
        if run and (not single or _opens_line(issue, run, row[0])):
            yield from _column(issue, run)
            run = []
        if single:
            run += row
        else:
            yield tuple(row)
    yield from _column(issue, run)


def _opens_line(issue: Issue, run: Sequence[int], line: int) -> bool:
    """Say whether a character below others begins a vertical line of its own: it stands apart, or is the dash of a deck."""
    dashed = [issue.text_of(each) in DASH for each in (run[-1], line)]
    return dashed == [False, True] or (len(run) > 1 and _gap(issue, line) != _gap(issue, run[-1]))


def _column(issue: Issue, run: Sequence[int]) -> Iterator[tuple[int, ...]]:
    if sum(has_han(issue.text_of(line)) for line in run) >= max(COLUMN, len(run) / 2):
        yield tuple(run)
    else:
        yield from ((line,) for line in run)


def _atom(issue: Issue, lines: tuple[int, ...]) -> Atom:
    text = " ".join(issue.text_of(line) for line in lines)
    crumb = "\\" in text or _loose(text.split())
    if len(lines) > 1 or spaced(text.split()):
        text = "".join(text.split())
    return Atom(lines, text, ems(text), _gap(issue, lines[0]), crumb, any(_heading(issue, line) for line in lines))


def _heading(issue: Issue, line: int) -> bool:
    return markup.heads(issue.source.text, issue.lines[line].span.start)


def _loose(parts: Sequence[str]) -> bool:
    """Say whether parts of a line are what is left of a vertical headline: some of one character, some of more, or
    single ones that make no words.

    >>> _loose(["工", "寒中", "守"]), _loose(list("朝又桐村台")), _loose(list("渡口又通船")), _loose(["渡口", "通船"])
    (True, True, False, False)
    """
    single = sum(len(part) == 1 for part in parts)
    if single == len(parts):
        text = "".join(part for part in parts if has_han(part))
        return len(text) > 2 and words.log_probability(text) < NO_WORDS * len(text)
    return single * 2 >= len(parts) and has_han("".join(parts)) and not any(map(str.isalnum, _others(parts)))


def _others(parts: Sequence[str]) -> Iterator[str]:
    """Yield the characters of parts that are no Han: digits and letters stand apart in many a headline."""
    yield from (char for part in parts for char in part if not has_han(char))


def _gap(issue: Issue, line: int) -> str:
    """Return what parts a line from the one before it in the dump."""
    between = issue.before(line)
    return "row" if "\n" not in between else "block" if "\n\n" in between else "line"
