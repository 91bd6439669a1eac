"""标记: the laws of what a model has put around the paper's words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hkpaper import account
from hkpaper.markup import items, marks
from hkpaper.text import plain
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


def test_a_heading_is_evidence_of_a_headline() -> None:
    """What a model marks as a heading is the headline, where the same line without its sign could be another's or none."""
    body = "清晨六点,渡口的灯还亮着。船工把缆绳解开,水声很轻,一只白鹭沿着水面低低地飞。赶早市的人坐满了船,篮子里是新摘的豆角。"
    marked = put_through(f"# 灯还亮着,\n\n{STORY}\n\n# 船上的人\n\n{body}\n", "emit")

    assert [plain(article.headline.main) for article in marked.articles] == ["灯还亮着，", "船上的人"]
    assert account.audit(marked) == []


@pytest.mark.parametrize("signs", [("- ", "- ", "- "), ("* ", "* ", "* "), ("1. ", "2. ", "3. ")])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_the_items_of_a_list_keep_their_rows(signs: tuple[str, str, str], gap: str) -> None:
    """Each item is a paragraph of the story that announces it; a bullet is markup, a number is the paper's."""
    rows = ("早班六点开船,到对岸一刻钟", "午班十二点开船,只在赶集的日子有", "晚班七点开船")
    listed = gap.join(sign + item for sign, item in zip(signs, rows, strict=True))
    page = f"# 渡口又通船了\n\n{STORY}新的班次如下:\n\n{listed}\n\n乘船的人可以在茶棚买票。\n"
    issue = put_through(page, "emit")
    (article,) = issue.articles
    shown = [
        sign.strip() + item.replace(",", "，") if sign[0].isdigit() else item.replace(",", "，")
        for sign, item in zip(signs, rows, strict=True)
    ]
    assert ["".join(plain(p).split()) for p in article.paragraphs][1:] == [*shown, "乘船的人可以在茶棚买票。"]
    assert account.audit(issue) == []


@pytest.mark.parametrize(
    "text",
    [
        "- 2 -\n- 3 -\n",
        "- 老桥\n\n\n- 夜市\n",
        "1. 老桥\n3. 夜市\n",
        "- 老桥\n* 夜市\n",
        "3-1 赢了\n2-1 赢了\n",
        "老桥- \n夜市- \n",
    ],
)
def test_what_is_no_list_has_no_items(text: str) -> None:
    """A page's number between dashes, signs alone or of two kinds, and numbers that do not follow each other are no list."""
    assert list(items(text)) == []
