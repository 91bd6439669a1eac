"""标记: the laws of what a model has put around the paper's words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hkpaper import account
from hkpaper.markup import marks
from made import put_through

STORY = "本报讯(记者 闻小溪)3月6日清晨,清源区桥头镇的老渡口重新开了渡。停了四年的木船换成了电动船,没有棹声,一只白鹭沿着水面低低地飞。"
PAGE = f"""# 渡口又通船了

**本报讯**{STORY.removeprefix("本报讯")}

![](images/ship.jpg)

<table><tr><td>渡口票价</td><td>两元</td></tr></table>
"""


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("## 老桥夜市", ["##"]),
        ("**老桥**夜市", ["**", "**"]),
        ("> 老桥夜市\n---\n", [">", "---"]),
        ("![图](a.png)老桥", ["![图](a.png)"]),
        ("<td>老桥</td><br/>", ["<td>", "</td>", "<br/>"]),
        ("$\\square$ 记者", ["$", "$"]),
        ("<td\n老桥>", []),
        ("票价3*4=12元,a<b,#1号桥,$5", []),
        ("\\square 赋 能创", []),
        ("——老桥记\n- 2 -\n", []),
    ],
)
def test_marks_are_told_from_text(text: str, want: list[str]) -> None:
    """What Markdown, LaTeX and HTML put around words is a mark; the words, and signs of their own, are not."""
    assert [span.of(text) for span in marks(text)] == want


def test_a_marked_page_reads_as_the_page_without_marks() -> None:
    """A headline is printed without its sign, a byline is found behind a bold word, and the marks are furniture."""
    issue = put_through(PAGE, "emit")
    from hkpaper.stages.emit import records

    article, *_ = records(issue)
    assert (article["headline"], article["byline"]["reporters"]) == ("渡口又通船了", ["闻小溪"])
    assert article["paragraphs"][0].startswith("本报讯（记者 闻小溪）")
    assert {"#", "**", "<td>"} <= {item.span.of(PAGE) for item in issue.furniture if item.kind == "markup"}


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            (
                "# ",
                "**",
                "<td>",
                "</td>",
                "![](a.png)",
                "$\\square$",
                "---",
                "```",
                "> ",
                "老桥",
                "夜市。",
                " ",
                "\n",
                "\n\n",
                "      ",
            )
        ),
        max_size=40,
    ).map("".join)
)
def test_marks_lose_nothing(text: str) -> None:
    """Wherever marks stand, every character lands once."""
    assert account.audit(put_through(text, "emit")) == []
