"""三问: the laws of asking a page what is read after what."""

import numpy as np
import pytest
from hypothesis import given, settings

from hkpaper.account import unclaimed_lines
from hkpaper.continuation import questions, strands
from hkpaper.continuation.cover import Cover, chains
from hkpaper.continuation.net import Opinion
from hkpaper.continuation.ngram import chosen
from hkpaper.continuation.order import REACH, Runs
from hkpaper.continuation.stories import AROUND
from hkpaper.continuation.strands import Strands
from hkpaper.records import Issue, Line
from hkpaper.spans import Source, Span
from made import put_through
from shell import SAMPLES
from test_untangle import PAGES


def bare(pages: list[int]) -> Issue:
    """Return an issue of so many lines on each page, one character a line."""
    lines = [Line(Span(at, at + 1), page, at, 1.0) for at, page in enumerate(pages)]
    return Issue(Source("made.txt", "utf-8", "0" * 64, "田" * len(lines)), tuple(lines))


@given(PAGES)
def test_every_free_line_is_in_one_part(text: str) -> None:
    """The parts of an issue hold its free lines, each once, in the dump's order, no two pages together."""
    issue = put_through(text, "masthead")
    parts = list(questions.pages(issue))
    assert [line for part in parts for line in part] == unclaimed_lines(issue)
    assert all(len({issue.lines[line].page for line in part}) == 1 for part in parts)


def test_a_very_long_page_is_cut() -> None:
    """No part holds more lines than are weighed together, and a page is cut no earlier."""
    issue = bare([1] * (2 * questions.LONGEST + 1) + [2] * 3)
    assert [len(part) for part in questions.pages(issue)] == [questions.LONGEST, questions.LONGEST, 1, 3]
    assert list(questions.pages(bare([]))) == []


@settings(max_examples=20, deadline=None)
@given(PAGES)
def test_line_joins_agree_with_the_cover(text: str) -> None:
    """Each join of a strand has a probability; lines that neither follow nor were weighed have none."""
    for asked in questions.first_of(put_through(text, "masthead"), chosen()):
        for strand in questions.strands_of(asked).lines:
            found = questions.line_joins(asked, np.array(strand[:-1], int), np.array(strand[1:], int))
            assert found.weighed.all()
            assert ((found.sure > 0) & (found.sure < 1)).all()
        for first, last in zip(*asked.runs, strict=True):
            inside = np.arange(first, last)
            assert questions.line_joins(asked, inside, inside + 1).weighed.all()
            assert not questions.line_joins(asked, inside, inside + 2).weighed.any()
        assert not questions.line_joins(asked, asked.runs.last, asked.runs.last).weighed.any()


@settings(max_examples=20, deadline=None)
@given(PAGES)
def test_strands_and_asides_are_the_whole_page(text: str) -> None:
    """Each line of a page is in one strand or aside, and the runs are in the order of the cover's chains."""
    for asked in questions.first_of(put_through(text, "masthead"), chosen()):
        strands = questions.strands_of(asked)
        held = sorted([line for strand in strands.lines for line in strand] + strands.aside.nonzero()[0].tolist())
        assert held == list(range(len(asked.numbers)))
        told = [
            line
            for chain in chains(asked.cover.after, asked.cover.aside)
            for run in chain
            for line in range(asked.runs.first[run], asked.runs.last[run] + 1)
        ]
        assert sorted(told) == sorted(line for strand in strands.lines for line in strand)
        if strands.lines:
            answer = questions.second(asked, strands)
            for each in (answer, questions.third(asked, answer)):
                after = each.cover.after
                led = after[after >= 0].tolist()
                assert len(led) == len(set(led))
                assert sorted(line for strand in each.strands.lines for line in strand) == sorted(told)


def test_the_issue_asked_last_is_not_weighed_again() -> None:
    """Two stages that ask the same issue get the same answers, the very same."""
    issue = put_through((SAMPLES / "tiny.txt").read_text(encoding="utf-8"), "masthead")
    model = chosen()
    assert questions.first_of(issue, model) is questions.first_of(issue, model)


