"""What headlines say of strands, wherever they stand: which strand is a headline's own, and a page's manners with them."""

import numpy as np
import pytest

from hkpaper.continuation.titles import MANNERS, TITLED, Titles, manners, titled, titles_of

LINES = ["渡口复航", "时隔八年", "首班船坐满了人。", "图", "水位已退。", "书屋开门", "借书不要押金。"]
ASIDE = np.array([True, True, False, True, False, True, False])
FITS = np.array([[0.6, 0.3, 0.0], [0.0, 0.1, 0.5]], np.float32)  # of two headlines to three strands


def test_asides_that_stand_together_are_one_headline_and_single_characters_are_none() -> None:
    assert titles_of(LINES, ASIDE) == Titles(("渡口复航时隔八年", "书屋开门"), (2, 1), (2, 6))
    assert titles_of(LINES, np.zeros(7, bool)) == Titles((), (), ())
    assert titles_of(LINES[:2], ASIDE[:2]) == Titles(("渡口复航时隔八年",), (2,), (2,))  # nothing stands below it


@pytest.mark.parametrize(
    ("upper", "lower", "name", "value"),
    [
        (0, 1, "upper titled", 0.6), (0, 1, "lower titled", 0.0), (1, 2, "lower titled", 0.5),
        (0, 1, "its title upper", 0.6), (0, 1, "its title lower", 0.3), (0, 2, "its title upper", 0.0),
        (0, 1, "upper's title lower", 0.3), (0, 1, "one title", 0.3), (0, 2, "one title", 0.0), (1, 2, "one title", 0.1),
    ],
)  # fmt: skip
def test_a_headline_is_the_strands_that_it_fits_best(upper: int, lower: int, name: str, value: float) -> None:
    found = titled(FITS, np.array([upper]), np.array([lower]))
    assert found[TITLED.index(name)][0] == pytest.approx(value)


def test_manners_tell_a_page_that_keeps_its_headlines_above_their_stories() -> None:
    titles, head = titles_of(LINES, ASIDE), np.array([2, 4, 6])
    at_home = dict(zip(MANNERS, manners(titles, FITS, head), strict=True))
    torn = dict(zip(MANNERS, manners(titles, FITS[::-1], head), strict=True))
    assert (at_home["headlines at home"], torn["headlines at home"]) == (1.0, 0.0)
    assert at_home["headlines a strand"] == pytest.approx(2 / 3)
    assert at_home["most together"] == pytest.approx(2 / 3)


def test_a_page_without_headlines_says_nothing() -> None:
    none = np.zeros((0, 3), np.float32)
    assert manners(Titles((), (), ()), none, np.array([0, 1, 2])) == [0.0] * len(MANNERS)
    assert not np.array(titled(none, np.array([0]), np.array([1]))).any()
