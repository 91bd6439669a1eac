"""理由表: the reasons of ``hkpaper explain`` as tables for the eye."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from hkpaper.cli.show import console_of
from hkpaper.cli.talk import harmless

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

NAMES = {"end": "(the end)", "aside": "(no running text)"}
SHOWN = 20  # characters of a candidate that are printed


def print_reasons(records: Sequence[Mapping[str, Any]], color: str, width: int | None) -> None:
    """Print each reason: the line, what was decided, the candidates, and the sentence that says why."""
    console = console_of(color, width)
    for number, record in enumerate(records):
        if number:
            console.print()
        _print_reason(console, record)


def _print_reason(console: Console, record: Mapping[str, Any]) -> None:
    start, end = record["line"]["span"]
    console.print(f"{record['line']['text']}", style="bold", end="")
    console.print(f"  {start}–{end}, page {record['page']}, {record['article'] or 'in no article'}", style="dim")
    chosen = next(each for each in record["candidates"] if each["chosen"])
    following = f" {chosen['text']}" if chosen["text"] else ""
    last = "" if record["decided"] else " (a later question decides)"
    console.print(f"{record['question']}: {record['state']}{following}", style="cyan", end="")
    console.print(f"  {record['probability']:.2f}{last}", style="cyan")
    console.print(_table(record["candidates"]))
    console.print(record["why"], style="italic")


def _table(candidates: Sequence[Mapping[str, Any]]) -> Table:
    """Return the candidates, a row for each: its shares, gain and probability, then what each kind of evidence is worth."""
    from rich.table import Table

    terms = list(candidates[0]["terms"])
    table = Table(box=None, padding=(0, 1, 0, 0), expand=True, header_style="dim")
    table.add_column("")
    table.add_column("read next", ratio=1, overflow="fold")
    for name in ("share", "back", "gain", "sure", *terms):
        table.add_column(name, justify="right", no_wrap=True)
    for each in candidates:
        name = NAMES.get(each["kind"]) or each["text"][:SHOWN]
        shares = [_number(each[key], ".2f") for key in ("successor", "predecessor")]
        cells = [*shares, _number(each["gain"], "+.1f"), _number(each["probability"], ".2f")]
        worth = [_number(each["terms"][term], "+.1f") for term in terms]
        told = harmless("\n".join(filter(None, [name, _facts(each["facts"])])))
        table.add_row("✓" if each["chosen"] else "", told, *cells, *worth, style="bold" if each["chosen"] else None)
    return table


def _number(value: float | None, form: str) -> str:
    return "" if value is None else format(round(value, int(form[-2])) + 0.0, form)


def _facts(facts: Mapping[str, Any]) -> str:
    """Return the plain facts of a candidate in a few words.

    >>> _facts({"apart": 2, "measure": [22.0, 22.0], "sense": 3.41, "seen": 3, "marks": []})
    '2 on, 22/22 em, sense +3.4, seen 3×'
    """
    if "apart" not in facts:
        return "a full stop closes the line" if facts.get("closed") else ""
    apart = f"{abs(facts['apart'])} {'on' if facts['apart'] > 0 else 'back'}" if facts["apart"] != 1 else "next"
    upper, lower = facts["measure"]
    told = [apart, f"{upper:g}/{lower:g} em", f"sense {facts['sense']:+.1f}"]
    if facts["seen"]:
        told.append(f"seen {facts['seen']}×")
    if facts.get("alike"):
        told.append(f"alike {facts['alike']:.2f}")
    return ", ".join([*told, *facts["marks"]])
