"""看样: ``hkpaper show``: an issue for a person's eyes, or the dump with each line in its story's colour."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hkpaper.chars import CLOSERS
from hkpaper.cli.bundles import OneIssue, bundles, issues_of
from hkpaper.cli.intake import STDIN, inputs
from hkpaper.cli.talk import Failure, closed_pipe, coloured, complain, harmless
from hkpaper.errors import Exit, HkpaperError
from hkpaper.pipeline import run_up_to
from hkpaper.records import Article, Doubt, Issue
from hkpaper.text import plain

if TYPE_CHECKING:
    from rich.console import Console

COLOURS = ("cyan", "green", "yellow", "magenta", "blue", "red", "bright_cyan", "bright_green", "bright_yellow",
           "bright_magenta", "bright_blue", "bright_red")  # fmt: skip
FIELDS = ("title", "date", "weekday", "number", "licence", "publisher", "period", "url")
WIDTH = 80  # columns where no terminal says otherwise


def show(
    files: Annotated[
        list[str] | None, typer.Argument(help="Dumps or a stage's JSON; - or none: standard input.")
    ] = None,
    raw: Annotated[bool, typer.Option("--raw", help="Print the dump, each line with its story's number.")] = False,
    width: Annotated[int | None, typer.Option(help="Columns to fill; else the terminal's, or 80.")] = None,
    color: Annotated[str, typer.Option(help="auto, always or never.")] = "auto",
    encoding: Annotated[str, typer.Option(help="Of raw dumps: auto, utf-8, gb18030, big5, …")] = "auto",
    shape: Annotated[str, typer.Option(help="How the dump is laid out: auto, blocks, lines, layout.")] = "auto",
    one_issue: OneIssue = False,
) -> None:
    """Print an issue for the eye: masthead, stories, doubts.

    hkpaper show p1.txt; hkpaper show --raw p1.txt | less -R
    """
    names = inputs(files or [], None, False)
    if names == [STDIN] and not files and sys.stdin.isatty():
        complain("no input: name a file, or pipe one in (hkpaper show --help)")
        raise Failure(Exit.USAGE)
    if color not in ("auto", "always", "never"):
        complain(f"--color {color}: it is one of auto, always, never")
        raise Failure(Exit.USAGE)
    console = console_of(color, width)
    failed: list[HkpaperError] = []
    for bundle in bundles(names, one_issue, None)[0]:
        try:
            for issue in issues_of(bundle, encoding, _told(failed)):
                done = run_up_to(issue, "emit", {"shape": shape})
                (_print_raw if raw else _print_issue)(console, done)
        except HkpaperError as error:
            _told(failed)(bundle.name, error)
    sys.stdout.flush()
    raise Failure(max((error.exit for error in failed), default=Exit.OK))


def _told(failed: list[HkpaperError]) -> Callable[[str, HkpaperError], None]:
    """Return what says an error at once and keeps it."""

    def say(_: str, error: HkpaperError) -> None:
        complain(str(error))
        failed.append(error)

    return say


def console_of(color: str, width: int | None) -> Console:
    """Return where tables for the eye go: standard output, in colour as told."""
    from rich.console import Console

    colour = coloured(color)
    if width is None:
        width = os.get_terminal_size().columns if sys.stdout.isatty() else WIDTH

    class Pipe(Console):
        """A console that shows control characters harmless, and leaves as every command does when the pipe's reader has gone."""

        def print(self, *objects: Any, **how: Any) -> None:
            super().print(*(harmless(each) if isinstance(each, str) else each for each in objects), **how)

        def on_broken_pipe(self) -> None:
            closed_pipe()

    return Pipe(
        file=sys.stdout, width=max(20, width), force_terminal=colour, no_color=not colour, highlight=False, markup=False,
        emoji=False, color_system="standard" if colour else None, legacy_windows=False,
    )  # fmt: skip


