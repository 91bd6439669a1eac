"""模块: take the columns of a page in layout; give the order in which they are read.

Columns whose tops are level, side by side and of one measure, are one module, with the headlines above them and the
vertical one at their side; where two headlines stand above, each heads the columns that it stands over. Modules are
read from above, and from the left, each of them column by column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from hkpaper.chars import ems
from hkpaper.layout.cells import CRUMB
from hkpaper.layout.runs import ALIKE, LEVEL, Run, measure_of

PROSE = re.compile("[，。、；：？！]")
FOLIO = re.compile(
    r"[A-D]?\d{1,3}|.*(?:星期|周)[一二三四五六日].*|第?[A-D]?\d{1,2}版.*"
)  # at the top of a page, not over a story
VERSE = 4  # lines from which what holds no mark may be a column
ABOVE = 14  # rows; a headline stands no higher over its columns
UNDER = 6  # rows; a headline stands no higher over what is below it
AROUND = 8  # cells; a headline begins no further left of its columns
LARGER = 1.8  # cells of body type that a headline's character takes
MOST = 9  # columns of a row of modules that are parted by headlines in all ways


@dataclass(eq=False)
class Module:
    """Columns side by side with what heads them."""

    columns: list[Run]
    heads: list[Run] = field(default_factory=list)
    strips: list[Run] = field(default_factory=list)

    def runs(self) -> list[Run]:
        """Return its runs as they are read: vertical lines from the right, headlines from above, columns from the left."""
        strips = sorted(self.strips, key=lambda run: -run.x)
        return [*strips, *self.heads, *self.columns]


def in_order(text: str, runs: Sequence[Run]) -> list[Run]:
    """Return the runs of a page in reading order."""
    strips = [run for run in runs if run.right - run.left <= CRUMB and len(run.pieces) > 1]
    columns = [run for run in runs if run not in strips and _is_column(text, run)]
    lines = [run for run in runs if len(run.pieces) == 1 and not _stands_over(run, runs)]
    columns += [run for run in lines if any(_is_last(text, run, column) for column in columns)]
    heads = [run for run in runs if run not in strips and run not in columns]
    modules = [Module(group) for group in _level(text, columns, [*heads, *strips])]
    lone: list[Module] = []
    for head in heads:
        owner = None if FOLIO.fullmatch(head.pieces[0].span.of(text)) else _headed(head, modules)
        if owner is None:
            lone.append(Module([head]))
        else:
            owner.heads.append(head)
    parted = [part for module in modules for part in _by_heads(module)]
    for strip in strips:
        owner = _beside(strip, parted)
        if owner is None:
            lone.append(Module([strip]))
        else:
            owner.strips.append(strip)
    return [run for module in _sorted([*parted, *lone]) for run in module.runs()]


def _is_column(text: str, run: Run) -> bool:
    lines = len(run.pieces)
    return lines >= VERSE or (lines > 1 and any(PROSE.search(piece.span.of(text)) for piece in run.pieces))


def _stands_over(run: Run, runs: Sequence[Run]) -> bool:
    """Say whether something stands not far below a run."""
    return any(run.left < each.right and each.left < run.right and 0 < each.top - run.bottom <= UNDER for each in runs)


def _is_last(text: str, run: Run, column: Run) -> bool:
    """Say whether a single line is all that the last column of a story holds: level with the first lines of the others."""
    line = run.pieces[0].span.of(text)
    beside = column.right <= run.left and abs(run.top - column.top) <= 1 and len(line) > CRUMB
    short = measure_of(text, column) - ems(line)
    return beside and (-ALIKE <= short <= 2 + ALIKE if line[-1] not in "。！？”" else short >= -ALIKE)


def _level(text: str, columns: Sequence[Run], others: Sequence[Run]) -> Iterator[list[Run]]:
    """Yield the columns that stand level, side by side and of one measure, with nothing between."""
    left = sorted(columns, key=lambda run: (run.top, run.left))
    measures = {id(run): measure_of(text, run) for run in columns}
    while left:
        group = [left.pop(0)]
        for run in sorted(left, key=lambda run: run.left):
            last = max(group, key=lambda each: each.left)
            if run.left < last.left:
                last = group[0] if run.right <= group[0].left + CRUMB else run
            alike = abs(measures[id(run)] - measures[id(last)]) <= ALIKE or len(run.pieces) == 1
            level = abs(run.top - group[0].top) <= LEVEL
            if run is not last and alike and level and not _between(last, run, [*columns, *others]):
                group.append(run)
                left.remove(run)
        yield sorted(group, key=lambda run: run.left)


def _between(one: Run, other: Run, runs: Sequence[Run]) -> bool:
    """Say whether anything stands between two columns beside each other."""
    near, far = sorted((one, other), key=lambda run: run.left)
    top, bottom = max(near.top, far.top), min(near.bottom, far.bottom)
    return any(
        near.left < run.left < far.left and run.top <= bottom and run.bottom >= top
        for run in runs
        if run is not one and run is not other
    )


def _headed(head: Run, modules: Sequence[Module]) -> Module | None:
    """Return the module right below a headline."""
    found = []
    for module in modules:
        top, left, right = module.columns[0].top, module.columns[0].left, max(run.right for run in module.columns)
        under = left - AROUND <= head.left < right
        if under and 0 <= top - head.bottom <= ABOVE:
            found.append((top, abs(head.left - left), module))
    return min(found, key=lambda each: each[:2])[2] if found else None


def _by_heads(module: Module) -> Iterator[Module]:
    """Yield a module's parts, one for each stack of headlines that stand beside each other."""
    stacks: list[list[Run]] = []
    for head in sorted(module.heads, key=lambda run: run.left):
        if stacks and head.left < max(_end(run) for run in stacks[-1]):
            stacks[-1].append(head)
        else:
            stacks.append([head])
    columns = module.columns
    if len(stacks) < 2 or len(columns) < len(stacks) or len(columns) > MOST:
        module.heads.sort(key=lambda run: (run.top, run.left))
        yield module
        return
    cuts = min(
        combinations(range(1, len(columns)), len(stacks) - 1),
        key=lambda cuts: sum(
            abs(_middle(stack) - (columns[first].left + columns[end - 1].right) / 2)
            for stack, (first, end) in zip(stacks, pairwise((0, *cuts, len(columns))), strict=True)
        ),
    )
    for stack, (first, end) in zip(stacks, pairwise((0, *cuts, len(columns))), strict=True):
        yield Module(columns[first:end], sorted(stack, key=lambda run: (run.top, run.left)))


