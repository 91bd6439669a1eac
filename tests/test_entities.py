"""机构地名: the laws of finding organisations and places."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_tables import cases
from facts_support import written
from hkpaper import account
from hkpaper.bodies import bodies
from hkpaper.records import Byline
from hkpaper.spans import Span
from hkpaper.stages.emit import article_record
from hkpaper.stages.entities import COLUMNS, entities, rows
from hkpaper.stages.people import people
from hkpaper.wire import from_line, to_line

TEXTS = st.text(alphabet="柳溪镇县水务局和平路上海公司，。的在18号区医院大桥", max_size=40)
PAGE = {"paragraphs": ["清源区水务局局长丁一到柳溪镇。", "柳溪镇在县城西，柳溪镇卫生院在镇东。"]}


@pytest.mark.parametrize("case", cases("entities"))
def test_entities_reads_each_name_and_no_other(case: dict[str, Any]) -> None:
    """Each organisation and place is found whole, with its kind; what only looks like one is left alone."""
    text = case["given"]
    assert [[found.kind, text[found.start : found.end]] for found in bodies(text, text.count)] == case["want"]


@given(TEXTS)
def test_names_stand_in_order_and_none_overlaps(text: str) -> None:
    """No two names share a character."""
    at = 0
    for found in bodies(text, text.count):
        assert at <= found.start < found.end <= len(text)
        at = found.end


@given(st.lists(TEXTS.filter(bool), min_size=1, max_size=4))
def test_entities_is_idempotent_and_keeps_account(paragraphs: list[str]) -> None:
    """Reading twice gives the same, no character changes hands, and all comes back from the wire."""
    once = entities(people(written([{"paragraphs": paragraphs}])))
    assert entities(once) == once
    assert account.audit(once) == []
    assert from_line(to_line(once)).articles == once.articles


def test_a_name_is_found_wherever_it_stands_whole() -> None:
    """A name that one place shows is a mention where nothing else would tell it; within a longer one it is none."""
    issue = entities(written([PAGE, {"paragraphs": ["新柳溪镇的茶好。"]}]))
    first, second = ([(e.kind, e.name, len(e.mentions)) for e in article.entities] for article in issue.articles)
    assert first == [
        ("organisation", "清源区水务局", 1),
        ("place", "柳溪镇", 2),
        ("organisation", "柳溪镇卫生院", 1),
    ]
    assert second == [("place", "柳溪镇", 1)]


def test_a_person_is_no_place() -> None:
    """What stands in a person's name is nobody's town."""
    issue = entities(people(written([{"paragraphs": ["县长沙小满说，茶要早采。"]}])))
    named = {person.name for person in issue.articles[0].people}
    assert named
    assert issue.articles[0].entities == ()


def test_a_dispatch_was_sent_from_a_place() -> None:
    """The place of the byline is one; what else stands in a byline is not read."""
    issue = written([{"paragraphs": ["新华社柳溪5月1日电 春茶开采，上海来人。"]}])
    article = issue.articles[0]
    at = article.paragraphs[0][0].span.start
    signed = replace(article, byline=Byline("新华社柳溪5月1日电", (Span(at, at + 10),), agency="新华社", place="柳溪"))
    found = entities(replace(issue, articles=(signed,))).articles[0].entities
    assert [(e.kind, e.name) for e in found] == [("place", "柳溪"), ("place", "上海")]


def test_the_table_points_to_the_source_and_the_record_counts() -> None:
    """A row a mention with its offsets; in the record an entity once, with the number of mentions."""
    issue = entities(written([PAGE]))
    table = [dict(zip(COLUMNS, row, strict=True)) for row in rows(issue)]
    assert [row["name"] for row in table] == ["清源区水务局", "柳溪镇", "柳溪镇", "柳溪镇卫生院"]
    for row in table:
        assert issue.source.text[int(str(row["start"])) : int(str(row["end"]))] == row["name"]
    record = article_record(issue, issue.articles[0], [])
    assert [(each["name"], each["count"]) for each in record["places"]] == [("柳溪镇", 2)]
    assert [each["name"] for each in record["organisations"]] == ["清源区水务局", "柳溪镇卫生院"]
