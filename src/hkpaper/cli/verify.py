"""核对: ``hkpaper verify``: prove that nothing was lost, doubled or invented."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from hkpaper.cli.bundles import Bundle, bundles, source_of
from hkpaper.cli.intake import STDIN, unreadable
from hkpaper.cli.outlet import Outlet
from hkpaper.cli.talk import Failure, closed_pipe, complain
from hkpaper.errors import Exit, HkpaperError, InputError
from hkpaper.spans import Source
from hkpaper.verify import Verdict, verify_issue, verify_records

Json = dict[str, Any]
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
    one_issue: Annotated[
        bool, typer.Option("--one-issue", help="All dumps, or a folder's, are pages of one issue.")
    ] = False,
    issue_by: Annotated[
        str | None, typer.Option(help="Dumps of one issue are those whose paths this finds alike, as in `hkpaper run`.")
    ] = None,
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
    records = None if articles is None else _by_issue(_records(articles), alone=len(found) == 1)
    faults = len(strays)
    try:
        with Outlet(None) as outlet:
            for each in found:
                source = _source(each, encoding)
                verdict = _verdict(source, shape, records)
                faults += len(verdict.faults)
                name = "" if len(found) == 1 else f"{source.name}: "
                outlet.write(_as_json(verdict, source) if form == "json" else _as_text(verdict, source, name))
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
    last = files[-1]
    if len(files) > 1 and last != STDIN and Path(last).is_file() and _bytes(last).startswith(b'{"schema":"hkpaper/'):
        return files[:-1], last
    return files, None


def _source(bundle: Bundle, encoding: str) -> Source:
    """Return the source of a dump, or of all files of an issue; raises what is wrong with one."""
    from hkpaper.source import decode

    if not bundle.bound:
        return decode(_bytes(bundle.name), Path(bundle.name).name if bundle.name != STDIN else STDIN, encoding)

    def failed(_: str, error: HkpaperError) -> None:
        raise error

    found = source_of(bundle, encoding, failed)
    assert found  # each file that fails raises
    return found


def _by_issue(records: Sequence[Json], *, alone: bool) -> dict[str | None, list[Json]]:
    """Return records by the sha256 of what they were made of; those that are held against one dump `alone` all together."""
    found: dict[str | None, list[Json]] = {None: list(records)} if alone else {}
    for each in () if alone else records:
        found.setdefault(str((each.get("source") or {}).get("sha256")), []).append(each)
    return found


def _verdict(source: Source, shape: str, records: dict[str | None, list[Json]] | None) -> Verdict:
    """Check an issue's records, which are taken out of all, or what it gives when it is run now."""
    if records is None:
        from hkpaper.pipeline import open_issue, run_up_to

        return verify_issue(run_up_to(open_issue(source), "emit", {"shape": shape}))
    mine = records.pop(None if None in records else source.sha256, None)
    if mine is None:
        raise InputError(f"{source.name}: none of the records is of it")
    return verify_records(source, mine)


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


def _as_text(verdict: Verdict, source: Source, name: str) -> str:
    held = ", ".join(f"{name} {count}" for name, count in verdict.held.items())
    faults = ", ".join(f"{kind} {verdict.count(kind)}" for kind in KINDS)
    lines = [f"{name}kept: {sum(verdict.held.values())} characters: {held}; {faults}"]
    for fault in verdict.faults:
        text = fault.span.of(source.text)
        excerpt = text if len(text) <= SHOWN else text[:SHOWN] + "…"
        lines.append(f"{name}{fault.kind}: {fault.span.start}–{fault.span.end}: {excerpt!r}: {fault.note}")
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