def _end(head: Run) -> float:
    """Return where a headline ends in print: its type is larger than that of the columns, whose cells are counted."""
    return head.left + LARGER * (head.right - head.left)


def _middle(stack: Sequence[Run]) -> float:
    return (min(run.left for run in stack) + max(_end(run) for run in stack)) / 2


def _beside(strip: Run, modules: Sequence[Module]) -> Module | None:
    """Return the module that a vertical headline stands at the left side of, else at the right."""
    found = []
    for module in modules:
        left, right = module.columns[0].left, max(run.right for run in module.columns)
        top, bottom = min(run.top for run in module.columns), max(run.bottom for run in module.columns)
        shared = min(bottom, strip.bottom) - max(top, strip.top)
        if shared >= 0 and (strip.right <= left + CRUMB or right <= strip.left):
            away = left - strip.right if strip.right <= left + CRUMB else strip.left - right + AROUND
            if away <= 2 * AROUND:
                found.append((away, -shared, module))
    return min(found, key=lambda each: each[:2])[2] if found else None


def _sorted(modules: Sequence[Module]) -> Iterator[Module]:
    """Yield modules in reading order: after all that stand above them, and beside them on the left."""
    boxes = {id(module): _box(module) for module in modules}
    left = sorted(modules, key=lambda module: (boxes[id(module)][1], boxes[id(module)][0]))
    while left:
        found = next((one for one in left if not _waits(one, left, boxes)), left[0])
        left.remove(found)
        yield found


def _waits(one: Module, left: Sequence[Module], boxes: Mapping[int, Box]) -> bool:
    """Say whether a module that is still to be read comes before one."""
    return any(_before(boxes[id(other)], boxes[id(one)]) for other in left if other is not one)


Box = tuple[int, int, int, int]  # left, top, right, bottom


def _box(module: Module) -> Box:
    runs = module.runs()
    return (
        min(run.left for run in runs), min(run.top for run in runs),
        max(run.right for run in runs), max(run.bottom for run in runs),
    )  # fmt: skip


def _before(one: Box, other: Box) -> bool:
    """Say whether a box is read before another: above it, or beside it on the left."""
    if one[0] < other[2] and other[0] < one[2]:
        return (one[1], one[3]) < (other[1], other[3])
    return one[0] < other[0] and one[1] <= other[3] and other[1] <= one[3]
