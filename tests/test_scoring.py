"""评分: the metrics on articles whose scores a person can work out."""

from typing import Any

import pytest

from hkpaper.comparing import norm, paired
from hkpaper.scoring import b_cubed, calibration_error, score

BODY = "区图书馆夜间开放到十点自习区新添书桌六十张每张都配了护眼灯和插座"
OTHER = "老磨坊又转起来了新麦的香气飘了半条街孩子们围着木轮看稀奇"


def gold(*articles: dict[str, Any]) -> dict[str, Any]:
    return {"issue": {"date": "2025-03-07"}, "articles": list(articles)}


def article(body: str, **more: Any) -> dict[str, Any]:
    return {
        "headline": None, "kicker": None, "subhead": None, "byline": None, "dates": [], "paragraphs": [body],
        "lines": [body[:12], body[12:]], "jump_to": None, "jump_from": None, **more,
    }  # fmt: skip


def record(body: str, **more: Any) -> dict[str, Any]:
    return {
        "kind": "article", "headline": None, "kicker": None, "subhead": None, "byline": None, "dates": [], "pages": [1],
        "paragraphs": [body], "jump": {"to": None, "from": None}, "confidence": 1.0, "issue": {"date": "2025-03-07"}, **more,
    }  # fmt: skip


def test_a_perfect_prediction_scores_one() -> None:
    """Gold against itself is right in every metric."""
    truth = article(
        BODY,
        headline="夜读",
        byline="本报讯（记者 丘南）",
        reporters=["丘南"],
        dates=[{"iso": "2025-03-03"}],
        jump_to=4,
    )
    byline = {"text": "本报讯（记者 丘南）", "reporters": ["丘南"]}
    said = record(BODY, headline="夜读", byline=byline, dates=[{"iso": "2025-03-03"}], jump={"to": 4, "from": None})
    scores = score(gold(truth), [said])
    right = (
        "article_f1_exact",
        "b3_f1",
        "successor",
        "headline",
        "reporters",
        "first_date",
        "dates_f1",
        "jump_f1",
        "masthead",
    )
    assert {name: scores[name] for name in right} == dict.fromkeys(right, 1.0)
    assert (scores["cer"], scores["lost_10k"], scores["false_headlines"], scores["ece"]) == (0.0, 0.0, 0.0, 0.0)


def test_two_stories_run_together_halve_what_is_right() -> None:
    """One prediction for two gold stories: none right at .95, B³ precision is shared, nothing is lost."""
    scores = score(gold(article(BODY), article(OTHER)), [record(BODY + OTHER)])
    assert scores["article_f1_95"] == 0.0
    assert scores["b3_f1"] is not None
    assert 0.5 < scores["b3_f1"] < 0.9
    assert scores["lost_10k"] == 0.0


def test_a_missing_story_counts_in_full() -> None:
    """A gold story without a prediction has CER 1, and its characters are lost."""
    scores = score(gold(article(BODY)), [])
    assert scores["cer"] == 1.0
    assert scores["lost_10k"] == 10_000.0


def test_one_wrong_character_is_one_in_the_length() -> None:
    """CER is Levenshtein over the reference's length."""
    assert score(gold(article(BODY)), [record("市" + BODY[1:])])["cer"] == pytest.approx(1 / len(BODY))


def test_a_headline_at_the_wrong_body_is_wrong_and_false() -> None:
    """Headlines count where they stand, not that they are there."""
    truth = gold(article(BODY, headline="夜读"), article(OTHER))
    scores = score(truth, [record(BODY), record(OTHER, headline="夜读")])
    assert scores["headline"] == 0.0
    assert scores["false_headlines"] == 1.0


def test_a_cut_order_shows_in_the_successors() -> None:
    """A line break whose sides were torn apart is not counted."""
    assert score(gold(article(BODY)), [record(BODY[12:] + BODY[:12])])["successor"] == 0.0


def test_pairing_is_the_greatest_in_total() -> None:
    """A story is paired with its own prediction, not with the first that shares something."""
    assert paired([BODY, OTHER], [OTHER, BODY]) == [1, 0]
    assert paired([BODY], []) == [None]


def test_calibration_error_is_the_gap() -> None:
    """Confidence .9 with half of it right is .4 off."""
    assert calibration_error([(0.9, True), (0.9, False)]) == pytest.approx(0.4)
    assert calibration_error([]) is None


def test_b_cubed_of_nothing_is_nothing() -> None:
    """Without articles there is no score."""
    assert b_cubed([], []) is None


def test_strict_keeps_punctuation() -> None:
    """Marks are compared only when asked for."""
    assert norm("开馆！") == norm("开馆")
    assert norm("开馆！", strict=True) != norm("开馆", strict=True)
