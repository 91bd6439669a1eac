"""The continuation model: what it says of characters after characters, and the file that holds it."""

import hashlib
import json
import random
from collections import Counter
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from hkpaper.continuation import ngram
from hkpaper.continuation.counting import counted
from hkpaper.continuation.mixing import log_probabilities, share
from hkpaper.continuation.ngram import HEAD, SHIPPED, VARIABLE, Model, chosen, normal, opened
from hkpaper.continuation.table import filled, mixed
from hkpaper.errors import ModelError

WORDS = [
    "河滨",
    "步道",
    "图书馆",
    "社区",
    "门诊",
    "老人",
    "孩子",
    "修好",
    "开放",
    "到",
    "夜里",
    "十点",
    "，",
    "。",
    "的",
    "磨坊",
    "飘",
    "麦香",
]


def text(seed: int, words: int = 4000) -> str:
    """Return invented text: words drawn one after another, some far oftener after some."""
    draw = random.Random(seed)
    found, at = [], 0
    for _ in range(words):
        at = (at * 7 + draw.choice([1, 1, 1, 2, draw.randrange(len(WORDS))])) % len(WORDS)
        found.append(WORDS[at] + ("\n" if draw.random() < 0.05 else ""))
    return "".join(found)


@pytest.fixture(scope="module", params=[(2, None), (3, None), (4, None), (5, None), (4, 400), (5, 600)])
def model(request: pytest.FixtureRequest) -> Model:
    order, most = request.param
    return Model(counted([text(1)], order, most=most))


def slow(model: Model, tail: str, head: str) -> list[float]:
    """Return the gains of one pair, one question after another."""
    before, after = model.ids(normal(tail)), model.ids(normal(head))[:HEAD]
    gains = [0.0] * HEAD
    for column in np.flatnonzero(after):
        asked = after[column : column + 1]
        near = after[:column][::-1]
        with_tail = np.concatenate([near, before[::-1]])[:, None]
        gain = model.log_probability(asked, with_tail) - model.log_probability(asked, near[:, None])
        gains[column] = float(gain[0])
    return gains


def pairs(count: int, seed: int = 3) -> tuple[list[str], np.ndarray, np.ndarray]:
    lines = [*(line[:9] for line in text(seed, 400).split("\n")), "", "到", "鱷鱷鱷", "的鱷点", "鱷的"]
    draw = np.random.default_rng(seed)
    return lines, draw.integers(0, len(lines), count), draw.integers(0, len(lines), count)


def test_probabilities_after_a_context_sum_to_one(model: Model) -> None:
    """Over all characters the model knows, after any context, known or not; eight bits round each by 3 %."""
    every = np.arange(1, len(model.characters) + 1, dtype=np.uint64)
    for context in ["", "河", "图书", "十点，", "开放到夜", "鱷", "的鱷", "香麦飘坊"]:
        before = np.repeat(model.ids(context)[::-1, None], len(every), axis=1)
        assert np.exp(model.log_probability(every, before)).sum() == pytest.approx(1, abs=0.04), context


