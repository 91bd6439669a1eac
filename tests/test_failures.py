"""Each way in which a story can fail is told from the others, by where its printed lines stand."""

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from eval.failures import failures

ONE = [
    "渡口停航八年之后重新开船，",
    "首班船上坐满了赶早市的人，",
    "船工把缆绳解开，水声很轻。",
    "到岸时太阳刚好升过柳树梢。",
]
TWO = ["旧书屋昨天换上了新的门牌，", "店主说借书仍然不收押金的，", "只要读完记得放回原来格子。"]


def article(*lines: str, paragraphs: list[str] | None = None) -> dict[str, Any]:
    return {"lines": list(lines), "paragraphs": paragraphs or ["".join(lines)], "headline": None}


def kinds(*stories: list[str]) -> list[tuple[int, str]]:
    gold = {"articles": [article(*ONE), article(*TWO)]}
    found = failures(gold, [article(*lines) for lines in stories])
    return [(gold["articles"].index(each.article), each.kind) for each in found]


@pytest.mark.parametrize(
    ("stories", "expected"),
    [
        ([ONE, TWO], []),
        ([ONE[:2], ONE[2:], TWO], [(0, "cut")]),
        ([ONE[:3], [*TWO, ONE[3]]], [(0, "strayed"), (1, "foreign")]),
        ([ONE[:2], TWO], [(0, "lost")]),
        ([[*ONE, *TWO]], [(0, "two in one"), (1, "two in one")]),
        ([[ONE[2], ONE[3], ONE[0], ONE[1]], TWO], [(0, "order")]),
        ([[*ONE, "本版图片均由读者在活动现场拍摄并且提供"], TWO], [(0, "more")]),
        ([[ONE[0], "首班舟里坐满了趁早集的民众，", *ONE[2:]], TWO], [(0, "lost")]),
        ([TWO], [(0, "lost")]),
    ],
)
def test_a_failure_is_what_most_letters_suffered(stories: list[list[str]], expected: list[tuple[int, str]]) -> None:
    assert kinds(*stories) == expected
