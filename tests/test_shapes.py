"""Shapes and pages are counted as they are: right, wrong, two stories in one, or not there at all."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from eval.shapes import verdicts  # noqa: E402
from eval.simulator import EXTRACTORS, simulate  # noqa: E402

import hkpaper  # noqa: E402

ONE = "渡口停航八年之后重新开船，首班船上坐满了赶早市的人，船工把缆绳解开，水声很轻。"
TWO = "旧书屋昨天换上了新的门牌，店主说借书仍然不收押金的，只要读完记得放回原来格子。"


def article(text: str, page: int) -> dict[str, Any]:
    return {"headline": None, "paragraphs": [text], "page": page}


@pytest.mark.parametrize(
    ("stories", "kinds"),
    [
        ([article(ONE, 5), article(TWO, 7)], ["right", "right"]),
        ([article(ONE, 1), article(TWO, 3)], ["right", "right"]),
        ([article(ONE, 5), article(TWO, 8)], ["right", "wrong"]),
        ([article(ONE + TWO, 5)], ["unmatched", "merged"]),
        ([], ["unmatched", "unmatched"]),
    ],
)
def test_each_way_of_a_page_is_told_from_the_others(stories: list[dict[str, Any]], kinds: list[str]) -> None:
    """A page is right as printed or by its place in the dump; a story of two pages' articles is no wrong page."""
    gold = {"first_page": 5, "articles": [article(ONE, 5), article(TWO, 7)]}
    assert [kind for kind, _, _ in verdicts(gold, stories)] == kinds


@pytest.mark.parametrize("extractor", EXTRACTORS)
def test_simulated_dumps_are_read_in_their_shape(extractor: str) -> None:
    """The shape of a dump of each kind is told from its text."""
    for seed in range(2, 10):
        dump = simulate(seed, [], extractor)
        kept = dump.recipe["reading"]["joint"] == "\n"  # blocks whose line ends are kept are lines
        due = "layout" if extractor == "layout" else "lines" if kept else "blocks"
        assert hkpaper.read(dump.text).shape == due


def test_the_script_prints_a_row_for_each_folder(tmp_path: Path) -> None:
    """A folder of dumps with gold gives a row; its status says whether a shape is wrong."""
    folder = tmp_path / "made-layout"
    folder.mkdir()
    (folder / "001.txt").write_text(f"{ONE}\n\n\f{TWO}\n", encoding="utf-8")
    (folder / "001.json").write_text('{"n_pages": 2, "articles": []}', encoding="utf-8")
    done = subprocess.run(
        [sys.executable, ROOT / "eval/shapes.py", folder], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "| made-layout | 1 | 0 | 0 | - | 0 | 0 | 0 |"
    assert "read as blocks" in done.stderr
