"""行段: cut the dump's lines into runs: the smallest units of reading order, lines that certainly stand together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hkpaper.continuation.looks import INDENT, Look

KNOWN = 3  # lines that vouch for a measure
CRUMB = 4.5  # ems; no column of text is so narrow
TITLE_LINES = 3
SENTENCE = frozenset("，,。；;")
ANY = 99.0  # ems; wider than any column


@dataclass(frozen=True, slots=True)
class Run:
    """Lines that certainly stand together, in order, with the looks of its first and its last."""

    lines: tuple[int, ...]
    first: Look
    last: Look
    widest_line: float
    narrowest: float  # the measures that its lines allow, from
    widest: float  # to; a last line or a lone short one allows any wider
    depth: int  # brackets left open over all its lines

    @property
    def whole(self) -> bool:
        """Say whether it is all there is in its block."""
        return self.first.first_of_block and self.last.last_of_block

    @property
    def crumbs(self) -> bool:
        """Say whether it is what extraction leaves of a vertical headline: a few characters a line."""
        return self.widest_line < CRUMB and not (self.last.closed or self.last.hanging or self.first.clings)


def runs_of(looks: Mapping[int, Look]) -> list[Run]:
    """Cut the lines, in the dump's order, into runs that need no question asked."""
    groups: list[list[int]] = []
    titles = _title_blocks(looks)
    previous: int | None = None
    for number in looks:
        together = looks[number].block in titles and previous is not None and looks[previous].block in titles
        if previous is not None and (
            looks[previous].block == looks[number].block if together else not _parted(looks[previous], looks[number])
        ):
            groups[-1].append(number)
        else:
            groups.append([number])
        previous = number
    return [run_of(group, looks) for group in groups]


def _title_blocks(looks: Mapping[int, Look]) -> set[int]:
    """Return the blocks that have the form of a headline: up to three lines, and no mark of a sentence."""
    lines: dict[int, list[Look]] = defaultdict(list)
    for look in looks.values():
        lines[look.block].append(look)
    return {
        block
        for block, held in lines.items()
        if len(held) <= TITLE_LINES and not any(set(look.text) & SENTENCE or look.lead or look.mark for look in held)
    }


def run_of(lines: Sequence[int], looks: Mapping[int, Look]) -> Run:
    """Return the run that these lines make."""
    depth = sum(looks[number].depth for number in lines)
    widths = [looks[number].width for number in lines]
    if len(lines) >= KNOWN:
        inner = [looks[number].width for number in lines[1:] if not looks[number].closed and not looks[number].mark]
        measures = sorted(inner if len(inner) > 1 else (looks[number].measure for number in lines))
        low = high = measures[len(measures) // 2]
    else:
        low = max(widths) - 1.0
        full = lines[:-2] if looks[lines[-1]].only_mark else lines  # the line before a mark may end anywhere
        high = max(low, min((_allows(looks[number]) for number in full), default=ANY))
    return Run(tuple(lines), looks[lines[0]], looks[lines[-1]], max(widths), low, high, depth)


def _allows(look: Look) -> float:
    """Return the widest measure that one line allows: any, where it may be the last of a paragraph."""
    if look.closed or look.mark:
        return ANY
    return look.width + (INDENT[1] if look.indented or look.lead else 1.0)


def _parted(above: Look, below: Look) -> bool:
    """Say whether two lines next to each other in the dump may belong apart."""
    if above.block != below.block or above.page != below.page:
        return True
    if above.ends_story or below.opens_story or above.byline:
        return True
    if below.only_mark or (above.width < CRUMB and below.width < CRUMB and not above.closed):
        return False
    if (below.indented and above.closed) or (below.short and above.short and not above.hanging):
        return True
    if above.short and (above.closed or not above.hanging):
        return True
    return below.width > above.measure + 2.5 or above.width > below.measure + 2.5
