"""署名: the laws of finding who wrote a story."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_tables import cases
from facts_support import texts, written
from hkpaper import account
from hkpaper.records import Credit, Debris, Headline, Issue
from hkpaper.spans import Span
from hkpaper.stages.byline import COLUMNS, byline, rows
from hkpaper.text import as_printed, plain

LINES = st.lists(
    st.text(alphabet="记者本报讯通讯员林小满欧阳摄文图/（）() 、。□◎电据新华社看到", min_size=1, max_size=24),
    min_size=1,
    max_size=5,
)


@pytest.mark.parametrize("case", cases("byline"))
def test_byline_names_who_wrote_the_story(case: dict[str, Any]) -> None:
    """The people stand in their roles, and the text is the byline as printed."""
    issue = byline(written([{"headline": case.get("headline", "柳溪镇新桥通车"), "paragraphs": case["given"]}]))
    found = issue.articles[0].byline
    assert (found and {name: _json(getattr(found, name)) for name in case["want"] or ()}) == case["want"]
    assert texts(issue.articles[0]) == case.get("left", case["given"])


def _json(value: object) -> object:
    return [_json(each) for each in value] if isinstance(value, tuple) else value


@given(LINES)
def test_byline_keeps_account_of_every_character(paragraphs: list[str]) -> None:
    """A byline that leaves the paragraphs is held by the article still, and by nothing twice."""
    issue = written([{"paragraphs": paragraphs}])
    assert account.audit(byline(issue)) == account.audit(issue) == []


@given(LINES)
def test_byline_is_idempotent(paragraphs: list[str]) -> None:
    """Looking twice finds nothing more."""
    once = byline(written([{"paragraphs": paragraphs}]))
    assert byline(once).articles == once.articles


@given(LINES)
def test_byline_invents_no_character(paragraphs: list[str]) -> None:
    """The text of a byline is that of its spans, and its people's names are in it."""
    issue = byline(written([{"paragraphs": paragraphs}]))
    found = issue.articles[0].byline
    if found is not None:
        printed = "".join("".join(span.of(issue.source.text) for span in found.spans).split())
        assert "".join(found.text.split()) == printed
        assert all(name.replace(" ", "") in printed for name in (*found.reporters, *found.correspondents))


def test_byline_leaves_one_that_is_there() -> None:
    """A byline read before, or corrected by hand, stays."""
    once = byline(written([{"paragraphs": ["本报讯（记者 闻小溪）新桥通车。"]}]))
    mine = replace(once.articles[0], byline=once.articles[0].byline._replace(reporters=("丁桥",)))
    assert byline(replace(once, articles=(mine,))).articles == (mine,)


def test_byline_doubts_a_second_one() -> None:
    """A lead further down says that two stories may be one."""
    issue = byline(written([{"paragraphs": ["本报讯（记者 闻小溪）新桥通车。", "本报讯（记者 丁桥）茶会开席。"]}]))
    assert [doubt.code for doubt in issue.doubts] == ["second-byline"]
    assert issue.doubts[0].span.of(issue.source.text) == "本报讯（记者 丁桥）"


def test_byline_doubts_a_role_of_which_nothing_is_read() -> None:
    """Where a name is due and none is read, somebody should look; a reporter in a sentence is none."""
    texts = ["本报记者 上山采茶去了，新桥通车。"], ["本报记者看到，新桥通车。"]
    found = [byline(written([{"paragraphs": paragraphs}])).doubts for paragraphs in texts]
    assert [[doubt.code for doubt in doubts] for doubts in found] == [["byline-unread"], []]


def test_byline_keeps_the_space_between_rows_of_one() -> None:
    """A byline set in two rows is given as printed, with the white space between them."""
    issue = byline(written([{"paragraphs": ["本报记者 闻小溪", "通讯员 邱禾", "新桥通车。"]}]))
    assert issue.articles[0].byline is not None
    assert plain(issue.articles[0].byline.own) == issue.articles[0].byline.text == "本报记者 闻小溪 通讯员 邱禾"
    assert account.audit(issue) == []


