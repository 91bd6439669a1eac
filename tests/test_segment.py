"""分篇: the laws of grouping strands into articles."""

from typing import Any

import pytest
from hypothesis import example, given

from case_tables import cases
from hkpaper.text import plain
from made import put_through
from test_untangle import PAGES


@pytest.mark.parametrize("case", cases("segment"))
def test_segment_finds_the_articles_and_their_paragraphs(case: dict[str, Any]) -> None:
    """Each story has its own paragraphs and nobody else's."""
    issue = put_through(case["given"], "segment")
    assert [[plain(text) for text in article.paragraphs] for article in issue.articles] == case["want"]


@given(PAGES)
@example("4\n\n44▶\n\n记▶4▶▶▶4▶\n\n记4444▶4▶▶\n\n4\n\n4▶▶,\n\n4▶4▶▶▶▶书")  # two strands joined, then set aside
def test_segment_loses_no_line(text: str) -> None:
    """The lines of the body strands are the lines of the articles, each once."""
    issue = put_through(text, "segment")
    body = [issue.lines[line].span for strand in issue.strands if strand.role == "body" for line in strand.lines]
    held = [piece.span for a in issue.articles for paragraph in a.paragraphs for piece in paragraph]
    assert sorted(held) == sorted(body)


def test_segment_ids_do_not_hang_on_the_neighbours() -> None:
    """An article keeps its id when another story of the page is changed."""
    mine = "本报讯(记者 闻小溪)区图书馆本周起延长开 放时间,夜读的人不用再掐着表往外走。"
    other = "本报讯(记者 丘南)老磨坊又转起来了。"
    before = put_through(f"{mine}\n\n{other}", "segment").articles
    after = put_through(f"{mine}\n\n{other}新麦飘香。", "segment").articles
    assert before[0].id == after[0].id
    assert before[1].id != after[1].id


def test_segment_ids_are_unique() -> None:
    """Two stories with the same words still have two ids."""
    story = "本报讯(记者 丘南)老磨坊又转起来了。"
    ids = [article.id for article in put_through(f"{story}\n\n{story}", "segment").articles]
    assert len(ids) == len(set(ids)) == 2


def test_segment_ids_of_second_halves_are_of_their_stories() -> None:
    """A story that comes from another page is called after its words, not after the mark that says so."""
    halves = ["上接▶1版\n\n两岸的灯也亮了,夜跑的人多了起来。", "上接▶1版\n\n粮站的旧秤换成了新的,排队的人少了。"]
    ids = [article.id for half in halves for article in put_through(half, "segment").articles]
    assert len(set(ids)) == len(ids) == 2
