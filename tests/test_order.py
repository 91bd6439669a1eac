"""行序: what the numbers of a page's runs say."""

import random
from collections.abc import Iterator

import numpy as np
import pytest

from hkpaper.continuation import order, questions, weights
from hkpaper.continuation.ngram import chosen
from hkpaper.continuation.order import Band
from hkpaper.continuation.traits import Numbers
from made import put_through

TAIL = (*order.HABITS, *order.BESIDE)  # a node's last numbers
STORY = (
    "南门渔港昨天清晨开市,三十多条渔船靠岸,",
    "船工们把一筐筐带鱼抬上码头,买鱼的人排起",
    "长队。渔港管理所所长说,今年渔港改造以后,",
    "泊位多了一倍,渔船不用再在港外等候潮水。",
)
HEADLINE, OTHER = "渔港开市渔船归", "少年宫合唱团招考"


def asked(lines: list[str]) -> Iterator[tuple[Band, list[str]]]:
    """Yield the numbers of the runs of a page whose every line is a block, and each run's first line."""
    issue = put_through("\n\n".join(lines) + "\n", "masthead")
    held = weights.shipped()
    for first in questions.first_of(issue, chosen()):
        band = order.band_of(held, first.page, first.states, first.certain, first.runs)
        yield band, [first.page.lines.texts[line] for line in first.runs.first]


def number(band: Band, name: str) -> Numbers:
    """Return one of the last numbers of each node."""
    found: Numbers = band.nodes[:, TAIL.index(name) - len(TAIL)]
    return found


@pytest.mark.parametrize("kind", ["alike", "near in theme"])
def test_a_headline_is_like_the_story_below(kind: str) -> None:
    """It shares more with the lines after it than with those before it, and more than a line of another story does."""
    (band, heads), *more = asked([OTHER, HEADLINE, *STORY])
    assert not more
    below, above = number(band, f"{kind} the next few"), number(band, f"{kind} the last few")
    mine, other = heads.index(HEADLINE), heads.index(OTHER)
    assert below[mine] > above[mine]
    assert below[mine] > below[other]
    assert number(band, f"{kind} the last")[0] == 0


def test_a_page_says_how_well_it_is_understood() -> None:
    """Lines that read on make more sense than the same lines with their characters shuffled."""
    chance = random.Random(3)
    garbled = ["".join(chance.sample(line, len(line))) for line in STORY]
    sense = []
    for lines in (list(STORY), garbled):
        (band, _), *_ = asked(lines)
        sense.append(number(band, "sense of the certain")[0] + number(band, "sense of the rest")[0])
        assert np.ptp(band.nodes[:, -len(TAIL) : -len(order.BESIDE)], axis=0).max() == 0, "a habit is the page's"
    assert sense[0] > sense[1]


@pytest.mark.parametrize(
    ("upper", "lower", "wanted"),
    [
        ("泊位多了一倍,渔船不用再等候潮水。", "本报讯(记者 闻小溪)区图书馆本周起延长", True),
        ("船工们把一筐筐带鱼抬上码头,买鱼的人排起", "本报讯(记者 闻小溪)区图书馆本周起延长", True),
        ("本报讯(记者 闻小溪", "通讯员 邱禾)区图书馆本周起延长开放时间", False),
        ("船工们把一筐筐带鱼抬上码头,买鱼的人排起", "长队。渔港管理所所长说,今年渔港改造以后", False),
    ],
)
def test_no_story_goes_on_with_another_s_lead(upper: str, lower: str, wanted: bool) -> None:
    """Not even in mid-sentence; but a lead that a line end cuts in two goes on."""
    (first,) = questions.first_of(put_through(f"{upper}\n\n{lower}\n", "masthead"), chosen())
    assert bool(order.parted(first.page, np.array([0]), np.array([1]))[0]) is wanted