def test_byline_table_points_to_the_source() -> None:
    """Each row has the offsets of what it shows."""
    issue = byline(written([{"paragraphs": ["□记者 闻小溪", "新桥通车。"]}]))
    (row,) = rows(issue)
    cells = dict(zip(COLUMNS, row, strict=True))
    assert issue.source.text[int(str(cells["start"])) : int(str(cells["end"]))] == "□记者 闻小溪"
    assert issue.articles[0].byline is not None
    assert plain(issue.articles[0].byline.own) == "□记者 闻小溪"


def test_byline_takes_a_loose_line_that_names_the_author() -> None:
    """An author's name between a headline and its text belongs to the story, though no stage before it claimed it."""
    issue = loosened("河边秋色", "尉迟松年", "水面很静，船也很静。")
    found = byline(issue)
    assert found.articles[0].byline is not None
    assert found.articles[0].byline.people == (Credit("尉迟松年", "author"),)
    assert found.debris == ()
    assert account.audit(found) == []


def test_byline_leaves_a_loose_line_that_is_no_name() -> None:
    """A line of everyday words stays where it was."""
    issue = loosened("河边秋色", "江南水乡", "水面很静，船也很静。")
    assert byline(issue) == issue


def test_byline_takes_the_author_out_of_a_headline() -> None:
    """A name on the last row of a headline is no part of it."""
    issue = written([{"headline": "河边秋色三首\n尉迟松年", "paragraphs": ["水面很静，船也很静。"]}])
    rows = (
        piece for row in ("河边秋色三首", "尉迟松年") for piece in [as_printed(issue.source.text, _span(issue, row))]
    )
    headed = replace(issue.articles[0], headline=Headline(main=tuple(rows)))
    found = byline(replace(issue, articles=(headed,))).articles[0]
    assert plain(found.headline.main) == "河边秋色三首"
    assert found.byline is not None
    assert found.byline.reporters == ("尉迟松年",)


def test_byline_takes_a_deck_that_is_an_author() -> None:
    """A deck that is nothing but a name is the author's."""
    issue = written([{"headline": "河边秋色三首", "paragraphs": ["尉迟松年", "水面很静，船也很静。"]}])
    article = issue.articles[0]
    headed = replace(
        article, headline=article.headline._replace(deck=article.paragraphs[0]), paragraphs=article.paragraphs[1:]
    )
    found = byline(replace(issue, articles=(headed,)))
    assert plain(found.articles[0].headline.deck) == ""
    assert found.articles[0].byline is not None
    assert found.articles[0].byline.reporters == ("尉迟松年",)
    assert account.audit(found) == []


def test_byline_takes_a_loose_line_over_a_crumb() -> None:
    """The author's name is above the text, though a line that no story claimed stands between."""
    issue = written([{"headline": "", "paragraphs": ["尉迟松年", "其一", "水面很静，船也很静。"]}])
    article = issue.articles[0]
    debris = tuple(Debris("loose-line", paragraph[0].span) for paragraph in article.paragraphs[:2])
    issue = replace(issue, articles=(replace(article, paragraphs=article.paragraphs[2:]),), debris=debris)
    found = byline(issue)
    assert found.articles[0].byline is not None
    assert found.articles[0].byline.reporters == ("尉迟松年",)
    assert found.debris == debris[1:]


def loosened(headline: str, loose: str, paragraph: str) -> Issue:
    """Return an issue of one story whose second line went to debris."""
    issue = written([{"headline": headline, "paragraphs": [loose, paragraph]}])
    article = issue.articles[0]
    debris = Debris("loose-line", article.paragraphs[0][0].span)
    return replace(issue, articles=(replace(article, paragraphs=article.paragraphs[1:]),), debris=(debris,))


def _span(issue: Issue, row: str) -> Span:
    at = issue.source.text.index(row)
    return Span(at, at + len(row))
