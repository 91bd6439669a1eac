"""配题: the laws of giving headlines to stories."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from case_tables import cases
from hkpaper.account import audit
from hkpaper.pipeline import apply
from hkpaper.records import Article, Strand
from hkpaper.stacks.levels import Part
from hkpaper.stages import headline as stage
from hkpaper.stages.headline import rows
from hkpaper.text import as_printed, plain
from made import put_through
from test_untangle import PAGES

MILL = "本报讯(记者 丘南)桥头镇的老磨坊又转起来 了,新麦的香气飘了半条街,石磨已有百年。"


@pytest.mark.parametrize("case", cases("headline"))
def test_headline_gives_each_story_its_stack(case: dict[str, Any]) -> None:
    """Kicker, main line and deck are those of the story, or absent."""
    issue = put_through(case["given"], "repair", punctuation="keep")
    stacks = [(a.headline.kicker, a.headline.main, a.headline.deck) for a in issue.articles]
    assert [[plain(text) or None for text in stack] for stack in stacks] == case["want"]


@given(PAGES)
def test_headline_accounts_for_every_aside(text: str) -> None:
    """After this stage every character is held once: by a story, a headline, furniture or debris."""
    assert audit(put_through(text, "headline")) == []


def test_headline_says_what_it_could_not_place() -> None:
    """A headline of no story is debris with a doubt that says so."""
    issue = put_through("桥头镇老磨坊转起来\n\n——百年石磨重见天日", "headline")
    assert {item.reason for item in issue.debris} == {"orphan-headline"}
    assert {doubt.code for doubt in issue.doubts if doubt.stage == "headline"} == {"orphan-headline"}


def test_headline_rows_point_to_the_source() -> None:
    """Each row's offsets hold its text."""
    text = "区图书馆延长开放时间\n\n本报讯(记者 闻小溪)区图书馆本周起延长开 放时间,夜读的人不用掐着表。"
    issue = put_through(text, "headline")
    assert [(level, words, text[start:end]) for _, level, words, start, end in rows(issue)] == [
        ("headline", "区图书馆延长开放时间", "区图书馆延长开放时间")
    ]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (f"{MILL}\n\n镇上的人说,这里的面", ["镇上的人说,这里的面"]),  # its sentence has ended: a paragraph of its own
        (f"{MILL[:-1]}\n\n镇上的人说", []),  # it has not: the line reads on
    ],
)
def test_lines_left_out_go_back_to_their_story(text: str, want: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What is told to be a line of the story above is part of it again, after the line that stands before it."""
    issue = put_through(text, "segment")
    last = len(issue.lines) - 1
    told = replace(
        issue,
        strands=(Strand(tuple(range(last)), 20.0), Strand((last,), 20.0, "aside")),
        articles=(
            replace(issue.articles[0], paragraphs=(tuple(as_printed(text, issue.lines[n].span) for n in range(last)),)),
        ),
    )
    monkeypatch.setattr(stage, "parts_of", lambda weights, seen: [Part("X" if seen.group.held else "B", 0, 0)])
    done = apply(told, "headline")
    assert [plain(paragraph) for paragraph in done.articles[0].paragraphs][1:] == want
    assert "".join(plain(paragraph) for paragraph in done.articles[0].paragraphs).endswith(issue.text_of(last))
    assert audit(done) == []


def test_a_story_of_nothing_but_headlines_is_dissolved() -> None:
    """Headlines that were taken for a story go to the stories that they head, or stay where they are; none is lost."""
    text = "区图书馆延长开放时间\n\n桥头镇老磨坊转起来\n\n本报讯(记者 闻小溪)区图书馆本周起延长开 放时间,夜读的人不用再掐着表往外走。\n\n本报讯(记者 丘南)桥头镇的老磨坊又转起来 了,新麦的香气飘了半条街。"
    issue = put_through(text, "segment")
    heads = tuple(line for strand in issue.strands if strand.role == "aside" for line in strand.lines)
    assert len(heads) == 2
    bundle = Article("bundle", 1, tuple((as_printed(text, issue.lines[line].span),) for line in heads))
    taken = tuple(strand for strand in issue.strands if strand.role != "aside")
    told = replace(issue, strands=(Strand(heads, 10.0), *taken), articles=(*issue.articles, bundle))
    done = apply(told, "headline")
    assert audit(done) == []
    assert {plain(article.headline.main) for article in done.articles} == {"区图书馆延长开放时间", "桥头镇老磨坊转起来"}
    assert len(done.articles) == 2


def test_a_second_print_is_debris() -> None:
    """A headline that imitates bold type by printing itself again is read once; the second print is kept as what it is."""
    issue = put_through(f"桥头镇老磨坊转起来\n桥头镇老磨坊转起来\n\n{MILL}", "emit")
    assert [(item.reason, item.span.of(issue.source.text)) for item in issue.debris] == [
        ("printed-twice", "桥头镇老磨坊转起来")
    ]
    assert audit(issue) == []


def test_a_refrain_is_sung_twice() -> None:
    """A line that a poem says twice stays twice."""
    poem = "渡口\n\n船在雾里\n把影子系在木桩上\n没有人过河来\n没有人过河来\n只听水一下一下\n拍着自己的名字\n对岸的灯亮了一盏\n又亮了一盏\n"
    issue = put_through(poem, "emit")
    assert sum(plain(text).count("没有人过河来") for article in issue.articles for text in article.paragraphs) == 2
    assert audit(issue) == []


def test_a_word_alone_is_no_crumb() -> None:
    """A word over a text that has its headline is a loose line, and suggests nothing."""
    issue = put_through(
        f"区图书馆延长开放时间\n\n本报讯(记者 闻小溪)区图书馆本周起延长开 放时间。\n\n天气\n\n{MILL}", "headline"
    )
    assert [item.reason for item in issue.debris] == ["loose-line"]
    assert [article.suggestion for article in issue.articles] == [None] * len(issue.articles)
