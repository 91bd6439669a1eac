"""评分: ``hkpaper score``: compare articles with gold files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from hkpaper.cli.intake import unreadable
from hkpaper.cli.outlet import Outlet, Sheet
from hkpaper.cli.talk import Failure, complain
from hkpaper.errors import Exit, InputError
from hkpaper.scoring import Scores
from hkpaper.scoring import score as score_issue
from hkpaper.wire import dumps


def score(
    gold: Annotated[Path, typer.Argument(help="A gold file, or a folder of NAME.gold.json or NAME.json.")],
    predicted: Annotated[Path, typer.Argument(help="What `hkpaper run` printed, or a folder of NAME.jsonl.")],
    strict: Annotated[bool, typer.Option("--strict", help="Compare punctuation too.")] = False,
    form: Annotated[str, typer.Option("--format", "-f", help="text, json or csv.")] = "text",
) -> None:
    """Score articles against gold: stories, order, headlines, bylines, dates, jumps, masthead.

    hkpaper run p1.txt > p1.jsonl; hkpaper score p1.gold.json p1.jsonl
    """
    if form not in ("text", "json", "csv"):
        complain(f"--format {form}: it is one of text, json, csv")
        raise Failure(Exit.USAGE)
    found: list[tuple[str, Scores]] = []
    for name, truth, records in _pairs(gold, predicted):
        try:
            found.append((name, score_issue(_gold(truth), _records(records), strict=strict)))
        except (KeyError, TypeError, AttributeError) as error:
            raise InputError(f"{name}: not a gold file and its articles: {type(error).__name__}: {error}") from None
    if len(found) > 1:
        found.append(("mean", _mean([scores for _, scores in found])))
    with Outlet(None) as outlet:
        if form == "json":
            outlet.write(dumps([{"issue": name, **scores} for name, scores in found]) + "\n")
        elif form == "csv":
            sheet = Sheet(outlet, "csv", found[0][1])
            for name, scores in found:
                sheet.row(name, (None if value is None else round(value, 4) for value in scores.values()))
        else:
            outlet.write(table(found))


def table(found: list[tuple[str, Scores]]) -> str:
    """Return the scores as aligned text: a line for each metric, a column for each issue."""
    names = list(found[0][1])
    wide = max(map(len, names))
    columns = [max(7, len(name)) for name, _ in found]
    lines = [" " * wide + "".join(f"  {name:>{w}}" for (name, _), w in zip(found, columns, strict=True))]
    for metric in names:
        cells = "".join(
            f"  {'-' if (value := scores[metric]) is None else f'{value:.3f}':>{w}}"
            for (_, scores), w in zip(found, columns, strict=True)
        )
        lines.append(f"{metric:{wide}}{cells}")
    return "\n".join(lines) + "\n"


def _pairs(gold: Path, predicted: Path) -> list[tuple[str, Path, Path]]:
    if not gold.is_dir():
        return [(gold.name.removesuffix(".json").removesuffix(".gold"), gold, predicted)]
    names = sorted(path.relative_to(gold) for path in gold.rglob("*.json"))
    stems = [(str(name).removesuffix(".json").removesuffix(".gold"), name) for name in names]
    if not stems:
        raise InputError(f"{gold}: there is no gold file (NAME.gold.json) in it")
    return [(stem, gold / name, predicted / f"{stem}.jsonl") for stem, name in stems]


def _gold(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise unreadable(path, error) from None
    except (ValueError, RecursionError):
        raise InputError(f"{path}: not a JSON file") from None


def _records(path: Path) -> list[Any]:
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    except OSError as error:
        raise unreadable(path, error) from None
    except (ValueError, RecursionError):
        raise InputError(f"{path}: not JSON Lines (give what `hkpaper run` prints)") from None


def _mean(all_scores: list[Scores]) -> Scores:
    means: Scores = {}
    for metric in all_scores[0]:
        known = [value for scores in all_scores if (value := scores[metric]) is not None]
        means[metric] = sum(known) / len(known) if known else None
    return means
