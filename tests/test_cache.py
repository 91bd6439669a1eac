"""本期词: the counts of an issue's own lines, against a slow reference."""

from collections import Counter
from math import log1p

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hkpaper.continuation.cache import PARTS, WIDTH, Cache

TEXTS = st.lists(st.text("区委会议举。,𠮷", min_size=1, max_size=9), min_size=2, max_size=9)


def slow(texts: list[str], upper: int, lower: int) -> list[float]:
    """Return the evidence of one join by counting every n-gram of every line."""
    counts = Counter(
        text[at : at + size] for size in (1, 2, 3, 4) for text in texts for at in range(len(text) + 1 - size)
    )
    found = []
    for above, below in PARTS:
        tail, head = texts[upper][-above:], texts[lower][:below]
        whole = len(tail) == above and len(head) == below
        found.append(log1p(counts[tail + head]) if whole else 0.0)
    letters = sum(map(len, texts))
    return [*found, log1p(counts[texts[upper][-1]] * counts[texts[lower][0]] / letters)]


@given(TEXTS)
def test_it_counts_what_a_slow_count_counts(texts: list[str]) -> None:
    """Pairs, triples, fours and chance are those of a plain count, for every two lines."""
    cache = Cache(texts)
    upper, lower = (each.ravel() for each in np.indices((len(texts), len(texts))))
    found = cache.evidence(upper, lower)
    assert found.shape == (len(texts) ** 2, WIDTH)
    want = [slow(texts, up, low) for up, low in zip(upper.tolist(), lower.tolist(), strict=True)]
    assert found == pytest.approx(np.array(want), abs=1e-5)


@given(st.permutations("甲乙丙丁戊己庚辛"))
def test_a_join_is_no_evidence_for_itself(chars: list[str]) -> None:
    """Where no two characters stand side by side twice, no join of two lines was ever seen."""
    texts = ["".join(chars[at : at + 2]) for at in range(0, 8, 2)]
    every = np.arange(3)
    assert (Cache(texts).evidence(every, every + 1)[:, :-1] == 0).all()


def test_a_name_seen_whole_heals_the_same_name_cut() -> None:
    """A name that one line prints whole speaks for the join that cuts it elsewhere."""
    found = Cache(["记者闻小溪报道", "这是闻小", "溪的家"]).evidence(np.array([1, 1]), np.array([2, 0]))
    assert found[0, :4].tolist() == pytest.approx([log1p(1), log1p(1), 0, 0])
    assert (found[1, :4] == 0).all()


def test_no_lines_no_counts() -> None:
    """A page without lines is asked nothing."""
    none = np.zeros(0, np.intp)
    assert Cache([]).evidence(none, none).shape == (0, WIDTH)
