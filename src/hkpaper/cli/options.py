"""选项: what the commands of the chain are given, and the example that each one's help shows."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from hkpaper.cli.outlet import FORMATS

EXAMPLES = {
    "read": "hkpaper read p1.txt --format csv",
    "masthead": "hkpaper masthead p1.txt --format csv",
    "untangle": "hkpaper untangle p1.txt --format csv | less",
    "segment": "hkpaper segment p1.txt | hkpaper repair | hkpaper emit",
    "headline": "hkpaper headline *.txt --format csv > headlines.csv",
    "repair": "hkpaper repair p1.txt --punctuation keep | hkpaper emit",
    "byline": "hkpaper byline *.txt --format csv --excel > bylines.csv",
    "dates": "hkpaper dates p1.txt --date 2025-03-07 --format csv",
    "jump": "hkpaper jump p1.txt --format csv",
    "link": "hkpaper link issue.txt --format csv",
    "people": "hkpaper people *.txt --format csv > people.csv",
    "entities": "hkpaper entities *.txt --format csv > entities.csv",
    "kind": "hkpaper kind *.txt --format csv",
    "emit": "hkpaper segment p1.txt | hkpaper emit | jq -r '.headline // empty'",
    "tokens": "hkpaper tokens *.txt --format csv > tokens.csv",
    "keywords": "hkpaper keywords *.txt --top 5 --dict ours.txt --format csv",
    "run": "hkpaper run *.txt -o articles.jsonl; hkpaper run p1.txt | jq -r '.headline // empty'",
}
OPTIONS: dict[str, tuple[Any, Any]] = {
    "shape": (Annotated[str, typer.Option(help="How the dump is laid out: auto, blocks, lines, layout.")], "auto"),
    "date": (Annotated[str | None, typer.Option(help="The issue's date, where the dump has none: 2025-03-07.")], None),
    "profile": (Annotated[str, typer.Option(help="The paper's own habits: a name or a file (hkpaper profile).")], ""),
    "model": (Annotated[str, typer.Option(help="A language model of your own, made by hkpaper train.")], ""),
    "punctuation": (Annotated[str, typer.Option(help="restore: folded marks get their full form; keep.")], "restore"),
    "link": (Annotated[bool, typer.Option("--link/--no-link", help="Join the halves of a story across pages.")], True),
}
COMMON: dict[str, tuple[Any, Any]] = {
    "files": (Annotated[list[str] | None, typer.Argument(help="Dumps or a stage's JSON; - or none: standard input.")], None),
    "format": (Annotated[str, typer.Option("--format", "-f", help=f"One of {', '.join(FORMATS)}.")], "jsonl"),
    "output": (Annotated[str | None, typer.Option("--output", "-o", help="Write to this file, whole or not at all.")], None),
    "encoding": (Annotated[str, typer.Option(help="Of raw dumps: auto, utf-8, gb18030, big5, …")], "auto"),
    "files_from": (Annotated[str | None, typer.Option(help="Read the names of more inputs from a file, or -.")], None),
    "null": (Annotated[bool, typer.Option("--null", "-0", help="Those names end with NUL, not with a line end.")], False),
    "bom": (Annotated[bool, typer.Option("--bom", help="Begin CSV with a byte order mark.")], False),
    "excel": (Annotated[bool, typer.Option("--excel", help="CSV for Excel: BOM, and no cell taken for a formula.")], False),
    "doubts": (Annotated[bool, typer.Option("--doubts", help="List the doubts on standard error, as CSV.")], False),
    "strict": (Annotated[bool, typer.Option("--strict", help="Exit 3 when there is a doubt.")], False),
    "fail_empty": (Annotated[bool, typer.Option("--fail-empty", "-e", help="Exit 4 when nothing was found.")], False),
    "fail_fast": (Annotated[bool, typer.Option("--fail-fast", help="Stop at the first input that fails.")], False),
    "quiet": (Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")], False),
    "verbose": (Annotated[bool, typer.Option("--verbose", "-v", help="Say what was found in each input.")], False),
    "debug": (Annotated[bool, typer.Option("--debug", help="Show the traceback of an internal error.")], False),
}  # fmt: skip
SIMPLIFY = (
    Annotated[bool, typer.Option("--simplify", help="Add a copy in simplified characters (needs opencc).")],
    False,
)
ARTICLES_ONLY = (Annotated[bool, typer.Option("--articles-only", help="Leave out the residue record.")], False)
