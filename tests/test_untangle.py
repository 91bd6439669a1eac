"""理栏: the laws of reading order."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_tables import cases
from hkpaper.account import unclaimed_lines
from made import put_through

PAGES = st.lists(
    st.text(alphabet='区委图书馆开放，,。、 记者本报讯()下转▶4版市"', min_size=1, max_size=60), max_size=12
).map("\n\n".join)


@pytest.mark.parametrize("case", cases("untangle"))
def test_untangle_puts_lines_in_reading_order(case: dict[str, Any]) -> None:
    """Each strand reads as it was written."""
    issue = put_through(case["given"], "untangle")
    assert ["".join(map(issue.text_of, strand.lines)) for strand in issue.strands] == case["want"]


@given(PAGES)
def test_untangle_loses_no_line(text: str) -> None:
    """Every printed line that is no masthead is in exactly one strand."""
    issue = put_through(text, "untangle")
    assert sorted(line for strand in issue.strands for line in strand.lines) == unclaimed_lines(issue)


@given(PAGES)
def test_untangle_keeps_strands_on_their_page(text: str) -> None:
    """No strand leaves its page, and strands stand in the order in which the dump gives their first lines."""
    strands = (issue := put_through(text, "untangle")).strands
    assert [strand.lines for strand in strands] == sorted(strand.lines for strand in strands)
    for strand in strands:
        assert len({issue.lines[line].page for line in strand.lines}) == 1
