"""人物: the laws of finding people by their office."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_tables import cases
from facts_support import written
from hkpaper import account, names
from hkpaper.offices import mentions
from hkpaper.records import Byline
from hkpaper.stages.emit import article_record
from hkpaper.stages.people import COLUMNS, people, rows
from hkpaper.surnames import surname_of
from hkpaper.text import LONG, any_of, counter
from hkpaper.wire import from_line, to_line

TEXTS = st.text(alphabet="区委书记长林小满丁一欧阳澄、，。和的（）主任说·木拉提在", max_size=40)
PAGE = {"paragraphs": ["区委书记林小满、副区长欧阳澄、丁一到场。", "林小满说，要快。"]}


@pytest.mark.parametrize("case", cases("people"))
def test_people_reads_each_name_with_its_title_and_no_other(case: dict[str, Any]) -> None:
    """Each person named with an office has the title as printed."""
    text = case["given"]
    assert [[text[m.start : m.end], m.title] for m in mentions(text)] == case["want"]


@given(TEXTS)
def test_mentions_stand_in_order_and_hold_their_title(text: str) -> None:
    """No two names share a character, and a title is what stands at its place."""
    at = 0
    for mention in mentions(text):
        assert at <= mention.start < mention.end <= len(text)
        assert mention.title == text[mention.title_start : mention.title_end]
        at = mention.end


@given(st.lists(TEXTS.filter(bool), min_size=1, max_size=4))
def test_people_is_idempotent_and_keeps_account(paragraphs: list[str]) -> None:
    """Reading twice gives the same, no character changes hands, and all comes back from the wire."""
    once = people(written([{"paragraphs": paragraphs}]))
    assert people(once) == once
    assert account.audit(once) == []
    assert from_line(to_line(once)).articles == once.articles


def test_a_title_is_carried_to_where_only_the_name_stands() -> None:
    """A second mention is the same person, in another article of the issue, too."""
    issue = people(written([PAGE, {"paragraphs": ["欧阳澄去了桥头镇。"]}]))
    first, second = ([(p.name, p.title, len(p.mentions)) for p in article.people] for article in issue.articles)
    assert first == [("林小满", "区委书记", 2), ("欧阳澄", "副区长", 1), ("丁一", "副区长", 1)]
    assert second == [("欧阳澄", "副区长", 1)]
    assert [mention.title for mention in issue.articles[0].people[0].mentions] == ["区委书记", None]


def test_a_short_name_is_no_part_of_a_word() -> None:
    """Two characters that also open a longer word are the person only where they stand alone."""
    issue = people(
        written([{"paragraphs": ["区长高峰出席。", "早高峰期车多，高峰期过了就好，丁一说。", "主任丁一介绍了情况。"]}])
    )
    assert [(person.name, len(person.mentions)) for person in issue.articles[0].people] == [("高峰", 1), ("丁一", 2)]


def test_the_fullest_title_stands_for_the_person() -> None:
    """Of two titles the longer one is kept, and each mention has its own."""
    issue = people(written([{"paragraphs": ["局长林小满来了。", "区水务局局长林小满说。"]}]))
    (person,) = issue.articles[0].people
    assert person.title == "区水务局局长"
    assert [mention.title for mention in person.mentions] == ["局长", "区水务局局长"]


def test_who_signs_is_not_named() -> None:
    """A name in the byline is no mention, though the text names its bearer."""
    issue = written([{"paragraphs": ["总编辑林小满 今天开会。社长林小满说。"]}])
    article = issue.articles[0]
    span = type(article.paragraphs[0][0].span)(0, 6)
    signed = article.__class__(
        **{f: getattr(article, f) for f in article.__slots__} | {"byline": Byline("总编辑林小满", (span,))}
    )
    (person,) = people(type(issue)(issue.source, issue.lines, articles=(signed,))).articles[0].people
    assert [mention.title for mention in person.mentions] == ["社长"]


def test_a_name_comes_again_whole() -> None:
    """What stands behind a name elsewhere on the page tells where it ends."""
    text = "主任丁文明天来，主任丁文说，丁文走了"
    assert {text[m.start : m.end] for m in mentions(text, text.count)} == {"丁文"}


@given(st.text(alphabet="林小满丁一欧阳澄的说主持", min_size=1, max_size=8))
def test_a_name_is_built_as_one(text: str) -> None:
    """Whatever the odds, a Han name is a surname and what may follow one."""
    found = names.read(text)
    assert found is None or (surname_of(text, seldom=True) and 2 <= found.length <= len(text))


def test_the_table_points_to_the_source_and_the_record_counts() -> None:
    """A row a mention with its offsets; in the record a person once, with the number of mentions."""
    issue = people(written([PAGE]))
    table = [dict(zip(COLUMNS, row, strict=True)) for row in rows(issue)]
    assert [row["name"] for row in table] == ["林小满", "欧阳澄", "丁一", "林小满"]
    for row in table:
        assert issue.source.text[int(str(row["start"])) : int(str(row["end"]))] == row["name"]
    record = article_record(issue, issue.articles[0], [])
    assert [(person["name"], person["count"]) for person in record["people"]] == [
        ("林小满", 2),
        ("欧阳澄", 1),
        ("丁一", 1),
    ]


@given(
    st.text(alphabet="林小满丁一高", max_size=30), st.lists(st.text(alphabet="林小满丁一高", min_size=2, max_size=4))
)
def test_runs_are_counted_by_an_index_as_by_the_text_itself(text: str, runs: list[str]) -> None:
    """A long text's runs are counted by where their first two characters stand: the same numbers."""
    page = text * (LONG // max(len(text), 1) + 1) if text else ""
    count = counter(page)
    assert [count(run) for run in runs] == [page.count(run) for run in runs]


@given(st.lists(st.text(alphabet="林小满丁一", min_size=1, max_size=4), min_size=1), TEXTS)
def test_known_names_are_found_the_longest_first(known: list[str], text: str) -> None:
    """Names that begin alike share a branch of the pattern: it finds what the plain list of them finds."""
    listed = sorted(set(known), key=lambda name: (-len(name), name))
    pattern = any_of(known)
    assert pattern is not None
    assert pattern.findall(text) == re.findall("|".join(listed), text)
