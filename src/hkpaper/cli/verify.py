"""核对: ``hkpaper verify``: prove that nothing was lost, doubled or invented."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from hkpaper.cli.bundles import Bundle, IssueBy, OneIssue, bundles, refused, source_of
from hkpaper.cli.intake import STDIN, unreadable
from hkpaper.cli.outlet import Outlet
from hkpaper.cli.talk import Failure, closed_pipe, complain
from hkpaper.errors import Exit, InputError
from hkpaper.spans import Source
from hkpaper.verify import Verdict, by_source, verify_issue, verify_records

Json = dict[str, Any]
RECORD = b'{"schema":"hkpaper/'  # so begins what `hkpaper run` prints
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
    dumps, articles = _told_apart(files, one_issue or issue_by is not None)
    found, strays = bundles(dumps, one_issue, issue_by)
    for stray in strays:
        complain(f"{stray}: --issue-by {issue_by} finds nothing in this path")
    records = None if articles is None else by_source(_records(articles))
    faults = len(strays)
    try:
        with Outlet(None) as outlet:
            for each in found:
                source = _source(each, encoding)
                verdict = _verdict(source, shape, records)
                faults += len(verdict.faults)
                of = "" if len(found) == 1 else f"{source.name}: "
                outlet.write(_as_json(verdict, source) if form == "json" else _as_text(verdict, source, of))
    except BrokenPipeError:
        closed_pipe()
    for left in (records or {}).values():
        complain(f"{articles}: {len(left)} records are of none of these dumps")
        faults += 1
    raise Failure(Exit.FAILED_INPUT if faults else Exit.OK)


def _told_apart(files: Sequence[str], bound: bool) -> tuple[Sequence[str], str | None]:
    """Return the dumps, and the file of records if there is one: the second of two, or the last if it holds such."""
    if len(files) == 2 and not bound:
        return files[:1], files[1]
    return (files[:-1], files[-1]) if len(files) > 1 and _holds_records(files[-1]) else (files, None)


def _holds_records(name: str) -> bool:
    if name == STDIN or not Path(name).is_file():
        return False
    with Path(name).open("rb") as file:
        return file.read(len(RECORD)) == RECORD


def _source(bundle: Bundle, encoding: str) -> Source:
    """Return the source of a dump, or of all files of an issue; raises what is wrong with one."""
    from hkpaper.source import decode

    if not bundle.bound:
        return decode(_bytes(bundle.name), Path(bundle.name).name if bundle.name != STDIN else STDIN, encoding)
    found = source_of(bundle, encoding, refused)
    assert found  # each file that fails raises
    return found


def _verdict(source: Source, shape: str, records: dict[str, list[Json]] | None) -> Verdict:
    """Check an issue's records, which are taken out of all, or what it gives when it is run now."""
    if records is None:
        from hkpaper.pipeline import open_issue, run_up_to

        return verify_issue(run_up_to(open_issue(source), "emit", {"shape": shape}))
    if source.sha256 not in records:
        raise InputError(
            f"{source.name}: none of the records is of it (they are of another file, or of another state of it)"
        )
    return verify_records(source, records.pop(source.sha256))


def _bytes(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
    except OSError as error:
        raise unreadable(name, error) from None


def _records(name: str) -> list[Json]:
    found: list[Json] = []
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
