"""核对: ``hkpaper verify``: prove that nothing was lost, doubled or invented."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from hkpaper.cli.intake import STDIN, unreadable
from hkpaper.cli.outlet import Outlet
from hkpaper.cli.talk import Failure, closed_pipe, complain
from hkpaper.errors import Exit, HkpaperError, InputError
from hkpaper.spans import Source
from hkpaper.verify import Verdict, verify_issue, verify_records

KINDS = ("lost", "doubled", "invented")
SHOWN = 40  # characters of a fault that are shown


def verify(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="DUMP [ARTICLES]",
            help="The raw dump (- is standard input), then what `hkpaper run` printed of it; without it, it is run now.",
        ),
    ],
    one_issue: Annotated[
        bool, typer.Option("--one-issue", help="All dumps, or a folder's, are pages of one issue.")
    ] = False,
    encoding: Annotated[str, typer.Option(help="Of the raw dump: auto, utf-8, gb18030, big5, …")] = "auto",
    shape: Annotated[
        str, typer.Option(help="How the dump is laid out, where it is run now: auto, blocks, lines, layout.")
    ] = "auto",
    form: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
) -> None:
    """Prove that every character landed exactly once and none was made up.

    hkpaper run p1.txt > p1.jsonl; hkpaper verify p1.txt p1.jsonl

    hkpaper run --one-issue p*.txt > issue.jsonl; hkpaper verify --one-issue p*.txt issue.jsonl
    """
    if form not in ("text", "json"):
        complain(f"--format {form}: it is one of text, json")
        raise Failure(Exit.USAGE)
    dumps, articles = _told_apart(files, one_issue)
    source = _source(dumps, one_issue, encoding)
    if articles is None:
        from hkpaper.pipeline import open_issue, run_up_to

        verdict = verify_issue(run_up_to(open_issue(source), "emit", {"shape": shape}))
    else:
        verdict = verify_records(source, _records(articles))
    try:
        with Outlet(None) as outlet:
            outlet.write(_as_json(verdict, source) if form == "json" else _as_text(verdict, source))
    except BrokenPipeError:
        closed_pipe()
    raise Failure(Exit.FAILED_INPUT if verdict.faults else Exit.OK)


def _told_apart(files: Sequence[str], one_issue: bool) -> tuple[Sequence[str], str | None]:
    """Return the dumps, and the file of records if there is one: the second, or the last of an issue's if it holds such."""
    if not one_issue:
        if len(files) > 2:
            complain("verify: give one dump and its records (--one-issue takes all files of an issue)")
            raise Failure(Exit.USAGE)
        return files[:1], files[1] if len(files) > 1 else None
    last = files[-1]
    if len(files) > 1 and last != STDIN and Path(last).is_file() and _bytes(last).startswith(b'{"schema":"hkpaper/'):
        return files[:-1], last
    return files, None


def _source(dumps: Sequence[str], one_issue: bool, encoding: str) -> Source:
    """Return the source of a dump, or of all files of an issue; raises what is wrong with one."""
    from hkpaper.source import decode

    if not one_issue:
        return decode(_bytes(dumps[0]), Path(dumps[0]).name if dumps[0] != STDIN else STDIN, encoding)
    from hkpaper.cli.bundles import bundles, source_of

    def failed(_: str, error: HkpaperError) -> None:
        raise error

    found = source_of(bundles(dumps, True, None)[0][0], encoding, failed)
    assert found  # each file that fails raises
    return found


def _bytes(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
    except OSError as error:
        raise unreadable(name, error) from None


def _records(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for number, line in enumerate(_bytes(name).decode("utf-8-sig", "replace").split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            raise InputError(f"{name}: line {number} is not JSON (give what `hkpaper run` prints)") from None
        if not isinstance(record, dict) or record.get("schema") not in ("hkpaper/article/1", "hkpaper/residue/1"):
            raise InputError(f"{name}: line {number} is no article record (give what `hkpaper run` prints)")
        found.append(record)
    return found


def _as_text(verdict: Verdict, source: Source) -> str:
    held = ", ".join(f"{name} {count}" for name, count in verdict.held.items())
    faults = ", ".join(f"{kind} {verdict.count(kind)}" for kind in KINDS)
    lines = [f"kept: {sum(verdict.held.values())} characters: {held}; {faults}"]
    for fault in verdict.faults:
        text = fault.span.of(source.text)
        excerpt = text if len(text) <= SHOWN else text[:SHOWN] + "…"
        lines.append(f"{fault.kind}: {fault.span.start}–{fault.span.end}: {excerpt!r}: {fault.note}")
    return "\n".join(lines) + "\n"


def _as_json(verdict: Verdict, source: Source) -> str:
    from hkpaper.wire import dumps

    faults = [
        {"kind": f.kind, "span": [f.span.start, f.span.end], "text": f.span.of(source.text), "note": f.note}
        for f in verdict.faults
    ]
    counts = {kind: verdict.count(kind) for kind in KINDS}
    return dumps({"schema": "hkpaper/verdict/1", "held": dict(verdict.held), **counts, "faults": faults}) + "\n"
