"""讲理: ``hkpaper explain``: why a line is read after another: the candidates, what speaks for each, and who won."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from hkpaper import traditional
from hkpaper.account import fields, holdings
from hkpaper.cli.bundles import OneIssue, bundles, issues_of, refused
from hkpaper.cli.outlet import Outlet, Sheet
from hkpaper.cli.talk import Failure, complain
from hkpaper.errors import Exit, InputError
from hkpaper.parts import files
from hkpaper.records import Issue
from hkpaper.traditional import Printed

if TYPE_CHECKING:
    from hkpaper.continuation.answers import Answers
    from hkpaper.continuation.reasons import Reason
    from hkpaper.continuation.wording import Candidate

FORMATS = ("auto", "table", "jsonl")
COLORS = ("auto", "always", "never")
PLACES = 4  # decimals that are printed


class Asked(NamedTuple):
    """An issue with what was asked of it: the emitted one, which article each line went to, how its text is printed, and
    the questions' answers, in simplified characters.
    """

    issue: Issue
    articles: dict[int, str]
    printed: Printed
    pages: list[Answers]


def explain(
    issue: Annotated[
        list[str], typer.Argument(help="A dump or a stage's JSON, or all dumps of an issue; - is standard input.")
    ],
    offset: Annotated[int | None, typer.Option(help="Of a character of the line, as spans count.")] = None,
    article: Annotated[str | None, typer.Option(help="An article's id: each of its lines.")] = None,
    top: Annotated[int, typer.Option(min=1, help="Candidates told, the best first.")] = 8,
    form: Annotated[str, typer.Option("--format", "-f", help="auto, table or jsonl.")] = "auto",
    width: Annotated[int | None, typer.Option(help="Columns to fill; else the terminal's, or 80.")] = None,
    color: Annotated[str, typer.Option(help="auto, always or never.")] = "auto",
    one_issue: OneIssue = False,
    encoding: Annotated[str, typer.Option(help="Of a raw dump: auto, utf-8, gb18030, big5, …")] = "auto",
    shape: Annotated[str, typer.Option(help="How the dump is laid out: auto, blocks, lines, layout.")] = "auto",
    model: Annotated[
        str, typer.Option(help="The language model that put the issue in order, if not the usual one.")
    ] = "",
    date: Annotated[str | None, typer.Option(help="The issue's date, as `run` was told: 2025-03-07.")] = None,
    profile: Annotated[str, typer.Option(help="The paper's profile, as `run` was told.")] = "",
) -> None:
    """Say why a line is read after another: tables on a terminal, else JSON.

    hkpaper explain p1.txt --offset 58; hkpaper explain p1.txt --article ID | jq -r .why
    """
    if (offset is None) == (article is None):
        complain("give --offset N or --article ID, one of the two")
        raise Failure(Exit.USAGE)
    for name, value, known in (("format", form, FORMATS), ("color", color, COLORS)):
        if value not in known:
            complain(f"--{name} {value}: it is one of {', '.join(known)}")
            raise Failure(Exit.USAGE)
    told = {"model": model, "shape": shape, "date": date, "profile": profile}
    asked = _asked(_only(issue, one_issue, encoding), told)
    lines = [_line_at(asked, offset)] if offset is not None else _lines_of(asked, article or "")
    found = _reasons(asked, lines, top, offset is None)
    if form == "table" or (form == "auto" and sys.stdout.isatty()):
        from hkpaper.cli.grounds import print_reasons

        print_reasons([_record(asked, *each) for each in found], color, width)
    else:
        with Outlet(None) as outlet:
            sheet = Sheet(outlet, "jsonl", ())
            for each in found:
                sheet.record(_record(asked, *each))
    raise Failure(Exit.OK)


def _only(names: Sequence[str], one_issue: bool, encoding: str) -> Issue:
    """Return the one issue of an input, or of all inputs; raises what is wrong with one."""
    if len(names) > 1 and not one_issue:
        complain("explain: give one input (--one-issue takes all files of an issue)")
        raise Failure(Exit.USAGE)
    (bundle,), _ = bundles(names, one_issue, None)
    found = list(issues_of(bundle, encoding, refused))
    if len(found) != 1:
        raise InputError(f"{bundle.name}: {len(found)} issues; explain takes one (cut its line out: sed -n 2p)")
    return found[0]


def _asked(issue: Issue, options: Mapping[str, str | None]) -> Asked:
    """Ask the questions of an issue anew, whatever stages it has been through."""
    from hkpaper.continuation.answers import answers
    from hkpaper.continuation.ngram import chosen
    from hkpaper.pipeline import open_issue, run_up_to

    done = run_up_to(issue, "emit", options)
    # Strands and articles are still to be found; the masthead is read as it was.
    read = run_up_to(open_issue(done.source), "read", {"shape": done.shape})
    afresh = run_up_to(replace(read, profile=done.profile), "masthead", {"date": done.masthead.date})
    held = {
        number: article.id
        for article in done.articles
        for _, text in fields(article)
        for piece in text
        for number in _overlapping(done, piece.span.start, piece.span.end)
    }
    seen = traditional.folded(afresh)
    return Asked(done, held, traditional.printed(seen, done.source), answers(seen, chosen(options["model"] or "")))


def _overlapping(issue: Issue, start: int, end: int) -> Iterator[int]:
    """Yield the numbers of the lines that stand in a span, in part at least."""
    number = max(0, bisect_right(issue.lines, start, key=lambda line: line.span.start) - 1)
    while number < len(issue.lines) and issue.lines[number].span.start < end:
        if issue.lines[number].span.end > start:
            yield number
        number += 1


def _line_at(asked: Asked, offset: int) -> int:
    """Return the line that holds an offset; raises `InputError` that says what else stands there."""
    issue = asked.issue
    text = issue.source.text
    if not 0 <= offset < len(text):
        last = f"its characters are 0 to {len(text) - 1}" if text else "it is empty"
        raise InputError(f"offset {offset} is outside the text ({last})")
    number = next(_overlapping(issue, offset, offset + 1), None)
    if number is None:
        after = next((line for line in issue.lines if line.span.start > offset), None)
        hint = f" (the next line begins at {after.span.start}: {after.span.of(text)[:12]})" if after else ""
        raise InputError(f"offset {offset} is white space{hint}")
    if not any(number in found.asked.numbers for found in asked.pages):
        raise InputError(f"offset {offset} is of the {_owner(issue, number)}: {issue.text_of(number)[:20]}")
    return number


def _owner(issue: Issue, number: int) -> str:
    """Say what holds a line that no reading order is asked of."""
    span = issue.lines[number].span
    kinds = [item.kind for item in issue.furniture if item.span.start < span.end and span.start < item.span.end]
    if kinds:
        return f"page's furniture ({kinds[0]})"
    owners = [held.owner for held in holdings(issue) if held.span.start < span.end and span.start < held.span.end]
    return owners[0] if owners else "debris"


def _lines_of(asked: Asked, article: str) -> list[int]:
    """Return the lines of an article in reading order; raises `InputError` that names the nearest id."""
    if all(article != known.id for known in asked.issue.articles):
        from difflib import get_close_matches

        ids = [known.id for known in asked.issue.articles]
        near = get_close_matches(article, ids, 1, 0)
        hint = f"did you mean {near[0]}?" if near else "the issue has no article"
        raise InputError(f"{article}: there is no such article ({hint})")
    found: list[int] = []
    for page in asked.pages:
        for story in page.told:
            lines = [page.asked.numbers[place] for place in story]
            if any(asked.articles.get(line) == article for line in lines):
                found += lines
    return found


def _reasons(asked: Asked, lines: list[int], top: int, last_word: bool) -> Iterator[tuple[Answers, Reason]]:
    """Yield the reasons for each line; with `last_word` only those that decided."""
    from hkpaper.continuation import reasons

    for line in lines:
        page = next(page for page in asked.pages if line in page.asked.numbers)
        for reason in reasons.reasons(page, page.asked.numbers.index(line), top):
            if reason.decided or not last_word:
                yield page, reason


def _record(asked: Asked, page: Answers, reason: Reason) -> dict[str, Any]:
    """Return a reason as users see it."""
    issue = asked.issue
    line = page.asked.numbers[reason.line]
    held = {"files": files(issue.source, [issue.lines[line].span])} if issue.source.parts else {}
    return {
        "schema": "hkpaper/explanation/1",
        "source": {"name": issue.source.name, "sha256": issue.source.sha256} | held,
        "article": asked.articles.get(line),
        "page": issue.lines[line].page,
        "line": {"text": issue.text_of(line), "span": _span(issue, line)},
        "question": reason.question,
        "state": reason.state,
        "probability": _rounded(reason.probability),
        "certain": reason.certain,
        "decided": reason.decided,
        "candidates": [_candidate(asked, page, each) for each in reason.candidates],
        "why": asked.printed.word(reason.why, [issue.lines[line].span]),
    }


def _candidate(asked: Asked, page: Answers, each: Candidate) -> dict[str, Any]:
    found = each._asdict()
    place, span = found.pop("line"), None
    if place is not None:
        line = page.asked.numbers[place]
        span = _span(asked.issue, line)
        found["text"] = asked.printed.word(each.text or "", [asked.issue.lines[line].span])
    return {"kind": found.pop("kind"), "span": span} | {name: _rounded(value) for name, value in found.items()}


def _span(issue: Issue, line: int) -> list[int]:
    span = issue.lines[line].span
    return [span.start, span.end]


def _rounded(value: Any) -> Any:
    """Return a value with its fractions cut to what is printed."""
    if isinstance(value, float):
        return round(value, PLACES) + 0.0
    if isinstance(value, dict):
        return {name: _rounded(each) for name, each in value.items()}
    return [_rounded(each) for each in value] if isinstance(value, list) else value
