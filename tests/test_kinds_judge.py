"""How often kinds are right is counted over gold stories: each against the predicted story that overlaps it most."""

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from eval.kinds import GENRES, kind_of, told

from hkpaper.genres import KINDS

ONE, TWO = "渡口停航八年之后重新开船，首班船上坐满了人。", "旧书屋昨天换上了新的门牌，借书不收押金。"


def story(text: str, **more: Any) -> dict[str, Any]:
    return {"paragraphs": [text], "headline": None, **more}


@pytest.mark.parametrize(
    ("gold", "kind"),
    [({"genre": "时评/短评"}, "opinion"), ({"genre": "体育"}, "article"), ({"kind": "verse"}, "verse"), ({}, None)],
)
def test_a_genre_says_the_kind(gold: dict[str, str], kind: str | None) -> None:
    """A kind in the gold stands; else its genre says it; any that the table lacks is an article."""
    assert kind_of(gold) == kind
    assert set(GENRES.values()) < set(KINDS)


def test_each_story_is_held_against_the_one_that_overlaps_it_most() -> None:
    """A story found whole is told from one of which a piece is missing, and a story of no known kind is left out."""
    gold = {"articles": [story(ONE, genre="简讯"), story(TWO, genre="诗歌"), story("无题。")]}
    found = list(told(gold, [story(TWO[:9], kind="verse"), story(ONE, kind="article")]))
    assert [(each.kind, each.told, each.whole) for each in found] == [
        ("brief", "article", True),
        ("verse", "verse", False),
    ]
