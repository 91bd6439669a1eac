"""诗尾: what is given back to a poem of the lines between it and the next story, and what is not."""

from __future__ import annotations

import numpy as np
import pytest

from hkpaper.continuation import questions
from hkpaper.continuation.ngram import chosen
from hkpaper.continuation.strands import Strands
from hkpaper.continuation.verse import with_tails
from made import put_through

POEM = (
    "井绳磨亮了石头",
    "母亲把月亮提上来",
    "倒进缸里",
    "水响了一夜",
    "没有人说起远方",
    "也没有人不想",
)
END = ("天亮时", "缸里只剩一圈光")
HEAD = ("南门渔港昨日开市",)
STORY = ("南门渔港昨天清晨开市，三十多条渔船靠岸，船工们", "把一筐筐带鱼抬上码头，买鱼的人排起长队。")
PROSE = (
    "沿河的旧厂房改成了茶馆",
    "傍晚坐满了下了班的人们",
    "水务站站长说明年开春还",
    "要疏浚两条支流到时候小",
    "船可以一直划到桥头镇去",
    "看油菜花的人会比今年多",
)
NUMBERS = ("7:00 早间新闻", "8:30 动画", "12:00 午间一小时", "18:00 区里新闻", "19:30 剧场", "22:00 晚安")


@pytest.mark.parametrize(
    ("above", "asides", "follows", "given"),
    [
        pytest.param(POEM, (*END, *HEAD), 0.3, 2, id="the last lines of a poem, but not the headline"),
        pytest.param(POEM, HEAD, 0.3, 0, id="a headline shares words with its story"),
        pytest.param(POEM, END, 0.3, 0, id="nothing tells where a headline begins"),
        pytest.param(POEM, (*END, *HEAD), 0.1, 0, id="little says that the poem goes on"),
        pytest.param((*POEM, "注：写于渔港旧居。"), (*END, *HEAD), 0.3, 0, id="the poem has ended"),
        pytest.param(PROSE, (*END, *HEAD), 0.3, 0, id="lines of a narrow column fill it"),
        pytest.param(NUMBERS, (*END, *HEAD), 0.3, 0, id="a list of times"),
        pytest.param(POEM[:3], (*END, *HEAD), 0.3, 0, id="too few lines to be known as verse"),
    ],
)
def test_a_poem_gets_its_last_lines_back(
    above: tuple[str, ...], asides: tuple[str, ...], follows: float, given: int
) -> None:
    """Of the asides right below a poem those are its own that stand above the first that speaks of the next story."""
    lines = [*above, *asides, *STORY]
    (asked,) = questions.first_of(put_through("\n".join(lines) + "\n", "masthead"), chosen())
    assert len(asked.numbers) == len(lines)
    aside = np.zeros(len(lines), bool)
    aside[len(above) : len(above) + len(asides)] = True
    story = tuple(range(len(lines) - len(STORY), len(lines)))
    strands = Strands((tuple(range(len(above))), story), aside)
    found = with_tails(asked.page, np.full(len(lines), follows, np.float32), strands)
    assert found.lines == (tuple(range(len(above) + given)), story)
    assert found.aside.sum() == len(asides) - given
