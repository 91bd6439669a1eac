"""The promises, on every text: nothing lost, nothing invented, nothing raised, the same again."""

import os
import random
import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hkpaper import account, pipeline, surnames, wire, wraps
from hkpaper.layout import cells
from hkpaper.source import decode
from hkpaper.spans import Span
from made import put_through

EXAMPLES = int(os.environ.get("HKPAPER_EXAMPLES", "5000"))

WORDS = ("区图书馆", "本报讯(记者 闻小溪)", "下转▶4版", "上接▶1版", "下转第", "十", "二三", "时", "点", "分", "年前的", "6月10日", "3月6日", "昨日", "\n\n", "\n", "\f", " ", "。", ",", '"', "(", ")",
         "第2版 要闻", "2025年3月7日 星期五", "准印证号(B)0321号", "□沈一苇", "\\square", "\u3000\u3000", "老", "桥", "AI", "12345",
         "——", "一一", "http:// qinghe.example", "通讯员 辛禾", "摄影 丘南", "🙂", "\x00", "\u200b", "資料")  # fmt: skip
PAGES = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=12)), max_size=40).map("".join)


@settings(max_examples=EXAMPLES, deadline=None)
@given(PAGES)
def test_every_character_lands_exactly_once(text: str) -> None:
    """After all stages the account of any text is clean."""
    assert account.audit(put_through(text, "emit")) == []


@settings(max_examples=EXAMPLES // 3, deadline=None)
@given(PAGES)
def test_the_wire_keeps_everything(text: str) -> None:
    """An issue written between any two stages is the same issue when read, and goes on to the same end."""
    issue = pipeline.open_issue(decode(text.encode("utf-8", "surrogatepass"), "made.txt"))
    whole = pipeline.run_up_to(issue, "emit")
    for name in pipeline.NAMES:
        issue = pipeline.run_up_to(issue, name)
        again = wire.from_line(wire.to_line(issue))
        assert again == issue
        issue = again
    assert wire.to_line(issue) == wire.to_line(whole)


@settings(max_examples=EXAMPLES // 2, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_an_input(data: bytes) -> None:
    """Bytes of any kind go through, with a clean account."""
    issue = pipeline.run_up_to(pipeline.open_issue(decode(data, "made.bin")), "emit")
    assert account.audit(issue) == []


@pytest.mark.parametrize("seed", range(6))
def test_a_mutated_page_goes_through(seed: int) -> None:
    """Pages with bytes flipped, cut, repeated and shuffled go through, with a clean account."""
    chance = random.Random(seed)
    page = "\n\n".join(chance.choice(WORDS) * chance.randint(1, 9) for _ in range(200)).encode()
    for _ in range(8):
        data = bytearray(page)
        for _ in range(chance.randint(1, 40)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        at, to = sorted(chance.sample(range(len(data)), 2))
        mutated = bytes(data[to:] + data[at:to] + data[:at])[: chance.randint(1, len(data))]
        issue = pipeline.run_up_to(pipeline.open_issue(decode(mutated, "made.txt")), "emit")
        assert account.audit(issue) == []


@pytest.mark.parametrize(
    "text",
    ["字" * 200_000, "字 " * 50_000, "\n" * 100_000, "字\n\n" * 2_000, "本报讯(记者 甲乙)" * 2_000, "(" * 50_000, '"' * 50_000],
    ids=["one-line", "one-line-of-words", "blank-lines", "lone-characters", "leads", "brackets", "quotes"],
)  # fmt: skip
def test_a_monster_goes_through(text: str) -> None:
    """Degenerate inputs go through in time, with a clean account."""
    assert account.audit(put_through(text, "emit")) == []


def steps(work: Callable[[], object]) -> int:
    """Count the calls that some work makes, of Python and of C: the same on any machine."""
    count = 0

    def counted(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def test_a_run_of_surnames_is_asked_once_for_each_end() -> None:
    """Names without spaces, however many ways there are to part them, cost little; a run that no paper prints is none."""
    assert surnames.parted("林小满" * 4) == ("林小满",) * 4
    assert steps(lambda: surnames.parted("赵" * 20 + "的的的的")) * 4 > steps(
        lambda: surnames.parted("赵" * 40 + "的的的的")
    )
    assert surnames.parted("林小满" * 1200) is None


@pytest.mark.parametrize(
    "page",
    [
        lambda size: "标题\n\n本报讯 记者 " + "赵" * size + "的的的的",
        lambda size: "本报讯 (" + "记者" * size,
        lambda size: "新桥\n\n" + "柳溪镇镇长丘南说，丘南到柳溪镇卫生院。" * (size // 8),
        lambda size: "".join(f"{'卖豆腐的推车进巷':<12}  {'孩子们把字写在墙上'}\n" for _ in range(size // 4)),
    ],
    ids=["surnames", "open-credit", "people-and-bodies", "layout"],
)
def test_twice_the_text_costs_no_more_than_thrice(page: Callable[[int], str]) -> None:
    """What a long text costs grows with its length."""
    put_through(page(50), "emit")
    once, twice = (steps(lambda size=size: put_through(page(size), "emit")) for size in (800, 1600))
    assert twice < 3 * once


def test_where_a_line_begins_is_looked_for_in_the_line() -> None:
    """A row of a page begins behind the last line end or page end before it."""
    text = "甲乙\n丙\f丁戊"
    assert [piece.x for piece in cells.pieces(text, [(0, Span(0, 2)), (1, Span(3, 4)), (2, Span(5, 7))])] == [0, 0, 0]


@pytest.mark.parametrize("text", ["(记者 闻小溪", "（摄影", "(甲)（作者"])
def test_an_open_credit_is_one(text: str) -> None:
    """A credit is open from its bracket to the other one."""
    assert wraps.in_credit(text, 0, len(text))
    assert not wraps.in_credit(text + ")", 0, len(text) + 1)
    assert not wraps.in_credit("(甲乙丙", 0, 4)
