"""对照: which predicted story is compared with which gold one, and how alike two texts are.

The unit is the source character: text is compared after NFKC, letters and digits only, unless `strict`.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from hkpaper.continuation.assignment import solve
from hkpaper.errors import HkpaperError

Record = Mapping[str, Any]

GRAM = 5  # characters; stories are paired by the 5-grams they share
RIGHT = 0.95  # similarity to its gold from which a story counts as right


@cache
def norm(text: str, strict: bool = False) -> str:
    """Return a text as it is compared: NFKC, without white space and, unless `strict`, without marks.

    >>> norm("本报讯（记者 甲）："), norm("Ａ，b", strict=True)
    ('本报讯记者甲', 'A,b')
    """
    folded = unicodedata.normalize("NFKC", text)
    keep = "LNMPS" if strict else "LNM"
    return "".join(char for char in folded if unicodedata.category(char)[0] in keep)


def body(article: Record, strict: bool = False) -> str:
    """Return the body of a story as it is compared, its byline left out of it."""
    text = "".join(norm(paragraph, strict) for paragraph in article["paragraphs"])
    byline = article.get("byline")
    printed = norm((byline.get("text") if isinstance(byline, Mapping) else byline) or "", strict)
    if printed and text.startswith(printed):
        return text[len(printed) :]
    return text[: -len(printed)] if printed and text.endswith(printed) else text


def paired(golds: Sequence[str], predictions: Sequence[str]) -> list[int | None]:
    """Return for each gold body the prediction it is compared with: one to one, the greatest total overlap.

    >>> paired(["区图书馆开放到十点", "老磨坊转起来了"], ["老磨坊转起来", "区图书馆开放"])
    [1, 0]
    """
    others = [grams(text) for text in predictions]
    gains = []
    for text in golds:
        mine = grams(text)
        gains.append({index: float(sum((mine & other).values())) for index, other in enumerate(others)})
    return solve(gains)


def grams(text: str) -> Counter[str]:
    """Return the runs of five characters of a text, or the text itself where it is shorter, counted."""
    return Counter(text[at : at + GRAM] for at in range(max(1, len(text) - GRAM + 1))) if text else Counter()


def alike(a: str, b: str) -> float:
    """Return the edit similarity of two texts, 0 to 1."""
    return 1 - distance(a, b) / max(len(a), len(b), 1)


def distance(a: str, b: str) -> int:
    """Return the Levenshtein distance; raises `HkpaperError` where rapidfuzz is not installed."""
    try:
        from rapidfuzz.distance import Levenshtein
    except ImportError:
        raise HkpaperError("score needs rapidfuzz: pip install 'hkpaper[eval]'") from None
    return int(Levenshtein.distance(a, b))
