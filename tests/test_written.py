"""成稿: the articles written for the simulator are whole, and no two share a paragraph."""

import random
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from eval.simulator.told import told, unread
from eval.simulator.written import APART, FOLDER, HALVES, LEARNED, LOOSE, Drawer, loose, rows, written

KINDS = {"article", "brief", "photo", "notice", "verse", "essay", "opinion", "table", "ad", "other"}


def test_every_row_is_a_story() -> None:
    stories = written()
    assert len(stories) > 150
    assert {story.kind for story in stories} <= KINDS
    assert all(story.paragraphs and all(story.paragraphs) for story in stories)
    assert all(story.headline for story in stories if story.kind in ("article", "essay", "opinion"))


def test_no_paragraph_is_printed_twice() -> None:
    seen = Counter(paragraph for row in rows("**/*") for paragraph in row["paragraphs"] if len(paragraph) > 20)
    assert [paragraph for paragraph, count in seen.items() if count > 1] == []


def test_each_paper_can_be_kept_apart() -> None:
    papers = [path.stem for path in sorted(FOLDER.glob("*.jsonl"))]
    assert len(papers) > 1
    assert sum(len(rows(paper)) for paper in papers) == len(rows())


def test_what_is_drawn_is_of_one_paper_once_and_never_of_the_one_kept_apart() -> None:
    """However many issues are drawn for training, no paragraph of the paper that is judged by is among them."""
    kept = {
        paragraph for paper in APART for row in rows(paper) for paragraph in row["paragraphs"] if len(paragraph) > 20
    } | {text for row in loose(APART) for text in row["paragraphs"] if len(text) > 20}
    for seed in range(30):
        drawer = Drawer(random.Random(seed), LEARNED)
        drawn = list(iter(drawer.draw, None))
        paragraphs = {paragraph for story in drawn for paragraph in story.paragraphs}
        paper = max(LEARNED, key=lambda each: len(paragraphs & _of(each)))
        assert len(drawn) == len(rows(paper)) + LOOSE
        assert paragraphs <= _of(paper) | {text for row in loose(LEARNED) for text in row["paragraphs"]}
        assert not paragraphs & kept
    assert Drawer(random.Random(1), ()).draw() is None


def test_a_model_never_read_what_its_pages_are_set_from() -> None:
    """Neither half is in what a model of the other is counted from, nor is what is kept to judge by in either."""
    for half in (0, 1):
        read = set("\n".join(told(HALVES[half])).split("\n"))
        for papers in (unread(half), APART):
            drawn = [story for seed in range(9) for story in iter(Drawer(random.Random(seed), papers).draw, None)]
            long = {text for story in drawn for text in story.paragraphs if len(text) > 20}
            assert len(long) > 100
            assert not long & read
    assert set(told(HALVES[0])) | set(told(HALVES[1])) == set(told())


def _of(paper: str) -> set[str]:
    return {paragraph for row in rows(paper) for paragraph in row["paragraphs"]}
