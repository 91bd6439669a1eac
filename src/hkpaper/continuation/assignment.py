"""指派: the heaviest one-to-one matching of a sparse gain table, exactly.

The heart of reading order, headlines and jumps: each row takes at most one column, each column goes
to at most one row, and the sum of the gains taken is the greatest there is. Successive shortest
augmenting paths with potentials (Dijkstra), over the entries that are there and nothing else; every
row may also stay alone at no gain. Deterministic: ties go to the lower row, then the lower column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush


def solve(gains: Sequence[Mapping[int, float]]) -> list[int | None]:
    """Return for each row the column it takes, or None; entries without a gain are never taken.

    >>> solve([{0: 5.0, 1: 4.0}, {0: 4.0}])
    [1, 0]
    >>> solve([{0: -1.0}, {}])
    [None, None]
    """
    edges = [sorted((column, -gain) for column, gain in row.items() if gain > 0) for row in gains]
    taken: list[int | None] = [None] * len(edges)
    owner: dict[int, int] = {}
    row_price = [min((cost for _, cost in row), default=0.0) for row in edges]
    column_price: dict[int, float] = {}
    for row in range(len(edges)):
        _augment(row, edges, taken, owner, row_price, column_price)
    return taken


def _augment(
    start: int,
    edges: Sequence[Sequence[tuple[int, float]]],
    taken: list[int | None],
    owner: dict[int, int],
    row_price: list[float],
    column_price: dict[int, float],
) -> None:
    """Give row `start` its place by the cheapest path of changes, updating the prices.

    A row that stays alone pays 0, which is its own last edge; prices keep every reduced cost
    ``cost - row_price - column_price`` at or above 0, so that Dijkstra's order holds.
    """
    distance_row = {start: 0.0}
    distance: dict[int, float] = {}
    came_from: dict[int, int] = {}
    done: dict[int, float] = {}
    heap: list[tuple[float, int]] = []
    row, reach = start, 0.0
    best_alone, alone = 0.0 - row_price[start], start
    end: int | None = None
    while True:
        for column, cost in edges[row]:
            if column not in done:
                through = reach + cost - row_price[row] - column_price.get(column, 0.0)
                if through < distance.get(column, float("inf")):
                    distance[column] = through
                    came_from[column] = row
                    heappush(heap, (through, column))
        while heap and (heap[0][1] in done or heap[0][0] > distance[heap[0][1]]):
            heappop(heap)
        if not heap or heap[0][0] >= best_alone:
            reach = best_alone
            break
        reach, column = heappop(heap)
        if column not in owner:
            end = column
            break
        done[column] = reach
        row = owner[column]
        distance_row[row] = reach
        if reach - row_price[row] < best_alone:
            best_alone, alone = reach - row_price[row], row
    for each, at in distance_row.items():
        row_price[each] += reach - at
    for each, at in done.items():
        column_price[each] = column_price.get(each, 0.0) - (reach - at)
    _shift(start, alone, end, came_from, taken, owner)


def _shift(
    start: int,
    alone: int,
    end: int | None,
    came_from: Mapping[int, int],
    taken: list[int | None],
    owner: dict[int, int],
) -> None:
    """Move each row on the path to its new column; without an `end`, row `alone` gives up its own."""
    if end is None:
        if alone == start:
            return
        end = taken[alone]
        taken[alone] = None
    column = end
    while column is not None:
        row = came_from[column]
        column_before = taken[row]
        taken[row] = column
        owner[column] = row
        column = None if row == start else column_before
