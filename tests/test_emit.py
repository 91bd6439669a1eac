"""输出: the records that users read."""

from typing import Any

import pytest
from hypothesis import given

from case_tables import cases
from hkpaper.account import audit
from hkpaper.stages.emit import COLUMNS, emit, records, rows
from made import put_through
from test_untangle import PAGES


@pytest.mark.parametrize("case", cases("emit"))
def test_emit_prints_the_article(case: dict[str, Any]) -> None:
    """The fields named in the case are the first record's."""
    record = next(records(put_through(case["given"], "emit")))
    assert {key: record[key] for key in case["want"]} == case["want"]


@given(PAGES)
def test_every_string_is_its_offsets(text: str) -> None:
    """The lengths of a string's spans add up to its own, and the residue's texts are the source's."""
    issue = put_through(text, "emit")
    for record in records(issue):
        if record["kind"] == "residue":
            for name in ("masthead", "furniture", "debris"):
                assert all(issue.source.text[slice(*item["span"])] == item["text"] for item in record[name])
            continue
        offsets = record["offsets"]
        pairs = [(record[name] or "", offsets[name]) for name in ("kicker", "headline", "subhead")]
        pairs += list(zip(record["paragraphs"], offsets["paragraphs"], strict=True))
        assert all(len(string) == sum(end - start for start, end in runs) for string, runs in pairs)


@given(PAGES)
def test_every_doubt_is_told_once(text: str) -> None:
    """Each doubt of the issue is in an article's record or in the residue, never in two."""
    issue = put_through(text, "emit")
    told = [doubt for record in records(issue) for doubt in record["doubts"]]
    assert len(told) == len(issue.doubts)


@given(PAGES)
def test_emit_closes_the_account_and_stays(text: str) -> None:
    """After emit the audit is clean, and doing it again changes nothing."""
    issue = put_through(text, "emit")
    assert audit(issue) == []
    assert emit(issue) == issue


@given(PAGES)
def test_the_residue_comes_last_and_once(text: str) -> None:
    """An issue's records are its articles and one residue."""
    kinds = [record["kind"] for record in records(put_through(text, "emit"))]
    assert kinds.count("residue") == 1
    assert kinds[-1] == "residue"


def test_rows_have_the_columns() -> None:
    """Each row of the table has a cell for each column."""
    issue = put_through("本报讯(记者 闻小溪)区图书馆开馆, 下转▶4版", "emit")
    (row,) = rows(issue)
    cells = dict(zip(COLUMNS, row, strict=True))
    assert (cells["reporters"], cells["jump_to"], cells["doubts"]) == (
        ("闻小溪",),
        4,
        ("no-headline", "jump-target-absent"),
    )
