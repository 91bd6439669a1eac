"""姓: say whether a word is built as a personal name, by its surname. Takes a word; gives yes or no, or the names it holds."""

from __future__ import annotations

from functools import cache

from hkpaper import lexicon


@cache
def surnames() -> dict[str, tuple[str, bool]]:
    """Return each surname with how it is built and whether it opens everyday words too."""
    return {row[0]: (row[1], row[2:] == ("word",)) for row in lexicon.rows("surnames")}


def is_name(word: str, *, everyday: bool = True) -> bool:
    """Say whether a word is built as a personal name; ``everyday=False`` refuses what may be a common word.

    >>> is_name("欧阳澄"), is_name("林小满"), is_name("看到"), is_name("高考", everyday=False)
    (True, True, False, False)
    """
    if "·" in word:
        return 4 <= len(word) <= 16
    if surnames().get(word[:2], ("", False))[0] == "compound":
        return 3 <= len(word) <= 4
    built, common = surnames().get(word[:1], ("", False))
    return built == "single" and 2 <= len(word) <= 3 and (everyday or not common or len(word) == 3)


def parted(run: str) -> tuple[str, ...] | None:
    """Return the names that a run of characters without spaces is made of, or None.

    >>> parted("林小满欧阳澄"), parted("市文明办")
    (('林小满', '欧阳澄'), None)
    """
    if is_name(run):
        return (run,)
    for size in (3, 4, 2):
        if len(run) > size + 1 and is_name(run[:size], everyday=False) and (rest := parted(run[size:])):
            return (run[:size], *rest)
    return None