def _print_issue(console: Console, issue: Issue) -> None:
    masthead = issue.masthead
    facts = [str(value) for name in FIELDS if (value := getattr(masthead, name))]
    console.rule(harmless(issue.source.name), characters="═")
    console.print("  ".join([*facts, *masthead.notes]), style="dim")
    left = list(issue.doubts)
    for number, article in enumerate(issue.articles, 1):
        _print_article(console, number, article)
        own = _doubts(left, article)
        for doubt in own:
            console.print(f"? {doubt.code}: {doubt.note}", style="yellow")
        left = [doubt for doubt in left if doubt not in own]
    console.rule(characters="═")
    for doubt in left:  # these have no story above them to stand under
        shown = " ".join(doubt.span.of(issue.source.text).split()) if doubt.span else ""
        console.print(f"? {doubt.code}: {doubt.note}{f' ({shown[:20]})' if shown else ''}", style="yellow")
    counts = (len(issue.articles), "article"), (len(issue.doubts), "doubt"), (len(issue.debris), "piece")
    told = ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts)
    console.print(f"{told} of debris", style="dim")


def _print_article(console: Console, number: int, article: Article) -> None:
    colour = COLOURS[(number - 1) % len(COLOURS)]
    pages = ", ".join(map(str, article.pages or (article.page,)))
    console.print()
    console.print(f"[{number}]  {article.id}  page {pages}", style="dim")
    head = article.headline
    if head.kicker:
        console.print(plain(head.kicker), style=colour)
    told = article.suggestion.text if article.suggestion else ""
    hint = f" (its crumbs spell: {told})" if told else ""
    console.print(plain(head.main) or f"(no headline){hint}", style=f"bold {colour}" if head.main else "dim")
    if head.deck:
        console.print(plain(head.deck), style=colour)
    if article.byline and article.byline.own:
        console.print(plain(article.byline.own), style="italic")
    for paragraph in article.paragraphs:
        console.print(folded("\u3000\u3000" + plain(paragraph), console.width))
    for jump in article.jumps:
        console.print(f"→ {plain(jump.mark)}" + (f" ({jump.target})" if jump.target else ""), style="dim")


def folded(text: str, width: int) -> str:
    """Break a paragraph into rows of `width` cells as Chinese is set: no closing mark at the head of a row.

    >>> folded("区图书馆今天开馆,来的人很多。", 16)
    '区图书馆今天开\\n馆,来的人很多。'
    """
    from rich.cells import cell_len

    rows = [""]
    filled = 0
    for char in text:
        cells = cell_len(char)
        if filled + cells > width - 2 and char not in CLOSERS and not char.isspace():
            rows.append("")
            filled = 0
        rows[-1] += char
        filled += cells
    return "\n".join(rows)


def _doubts(doubts: Sequence[Doubt], article: Article) -> list[Doubt]:
    """Return those doubts that begin in an article."""
    from hkpaper.stages.emit import article_spans

    spans = article_spans(article)
    return [each for each in doubts if each.span and any(at.start <= each.span.start < at.end for at in spans)]


def _print_raw(console: Console, issue: Issue) -> None:
    """Print the dump a visual line a row, with the number of the story it went to, in that story's colour."""
    from rich.text import Text as Styled

    owners = _owners(issue)
    text, width = issue.source.text, len(str(len(issue.articles)))
    out = Styled()
    for number, line in enumerate(issue.lines):
        if number:
            out.append("\n" if line.block == issue.lines[number - 1].block else "\n\n")
        owner = owners[number]
        style = COLOURS[(owner - 1) % len(COLOURS)] if owner else "dim"
        out.append(f"{owner or '-':>{width}}▏" + harmless(line.span.of(text)), style=style)
    console.print(out, soft_wrap=True)


def _owners(issue: Issue) -> list[int]:
    """Return for each visual line the number of the story that holds its first character, or 0."""
    from bisect import bisect_right

    from hkpaper.stages.emit import article_spans

    held = sorted((span, number) for number, article in enumerate(issue.articles, 1) for span in article_spans(article))
    starts = [span.start for span, _ in held]
    owners: list[int] = []
    for line in issue.lines:
        index = bisect_right(starts, line.span.start) - 1
        owners.append(held[index][1] if index >= 0 and line.span.start < held[index][0].end else 0)
    return owners
