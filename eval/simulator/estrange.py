"""换词: put other words for some of a text's, the same through a story, so that the shipped n-grams know it less.

The articles at hand are the register that the n-grams were counted from; a local paper is not. Word for word the
inside of a word stays what it was for the model, and what follows a word does not: as in text of a foreign register.
"""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import jieba

KINDS = ("n", "v", "a", "vn")
LEAST = 300  # of the dictionary's own counts; rarer words would stand out


@cache
def _words() -> tuple[dict[str, str], dict[str, list[str]]]:
    """Return the kind of each word of two characters, and the words of each kind."""
    kinds: dict[str, str] = {}
    rows: dict[str, list[str]] = {kind: [] for kind in KINDS}
    dictionary = Path(jieba.__file__).with_name("dict.txt")
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, count, kind = line.split(" ")
        if len(word) == 2 and kind in rows and int(count) >= LEAST:
            kinds[word] = kind
            rows[kind].append(word)
    return kinds, rows


def estrange(rng: random.Random, text: str, rate: float) -> str:
    """Put another word of its kind for a share of the words of two characters, always the same one for one."""
    kinds, rows = _words()
    chosen: dict[str, str] = {}
    out: list[str] = []
    at = 0
    while at < len(text):
        word = text[at : at + 2]
        kind = kinds.get(word)
        if not kind:
            out.append(text[at])
            at += 1
            continue
        if word not in chosen:
            chosen[word] = rng.choice(rows[kind]) if rng.random() < rate else word
        out.append(chosen[word])
        at += 2
    return "".join(out)
