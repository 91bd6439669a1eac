"""题形: what some lines show by themselves of being a level of a headline: their form, their wording, what they are known as."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain

from hkpaper import lexicon, signs, words
from hkpaper.chars import AFTER_STOP, BRACKETS, STOPS, han_runs, has_han, is_han, pairs
from hkpaper.loglinear import step
from hkpaper.stacks.groups import Atom

DASHES = ("—", "－－", "--", "一一", "――", "──")  # open a deck; 一一 is a dash read as two numerals
WIDTHS = (2.5, 4.5, 6.5, 8.5, 10.5, 13.5, 16.5, 20.5, 26.5, 34.5)  # ems
LONGEST_READ = 24  # characters of a part that are divided into words
MARKS = tuple(
    (name, frozenset(marks))
    for name, marks in (
        ("comma", "，,"), ("quote", '“"”'), ("colon", "：:"), ("ask", "？?！!"), ("book", "《"), ("bracket", "（("),
    )
)  # fmt: skip
PLACES = frozenset("区县市镇乡村州省")
PAIRED = frozenset(chain(BRACKETS, BRACKETS.values(), '"'))
OPENING = "把被让与和及在从向对的于为将以给比由至用是，,、（(“《"  # no level ends with these
CLOSING = "的了着过们”》）)，,、。"  # … or begins


def form(text: str, atoms: Sequence[Atom]) -> Iterator[str]:
    """Yield the form of a text of some lines: its width, its marks, how it opens and ends, whether it makes words."""
    ems = sum(atom.ems for atom in atoms)
    width = step(ems, *WIDTHS)
    digits = sum(map(str.isdigit, text))
    yield "bias"
    yield f"width={width}"
    yield f"lines={len(atoms)} width={width}"
    yield f"lines={len(atoms)}"
    yield f"digits={step(digits, 1, 2, 4, 8)}"
    for name, marks in MARKS:
        if not marks.isdisjoint(text):
            yield name
    if text.startswith(DASHES):
        yield "dash"
    bare = text.rstrip(AFTER_STOP)[-1:]
    yield f"ends={'stop' if bare in STOPS else 'comma' if bare in '，,、；;：:' else 'han' if is_han(bare) else 'other'}"
    yield f"opens={'han' if is_han(text[0]) else 'digit' if text[0].isdigit() else 'mark'}"
    if left_open(text):
        yield "left open"
    if text[-1:] in OPENING:
        yield "wants more"
    if text[:1] in CLOSING:
        yield "goes on"
    if not has_han(text):
        yield "no han"
    else:
        sense = words.log_probability(text[:LONGEST_READ]) / min(len(text), LONGEST_READ)
        yield f"sense={step(sense, -9, -7.5, -6.5, -5.5, -4.5)}"
        yield f"sense={step(sense, -9, -7.5, -6.5, -5.5)} width={step(ems, 3.5, 6.5, 10.5)}"
    told = {
        "letter-spaced": len(text) > 4 and text.count(" ") >= len(text) / 3, "debris": "\\" in text,
        "heading": any(atom.heading for atom in atoms), "markdown": text[:1] in "#*",
    }  # fmt: skip
    yield from (name for name, so in told.items() if so)
    if len(atoms) == 1:
        yield from known_as(text)


def left_open(text: str) -> bool:
    """Say whether a bracket or quote that opens in a text does not close there, or the other way round."""
    if PAIRED.isdisjoint(text):
        return False
    depth = sum(text.count(mark) - text.count(close) for mark, close in BRACKETS.items())
    return depth != 0 or text.count('"') % 2 == 1


@lexicon.remembered
@lru_cache(maxsize=1024)  # each part that a line is in asks for it
def known_as(text: str) -> tuple[str, ...]:
    """Return what a single line is known as."""
    return tuple(_known_as(text))


def _known_as(text: str) -> Iterator[str]:
    bare = text.strip("　 ")
    if bare in lexicon.words("sections"):
        yield "section"
    if signs.byline_line(text):
        yield "byline"
    if signs.lead(text):
        yield "lead"
    if (mark := signs.jump_mark(text)) is not None:
        yield "mark alone" if mark.start == 0 and mark.end == len(text) else "mark"
    size = len(bare) - (bare[:2] in surnames())  # a compound surname counts as one
    if 2 <= size <= 3 and all(map(is_han, bare)) and (bare[:1] in surnames() or bare[:2] in surnames()):
        yield "name"
        yield f"name={size}"


@cache
def surnames() -> frozenset[str]:
    """Return the surnames of the table."""
    return frozenset(lexicon.words("surnames"))


def wording(text: str) -> Iterator[str]:
    """Yield what a text opens and closes with, and the pairs it holds: 记 closes a deck, 召开 a main line."""
    bare = text.strip("—-－─―一 “”\"'（）()《》!！?？…")
    if bare:
        yield f"last={bare[-1]}"
        yield f"first={bare[0]}"
        yield f"last two={bare[-2:]}"
        yield f"first two={bare[:2]}"
        if not PLACES.isdisjoint(bare[1:7]):
            yield "place"
        for word in sorted(pairs(han_runs().findall(bare))):
            yield f"has={word}"
