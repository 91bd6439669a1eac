"""话题: how alike strands are, against a slow reference."""

from collections import Counter
from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hkpaper.continuation.topics import SIZES, likeness

TEXTS = st.lists(st.text("春耕备茶馆河道,。7aB", max_size=12), min_size=1, max_size=8)


def words(text: str, size: int) -> set[str]:
    """Return the n-grams of Han and Latin characters that stand in a text."""
    grams = {text[at : at + size] for at in range(len(text) + 1 - size)}
    return {gram for gram in grams if all(char >= "\u4e00" or (char.isascii() and char.isalpha()) for char in gram)}


def slow(texts: list[str], size: int) -> np.ndarray:
    held = [words(text, size) for text in texts]
    spread = Counter(gram for each in held for gram in each)
    weight = {gram: log((len(texts) + 1) / count) for gram, count in spread.items()}
    length = [sqrt(sum(weight[gram] ** 2 for gram in each) + 8) for each in held]
    found = np.zeros((len(texts), len(texts)))
    for one, first in enumerate(held):
        for two, second in enumerate(held):
            if one != two:
                found[one, two] = sum(weight[gram] ** 2 for gram in first & second) / length[one] / length[two]
    return found


@given(TEXTS)
def test_it_is_the_cosine_of_a_slow_count(texts: list[str]) -> None:
    """Pairs and triples of words, the rarer the heavier, as a plain count has them."""
    for size, found in zip(SIZES, likeness(texts), strict=True):
        assert found == pytest.approx(slow(texts, size), abs=1e-5)


@given(TEXTS)
def test_likeness_is_mutual_and_a_share(texts: list[str]) -> None:
    """Two strands are as alike one way as the other, from 0 to 1; a strand is not compared with itself."""
    for found in likeness(texts):
        assert found == pytest.approx(found.T)
        assert (found.diagonal() == 0).all()
        assert ((found >= 0) & (found <= 1)).all()


def test_a_rare_name_says_more_than_a_common_word() -> None:
    """Of two strands that share one word each with a third, the one with the rarer word is more alike."""
    texts = ["甲春耕乙渡口", "丙渡口丁", "戊春耕己", "庚春耕辛", "壬春耕癸"]
    pairs, _ = likeness(texts)
    assert pairs[0, 1] > pairs[0, 2] > 0


def test_marks_and_digits_say_nothing() -> None:
    """Strands that share nothing but marks and numbers are not alike."""
    assert all((found == 0).all() for found in likeness(["2025,05。甲", "乙2025,05。"]))
