"""核对: ``hkpaper verify``: prove that nothing was lost, doubled or invented."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from hkpaper.cli.bundles import Bundle, IssueBy, OneIssue, bundles, refused, source_of, stray
from hkpaper.cli.intake import STDIN, opened, unreadable
from hkpaper.cli.outlet import Outlet
from hkpaper.cli.talk import Failure, closed_pipe, complain
from hkpaper.errors import Exit, InputError
from hkpaper.spans import Source
from hkpaper.verify import Verdict, by_source, verify_issue, verify_records

Json = dict[str, Any]
RECORD = b'{"schema":"hkpaper/'  # so begins what `hkpaper run` prints
JSON_NAMES = (".jsonl", ".json", ".ndjson")
KINDS = ("lost", "doubled", "invented")
SHOWN = 40  # characters of a fault that are shown


def verify(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="DUMP... [ARTICLES]",
            help="The raw dump (- is standard input), or several, then what `hkpaper run` printed of them; without it, they are run now.",
        ),
    ],
    one_issue: OneIssue = False,
    issue_by: IssueBy = None,
    encoding: Annotated[str, typer.Option(help="Of the raw dump: auto, utf-8, gb18030, big5, …")] = "auto",
    shape: Annotated[
        str, typer.Option(help="How the dump is laid out, where it is run now: auto, blocks, lines, layout.")
    ] = "auto",
    form: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
) -> None:
    """Prove that every character landed exactly once and none was made up.

    hkpaper run p1.txt > p1.jsonl; hkpaper verify p1.txt p1.jsonl

    hkpaper run --one-issue p*.txt > issue.jsonl; hkpaper verify --one-issue p*.txt issue.jsonl

    hkpaper run *.txt > all.jsonl; hkpaper verify *.txt all.jsonl
    """
    if form not in ("text", "json"):
        complain(f"--format {form}: it is one of text, json")
        raise Failure(Exit.USAGE)
    dumps, articles = _told_apart(files)
    found, strays = bundles(dumps, one_issue, issue_by)
    for name in strays:
        complain(str(stray(name, issue_by)))
    records = None if articles is None else by_source(_records(articles))
    faults, failed = len(strays), False
    try:
        with Outlet(None) as outlet:
            for each in found:
                try:
                    source = _source(each, encoding)
                    verdict = _verdict(source, shape, records)
                except InputError as error:
                    complain(str(error))
                    failed = True
                    continue
                faults += len(verdict.faults)
                of = "" if len(found) == 1 else f"{source.name}: "
                outlet.write(_as_json(verdict, source) if form == "json" else _as_text(verdict, source, of))
    except BrokenPipeError:
        closed_pipe()
    left = sum(len(issue) for issues in (records or {}).values() for issue in issues)
    if left and not failed:
        complain(f"{articles}: {left} records are of none of these dumps")
    raise Failure(Exit.FAILED_INPUT if faults or failed or left else Exit.OK)


def _told_apart(files: Sequence[str]) -> tuple[Sequence[str], str | None]:
    """Return the dumps, and the file of records if the last of several is one."""
    return (files[:-1], files[-1]) if len(files) > 1 and _are_records(files[-1]) else (files, None)


def _are_records(name: str) -> bool:
    """Say whether an input is taken for records: by its name or how it begins, or, where it can be read but once, always."""
    if not Path(name).is_file():
        return name == STDIN or Path(name).exists()
    with Path(name).open("rb") as file:
        return name.endswith(JSON_NAMES) or file.read(len(RECORD)) == RECORD


def _source(bundle: Bundle, encoding: str) -> Source:
    """Return the source of a dump, or of all files of an issue; raises what is wrong with one."""
    if not bundle.bound:
        return opened(bundle.name, encoding)
    found = source_of(bundle, encoding, refused)
    assert found  # each file that fails raises
    return found


def _verdict(source: Source, shape: str, records: dict[str, list[list[Json]]] | None) -> Verdict:
    """Check an issue's records, which are taken out of all, or what it gives when it is run now."""
    if records is None:
        from hkpaper.pipeline import open_issue, run_up_to

        return verify_issue(run_up_to(open_issue(source), "emit", {"shape": shape}))
    if not records.get(source.sha256):
        raise InputError(
            f"{source.name}: none of the records is of it (they are of another file, or of another state of it)"
        )
    return verify_records(source, records[source.sha256].pop(0))


def _bytes(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
    except OSError as error:
        raise unreadable(name, error) from None


def _records(name: str) -> list[Json]:
    """Return the records of a file of JSON Lines, or of one JSON array."""
    found: list[Json] = []
    for number, line in enumerate(_lines(_bytes(name).decode("utf-8-sig", "replace")), 1):
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


def _lines(text: str) -> list[str]:
    """Return the lines of JSON Lines; those of an array, which hkpaper prints a record a line, without what is around them."""
    lines = text.strip().split("\n")
    return [line.rstrip("\r,") for line in lines[1:-1]] if (lines[0], lines[-1]) == ("[", "]") else lines


def _as_text(verdict: Verdict, source: Source, of: str) -> str:
    held = ", ".join(f"{name} {count}" for name, count in verdict.held.items())
    faults = ", ".join(f"{kind} {verdict.count(kind)}" for kind in KINDS)
    lines = [f"{of}kept: {sum(verdict.held.values())} characters: {held}; {faults}"]
    for fault in verdict.faults:
        text = fault.span.of(source.text)
        excerpt = text if len(text) <= SHOWN else text[:SHOWN] + "…"
        lines.append(f"{of}{fault.kind}: {fault.span.start}–{fault.span.end}: {excerpt!r}: {fault.note}")
    return "\n".join(lines) + "\n"


def _as_json(verdict: Verdict, source: Source) -> str:
    from hkpaper.wire import dumps

    faults = [
        {"kind": f.kind, "span": [f.span.start, f.span.end], "text": f.span.of(source.text), "note": f.note}
        for f in verdict.faults
    ]
    counts = {kind: verdict.count(kind) for kind in KINDS}
    return (
        dumps(
            {
                "schema": "hkpaper/verdict/1",
                "source": source.name,
                "held": dict(verdict.held),
                **counts,
                "faults": faults,
            }
        )
        + "\n"
    )
