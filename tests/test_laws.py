"""The promises, on every text: nothing lost, nothing invented, nothing raised, the same again."""

import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hkpaper import account, pipeline, wire
from hkpaper.source import decode
from made import put_through

EXAMPLES = int(os.environ.get("HKPAPER_EXAMPLES", "5000"))

WORDS = ("区图书馆", "本报讯(记者 闻小溪)", "下转▶4版", "上接▶1版", "3月6日", "昨日", "\n\n", "\n", "\f", " ", "。", ",", '"', "(", ")",
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
