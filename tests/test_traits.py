"""看行: what lines show of themselves, and that pairs read the right columns of it."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hkpaper.continuation import pairs, traits
from hkpaper.continuation.traits import CLASS_OF, CLASSES, NAMES, STEPS, closes, lines_of
from hkpaper.lexicon import rows
from made import put_through

PRINTED = st.text("区委会议举行,。:(“”)》12a—□ 、市", min_size=1, max_size=12).map(str.strip).filter(bool)
DUMPS = st.lists(PRINTED, min_size=1, max_size=12)


def shown(text: str) -> traits.Lines:
    issue = put_through(text, "read")
    return lines_of(issue, range(len(issue.lines)))


@given(DUMPS)
def test_each_line_has_a_row_of_known_columns(dump: list[str]) -> None:
    """One finite row a line, one column a name; a line opens, closes and falls short in one way only."""
    lines = shown("\n\n".join(dump))
    assert lines.shown.shape == (len(lines.texts), len(NAMES))
    assert np.isfinite(lines.shown).all()
    assert np.abs(lines.shown).max() <= 4
    kinds = len(CLASSES)
    short = NAMES.index("short by class 0")
    for columns in (slice(kinds), slice(kinds, 2 * kinds), slice(short, short + len(STEPS) + 1)):
        assert (lines.shown[:, columns].sum(axis=1) == 1).all()


@given(st.lists(PRINTED, min_size=1, max_size=6), st.lists(PRINTED, min_size=1, max_size=6))
def test_what_a_line_shows_of_its_ends_hangs_on_itself_alone(dump: list[str], more: list[str]) -> None:
    """How a line opens and closes is the same whatever is printed around it."""
    dump, more = ([re.sub(r"\s+", " ", each) for each in held] for held in (dump, more))  # gaps would be a layout
    alone, among = shown("\n\n".join(dump)), shown("\n\n".join([*more, *dump, *more]))
    start = len(shown("\n\n".join(more)).texts)
    own = slice(0, 2 * len(CLASSES) + traits.FLAGS.index("set in"))
    count = len(alone.texts)
    assert among.texts[start : start + count] == alone.texts
    assert (among.shown[start : start + count, own] == alone.shown[:, own]).all()


def test_named_columns_say_what_they_show() -> None:
    """A flag stands under its own name."""
    lines = shown("本报讯(记者 闻小溪)桥头镇开\n会。\n\n一是修路,\n二是通车。\n\n下转▶3版\n\n□丘南")

    def marked(name: str) -> list[str]:
        return [lines.texts[at] for at in np.flatnonzero(lines.shown[:, NAMES.index(name)] > 0)]

    assert marked("closed") == ["会。", "二是通车。"]
    assert marked("lead") == ["本报讯(记者 闻小溪)桥头镇开"]
    assert marked("listed") == ["一是修路,", "二是通车。"]
    assert marked("sent on") == marked("only a mark") == ["下转▶3版"]
    assert marked("byline") == ["□丘南"]
    assert marked("first of page") == [lines.texts[0]]
    assert marked("last of page") == ["□丘南"]
    assert marked("closes with comma") == ["一是修路,"]
    assert [lines.texts[at] for at in np.flatnonzero(lines.closed)] == marked("closed")


def test_pairs_read_the_columns_they_name() -> None:
    """The columns that `pairs` picks by number are those of digits and Latin letters."""
    assert NAMES[pairs.FIRST_DIGIT] == "opens with digit"
    assert NAMES[pairs.FIRST_LATIN] == "opens with latin"
    assert NAMES[pairs.LAST_DIGIT] == "closes with digit"
    assert NAMES[pairs.LAST_LATIN] == "closes with latin"


@pytest.mark.parametrize(
    ("upper", "lower", "mark"),
    [
        ("投资300", "0万元。", "a number cut"),
        ("新的Ap", "p上线。", "a Latin word cut"),
        ("他说(笑", "着)走了。", "brackets closed"),
        ("他说(笑", "走了。", "brackets against"),
        ("春到清源", "春到河畔", "same beginning"),
        ("一是修路,", "二是通车。", "list goes on"),
    ],
)
def test_marks_show_where_they_fit(upper: str, lower: str, mark: str) -> None:
    """Each mark of a pair is set by an upper and a lower line of its kind, and not by a plain pair."""

    def marks(text: str) -> set[str]:
        issue = put_through(text, "read")
        page = _page(issue)
        row = pairs.evidence(page, np.array([0]), np.array([1]))[0]
        return {name for name in pairs.MARKS if row[pairs.NAMES.index(name)] > 0}

    assert mark in marks(f"{upper}\n\n{lower}")
    assert marks("河道穿过乡\n\n镇两岸。") == set()


class Silent:
    """A language model that has nothing to say."""

    def gains(self, upper: np.ndarray, lower: np.ndarray) -> np.ndarray:
        return np.zeros((len(upper), len(pairs.SENSE) - 1), np.float32)


def _page(issue: object) -> pairs.Page:
    lines = lines_of(issue, range(len(issue.lines)))
    block = np.array([line.block for line in issue.lines])
    return pairs.page_of(lines, block, pairs.Cache(lines.texts), Silent())


@pytest.mark.parametrize(
    ("char", "kind"),
    [
        ("区", "han"),
        ("。", "stop"),
        (",", "comma"),
        ("7", "digit"),
        ("b", "latin"),
        ("《", "open"),
        ("\u00a0", "other"),
    ],
)
def test_each_character_has_a_class(char: str, kind: str) -> None:
    """A character's class is the one it is listed under, or told by its script."""
    assert CLASSES[CLASS_OF[min(ord(char), 0xFFFF)]] == kind


@pytest.mark.parametrize("text", ["", "”", "心里踏实,”", "(丘南 摄)", "开工"])
def test_what_ends_in_no_stop_is_open(text: str) -> None:
    """A closing mark alone, a comma before it, or a bare credit closes nothing."""
    assert not closes(text)


def test_openings_tell_when_and_lean_back() -> None:
    """A line that tells when, one that leans on the sentence before, one in somebody's words: each under its own name."""
    lines = shown(
        "日前,桥头镇\n\n5月2日,桥头\n\n3日上午,雨\n\n该镇共有\n\n此外,村里\n\n“走得稳。”\n\n桥头镇昨日\n\n5月的花"
    )

    def marked(name: str) -> list[str]:
        return [lines.texts[at] for at in np.flatnonzero(lines.shown[:, NAMES.index(name)] > 0)]

    assert marked("opens with a time") == ["日前,桥头镇", "5月2日,桥头", "3日上午,雨"]
    assert marked("leans back") == ["该镇共有", "此外,村里"]
    assert marked("opens quoted") == ["“走得稳。”"]


def test_no_opening_says_two_things() -> None:
    """Each word of the table stands in it once; one that only looks as if it leaned begins with one that leans."""
    table = rows("opening_words")
    assert len({word for word, _ in table}) == len(table)
    assert {says for _, says in table} == {"when", "back", "neither"}
    leaning = tuple(word for word, says in table if says == "back")
    assert [word for word, says in table if says == "neither" and not word.startswith(leaning)] == []