def test_gains_are_what_one_question_after_another_gives(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also over the edges of chunks, for empty lines, and for characters the model does not know."""
    monkeypatch.setattr(ngram, "CHUNK", 100)
    lines, upper, lower = pairs(1234)
    gains = model.gains(lines, lines, upper, lower)
    assert gains.shape == (1234, HEAD)
    assert gains.dtype == np.float32
    wanted = [slow(model, lines[u], lines[v]) for u, v in zip(upper, lower, strict=True)]
    np.testing.assert_allclose(gains, wanted, atol=1e-4)
    assert (np.abs(gains) > 0.5).any(axis=0)[: min(HEAD, model.order - 1)].all()


def test_no_pairs_and_no_lines_are_no_question(model: Model) -> None:
    """A page of one line asks nothing."""
    nothing = np.zeros(0, np.intp)
    assert model.gains(["河滨"], ["步道"], nothing, nothing).shape == (0, HEAD)
    assert model.gains([], [], nothing, nothing).shape == (0, HEAD)


def test_only_the_edges_of_lines_matter(model: Model) -> None:
    """What stands before the last characters of a tail, after the third of a head, and spaces, change nothing."""
    zero = np.zeros(1, np.intp)
    short = model.gains(["开放到夜里十"], ["点，社"], zero, zero)
    long = model.gains(["图书馆 开放到夜里 十 "], [" 点,社区的门诊"], zero, zero)
    np.testing.assert_array_equal(short, long)


def test_what_is_seen_less_than_three_times_is_not_in_it() -> None:
    """Every n-gram of the text seen three times and more is held, and none that was seen less."""
    lines = [normal(line) for line in text(1).split("\n")]
    model = Model(counted([text(1)], 4))
    for length in (2, 3, 4):
        seen = Counter(line[at : at + length] for line in lines for at in range(len(line) - length + 1))
        all_ngrams = sorted({*seen, *map("".join, product("河滨步道图书", repeat=length))})
        hashes = np.zeros(len(all_ngrams), np.uint64)
        for at in range(length):
            hashes = mixed(hashes, np.concatenate([model.ids(each[length - 1 - at]) for each in all_ngrams]))
        held = {all_ngrams[row] for row in model.table.look_up(hashes)[0]}
        assert held == {each for each, count in seen.items() if count >= 3}
        assert len(held) == model.card["ngrams"][length - 2]


def test_of_more_ngrams_than_find_room_those_that_say_most_are_kept() -> None:
    """Halved so, a model loses less of what it knows than halved by leaving out what was seen seldom."""
    lines = text(2).split("\n")
    whole = Model(counted([text(1)], 4))
    few = Model(counted([text(1)], 4, 12))
    room = sum(few.card["ngrams"])
    best = Model(counted([text(1)], 4, most=room))
    assert room < 0.6 * sum(whole.card["ngrams"])
    assert 0.98 * room <= sum(best.card["ngrams"]) <= room
    likely = [sum(float(log_probabilities(each, line).sum()) for line in lines) for each in (few, best, whole)]
    assert likely[1] - likely[0] > (likely[2] - likely[0]) / 2


@pytest.mark.parametrize("few", ["", "田野", "田\n田\n田", "田野\n山田\n野山\n田山"])
def test_too_little_text_is_a_model_that_knows_nothing(few: str) -> None:
    """Where nothing is seen three times there are no n-grams, no characters even; the model opens and gains nothing."""
    known = Model(counted([few]))
    assert set(known.card["ngrams"]) == {0}
    assert not known.gains(["田"], ["野"], np.array([0]), np.array([0])).any()


def test_counts_are_the_same_bytes_in_any_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same texts give the same bytes, counted at once or in small batches."""
    texts = [text(seed, 500) for seed in range(4)]
    data = counted(texts, 5)
    assert counted(texts, 5) == data
    monkeypatch.setattr("hkpaper.continuation.counting.BATCH", 700)
    assert counted(texts, 5) == data


def test_a_word_counts_as_often_as_it_is_given() -> None:
    """A word given ten times makes its second character likely after its first; one given twice is left out."""
    model = Model(counted([text(1)], 5, words={"轴承": 10, "砂轮": 2}))
    assert [len(np.flatnonzero(model.ids(word))) for word in ("轴承", "砂轮")] == [2, 0]
    zero = np.zeros(1, np.intp)
    assert model.gains(["轴"], ["承"], zero, zero)[0, 0] > 3


def test_a_full_table_loses_nothing() -> None:
    """Every one of many n-grams is found again, with its numbers, and hardly any other."""
    hashes = mixed(np.zeros(50_000, np.uint64), np.arange(50_000, dtype=np.uint64))
    chances = np.exp(-(np.arange(50_000) % 256) / 16.0)
    table = filled(hashes, chances, np.ones(50_000))
    found, stored, _ = table.look_up(hashes)
    assert sorted(found) == list(range(50_000))
    np.testing.assert_allclose(stored, np.log(chances[found]), atol=0.04)
    assert table.marks.size < 50_000 / 0.9
    others = mixed(np.zeros(50_000, np.uint64), np.arange(50_000, 100_000, dtype=np.uint64))
    assert len(table.look_up(others)[0]) <= 1


def mixture(own: float) -> tuple[Model, Model, Model]:
    first, second = Model(counted([text(1)], 5)), Model(counted([text(2)[::-1]], 3))
    both = Model(counted([text(1)], 5, card={"share": own}))
    both.beside = second
    return first, second, both


@pytest.mark.parametrize("own", [0.2, 0.9])
def test_a_mixture_is_the_mixture_of_probabilities(own: float) -> None:
    """Its gains are those of share × own + (1 - share) × other, with the tail and without it."""
    first, second, both = mixture(own)
    lines, upper, lower = pairs(300)
    gains = both.gains(lines, lines, upper, lower)
    for row, (u, v) in enumerate(zip(upper, lower, strict=True)):
        for column in range(min(HEAD, len(lines[v]))):
            alone, after = [], []
            for each in (first, second):
                ids = each.ids(normal(lines[v]))[: column + 1]
                base = each.log_probability(ids[-1:], ids[:-1][::-1, None])[0]
                alone.append(np.exp(base))
                after.append(np.exp(base + slow(each, lines[u], lines[v])[column]))
            weights = np.array([own, 1 - own])
            wanted = np.log(weights @ after) - np.log(weights @ alone)
            assert gains[row, column] == pytest.approx(wanted, abs=1e-3)


def test_the_share_goes_to_the_model_that_knows_the_lines() -> None:
    """Lines like one model's give it nearly all; no lines give each a half."""
    first, second, _ = mixture(0.5)
    assert share(first, second, [text(7, 300)]) > 0.8
    assert share(first, second, [text(8, 300)[::-1]]) < 0.2
    assert share(first, second, []) == share(first, second, [" \n"]) == 0.5


def test_log_probabilities_of_a_text_are_those_of_its_characters(model: Model) -> None:
    """Each character after all those before it in the text."""
    ids = model.ids("图书馆开")
    each = [model.log_probability(ids[at : at + 1], ids[:at][::-1, None])[0] for at in range(len(ids))]
    np.testing.assert_allclose(log_probabilities(model, "图书 馆开"), each, rtol=1e-5)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "cannot be read: it is empty"),
        ("河滨步道修好了。".encode(), "this is no model of hkpaper"),
        (b"hkpngram\x05\0\0\0{bad}", "cut short or damaged"),
        (b"hkpngram\x02\0\0\0{}", "cut short or damaged"),
        (b'hkpngram\x0d\0\0\0{"version":9}', "a model of form 9"),
        (counted([text(1)], 3)[:-1000], "cut short or damaged"),
        (None, "cannot be read: No such file"),
    ],
)
def test_what_is_no_model_is_said_in_one_line(data: bytes | None, says: str, tmp_path: Path) -> None:
    """Missing, empty, foreign, of another form or cut: the error names the file and says what it is."""
    path = tmp_path / "a.ngram"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ModelError) as caught:
        chosen(str(path))
    assert str(path) in str(caught.value)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_named_model_comes_before_the_environment_and_that_before_the_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--model, HKPAPER_MODEL, the shipped one."""
    for name, order in (("a", 2), ("b", 3)):
        (tmp_path / name).write_bytes(counted([text(1)], order))
    monkeypatch.setenv(VARIABLE, str(tmp_path / "b"))
    assert chosen(str(tmp_path / "a")).order == 2
    assert chosen().order == 3
    monkeypatch.delenv(VARIABLE)
    assert chosen("") is opened(SHIPPED)


def test_a_model_with_a_share_stands_beside_the_shipped_one(tmp_path: Path) -> None:
    """The card says so, and the opened model is the mixture."""
    path = tmp_path / "ours"
    path.write_bytes(counted([text(1)], 5, card={"share": 0.5}))
    assert opened(path).beside is opened(SHIPPED)


def test_the_shipped_model_has_its_card_and_its_size() -> None:
    """At most 12 MB, counts of three and more, and a card beside it that tells the same figures."""
    model = opened(SHIPPED)
    assert SHIPPED.stat().st_size <= 12_000_000
    assert model.card["least"] >= 3
    card = SHIPPED.with_suffix(".ngram.card.md").read_text(encoding="utf-8")
    assert json.loads(card.split("```json")[1].split("```")[0]) == model.card
    assert hashlib.sha256(SHIPPED.read_bytes()).hexdigest() in card


def test_the_shipped_model_knows_what_goes_on() -> None:
    """The true next line of an invented one gains more than others do."""
    lines = [
        "区图书馆夜间开放时间延长到晚上十",
        "点，自习区新添书桌六十张。",
        "老人在社区门",
        "诊量了血压，医生叮嘱他按时吃药。",
        "治河就是治家门口的环",
    ]
    upper, lower = np.array([0, 0, 2, 2]), np.array([1, 3, 3, 1])
    total = opened(SHIPPED).gains(lines, lines, upper, lower).sum(axis=1)
    assert total[0] > total[1]
    assert total[2] > total[3]
