"""重印: which lines of a headline are there twice: bold type is imitated by printing it again, a hair beside itself.

Takes lines as texts; gives the places of each, the second print with the first.
"""

from __future__ import annotations

from collections.abc import Sequence

from hkpaper.chars import is_han

MOST = 3  # lines of a headline that are printed again together
LEAST = 4  # Han characters, fewer may be said twice (快来！快来！)


def once(texts: Sequence[str]) -> list[list[int]]:
    """Return the places of lines, those together that print one thing again: line by line, or a few lines after a few.

    >>> once(["老街修缮完工", "老街修缮完工", "青石板铺到河边"]), once(["老街修缮", "总算完工", "老街修缮", "总算完工"])
    ([[0, 1], [2]], [[0, 2], [1, 3]])
    """
    found: list[list[int]] = []
    at = 0
    while at < len(texts):
        size = next((size for size in range(1, MOST + 1) if _again(texts, at, size, found)), 0)
        for place in found[len(found) - size :]:
            place.append(at)
            at += 1
        if not size:
            found.append([at])
            at += 1
    return found


def _again(texts: Sequence[str], at: int, size: int, found: Sequence[Sequence[int]]) -> bool:
    """Say whether `size` lines print again the last lines that were found."""
    above = [texts[place[0]] for place in found[-size:]]
    return list(texts[at : at + size]) == above and sum(map(is_han, "".join(above))) >= LEAST
