"""真值: what must come out of a dump: the bench's gold, made of the lines that are left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eval.simulator.makeup import Issue
from eval.simulator.sheet import Line


def article(issue: Issue, number: int, lines: Sequence[Line], index: int) -> dict[str, Any]:
    """Return the gold of a story, given its lines that were read, in reading order."""
    story = issue.stories[number]
    body = [line for line in lines if line.role == "body"]
    paragraphs: dict[int, str] = {}
    for line in body:
        paragraphs[line.paragraph] = paragraphs.get(line.paragraph, "") + line.text
    heads = {role: _head(lines, role) for role in ("kicker", "headline", "deck")}
    pages = sorted({line.page for line in body or lines})
    marks = {line.role for line in lines}
    shown = "".join(paragraphs.values()) + "".join(line.text for line in lines if line.role == "byline")
    byline = story.byline if story.byline and _bare(story.byline) in _bare(shown) else None
    people = {
        role: [name for name in names if byline and _bare(name) in _bare(shown)] for role, names in story.people.items()
    }
    return {
        "id": f"s{index:02d}", "kind": story.kind, "page": pages[0], "pages": pages,
        "kicker": heads["kicker"], "headline": heads["headline"], "headline_recoverable": bool(heads["headline"]),
        "headline_true": story.headline, "subhead": heads["deck"], "byline": byline, "byline_position": story.position if byline else "none",
        "reporters": people.get("reporters", []), "correspondents": people.get("correspondents", []),
        "photographers": people.get("photographers", []), "dates": [], "dates_scored": False,
        "paragraphs": list(paragraphs.values()), "lines": [line.text for line in body],
        "jump_to": issue.to.get(number) if "jump" in marks else None,
        "jump_from": issue.origin.get(number) if "from" in marks else None,
    }  # fmt: skip


def _head(lines: Sequence[Line], role: str) -> str | None:
    """Return a level of the headline stack; where the other half repeats it, as the first half has it."""
    found = [line for line in lines if line.role == role]
    return " ".join(line.text for line in found if line.page == found[0].page) or None


def _bare(text: str) -> str:
    return "".join(text.split())
