"""成稿: articles written for the simulator, whole and coherent, of papers that never were: see `written/`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from eval.simulator.story import Story

FOLDER = Path(__file__).parent / "written"


def rows(paper: str = "*") -> list[dict[str, Any]]:
    """Return the articles of a paper (a file's name without its ending), or of all, as they stand in the files."""
    files = sorted(FOLDER.glob(f"{paper}.jsonl"))
    return [json.loads(row) for path in files for row in path.read_text(encoding="utf-8").splitlines()]


def written(paper: str = "*") -> list[Story]:
    """Return them as stories without a byline."""
    return [_story(row) for row in rows(paper)]


def _story(row: dict[str, Any]) -> Story:
    stack = {key: row[key] for key in ("kicker", "deck", "section")}
    return Story(row["kind"], row["headline"] or "", row["paragraphs"], verse=row["kind"] == "verse", **stack)