def test_a_join_that_an_end_doubts_is_left_to_the_second_question() -> None:
    """A strand is cut where either end believes less than SETTLED in what the cover joined, and only there."""
    (asked,) = questions.first_of(put_through("河滨步道修好\n\n了，灯也亮了\n\n起来，晚上", "masthead"), chosen())
    runs = Runs(np.arange(3), np.arange(3))
    cover = Cover(np.array([1, 2, -1]), np.zeros(3, bool), [])

    def after(*shares: tuple[float, float]) -> tuple[tuple[int, ...], ...]:
        succ, pred = np.full((2, 3, len(REACH)), -9.0)
        for upper, (below, above) in enumerate(shares):
            succ[upper, REACH.index(1)], pred[upper, REACH.index(1)] = np.log(below), np.log(above)
        return strands.cut(asked.page, runs, Opinion(succ, pred, np.zeros((3, 4)), succ), cover).lines

    sure, doubted = np.exp(strands.SETTLED) + 0.01, np.exp(strands.SETTLED) - 0.01
    assert after((sure, sure), (sure, sure)) == ((0, 1, 2),)
    assert after((doubted, sure), (sure, sure)) == ((0,), (1, 2))
    assert after((sure, sure), (sure, doubted)) == ((0, 1), (2,))


def test_the_third_question_is_of_what_the_second_joined_for_certain() -> None:
    """Strands that both ends of a join believe in are one; a join that an end doubts is cut, and what stood aside is asked again."""
    sure, doubted = strands.SETTLED + 0.01, strands.SETTLED - 0.01
    lines, cover = (
        ((0, 1), (2,), (3, 4), (5,)),
        Cover(np.array([2, -1, 1, -1]), np.array([False, False, False, True]), []),
    )

    def joined(below: float, above: float) -> tuple[tuple[int, ...], ...]:
        succ, pred = np.full((2, 4, len(AROUND)), -9.0)
        succ[0, AROUND.index(2)] = pred[0, AROUND.index(2)] = sure
        succ[2, AROUND.index(-1)], pred[2, AROUND.index(-1)] = below, above
        opinion = Opinion(succ, pred, np.zeros((4, 4)), succ)
        answer = questions.Stitched(Strands(lines, np.zeros(6, bool)), [opinion], cover)
        before = questions.before_of(answer)
        assert (before.nodes.first.tolist(), before.nodes.last.tolist()) == ([0, 2, 3, 5], [1, 2, 4, 5])
        return questions.joined(answer).lines

    assert joined(sure, sure) == ((0, 1, 3, 4, 2), (5,))
    assert joined(sure, doubted) == joined(doubted, sure) == ((0, 1, 3, 4), (2,), (5,))


def test_crumbs_of_a_vertical_headline_lead_nowhere() -> None:
    """No story goes on with, or from, characters that stand by one or two on their lines."""
    crumbs = ("渔", "港开", "市了")
    story = ("本报讯(记者 闻小溪)南门渔港昨天清晨开市,船工", "们把一筐筐带鱼抬上码头,买鱼的人排起长队,所长")
    text = "\n\n".join([*story, *crumbs, "“泊位多了一倍,渔船不用再等候潮水。”他说,明年", "还要再建一座冷库。"])
    (asked,) = questions.first_of(put_through(text, "masthead"), chosen())
    texts = asked.page.lines.texts
    strands = Strands(tuple((line,) for line in range(len(texts))), np.zeros(len(texts), bool))
    answer = questions.second(asked, strands)
    alone = [texts.index(crumb) for crumb in crumbs]
    assert [at for at, to in enumerate(answer.cover.after) if to >= 0 and (at in alone or to in alone)] == []
    assert (answer.cover.after >= 0).any()


LEG = (
    "护岸，岸上铺了塑胶步道。沿河",
    "的旧厂房改成了茶馆，傍晚坐满",
    "下了班的人。水务站站长说，明",
    "年开春还要疏浚两条支流，到时",
    "候小船可以一直划到桥头镇。",
)


@pytest.mark.parametrize(
    ("below", "repeated"),
    [
        (("清源区老河道开工整治",), 1),
        (("清源区老河道开工整治", "三万居民盼来清水绕城的好日子"), 1),  # the second fills the column: who knows
        ((), 0),
        (("的石阶修好了。去年冬",), 0),  # a paragraph that is set in: it holds a full stop
    ],
)
def test_a_headline_repeated_below_a_jump_mark_is_no_running_text(below: tuple[str, ...], repeated: int) -> None:
    """It does not fill the column as a sentence does that goes on from another page."""
    (asked,) = questions.first_of(put_through("\n".join(["上接第1版", *below, *LEG]), "masthead"), chosen())
    count = len(asked.numbers)
    runs = Runs(np.array([0]), np.array([count - 1]))
    opinion = Opinion(*np.zeros((2, 1, len(REACH))), np.zeros((1, 4)), np.zeros((1, len(REACH))))
    found = strands.cut(asked.page, runs, opinion, Cover(np.array([-1]), np.zeros(1, bool), []))
    assert found.aside.nonzero()[0].tolist() == [*range(1, 1 + repeated)]
    assert sorted(line for strand in found.lines for line in strand) == [0, *range(1 + repeated, count)]
