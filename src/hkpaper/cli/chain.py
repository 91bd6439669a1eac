"""流水: one run of a subcommand that puts issues through stages: take inputs, run what is not yet done, print what was asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from hkpaper import pipeline
from hkpaper.cli.bundles import Bundle, bundles, issues_of, stray
from hkpaper.cli.intake import STDIN, inputs
from hkpaper.cli.options import OPTIONS
from hkpaper.cli.outlet import FORMATS, Outlet, Sheet, overwritten, quoted
from hkpaper.cli.talk import Failure, closed_pipe, complain, put
from hkpaper.errors import Exit, HkpaperError, LostTextError, ModelError, OptionError
from hkpaper.parts import row_in_file
from hkpaper.records import Issue
from hkpaper.stage import Row


class Tally:
    """What a run has seen so far."""

    def __init__(self) -> None:
        self.found = 0
        self.doubts = 0
        self.taken = 0
        self.status: int = Exit.OK


class Chain:
    """One run of a subcommand over all its inputs."""

    def __init__(self, name: str, last: str, options: dict[str, Any], wishes: dict[str, Any]) -> None:
        self.name, self.last, self.options, self.wishes = name, last, options, wishes
        self.tally = Tally()

    def run(self) -> None:
        """Take every input, print what it gives, and leave with the status of the worst."""
        wish = self.wishes
        if wish["format"] not in FORMATS:
            complain(f"--format {wish['format']}: it is one of {', '.join(FORMATS)}")
            raise Failure(Exit.USAGE)
        if wish["encoding"] != "auto":
            from hkpaper.source import known

            known(wish["encoding"])
        if wish.get("simplify"):
            from hkpaper.simplify import converter

            converter()  # so that it fails before anything is read or written
        found = self._bundles()
        if (raw := overwritten(wish["output"], (name for bundle in found for name in bundle.files))) is not None:
            complain(f"--output {wish['output']}: it is the input {raw} (name another file)")
            raise Failure(Exit.USAGE)
        columns = self._columns() if wish["format"] in ("csv", "tsv") else ()
        with Outlet(wish["output"]) as outlet:
            sheet = Sheet(outlet, wish["format"], columns, bom=wish["bom"], excel=wish["excel"])
            for number, bundle in enumerate(found):
                self._progress(number, found)
                taken = self._take(bundle, sheet, outlet)
                self.tally.taken += taken
                if not taken and wish["fail_fast"]:
                    break
            self._progress(len(found), found)
            sheet.close()
            outlet.failed = bool(self.tally.status) and (wish["fail_fast"] or not self.tally.taken)
        self._say(f"{self.tally.found} {self._things()}, {self.tally.doubts} doubts" + self._hint())
        raise Failure(self._status())

    def _columns(self) -> tuple[str, ...]:
        columns = pipeline.stage(self.last).columns()
        if not self.wishes.get("simplify"):
            return columns
        from hkpaper.simplify import COLUMNS

        return (*columns[:-2], *COLUMNS, *columns[-2:])

    def _names(self) -> list[str]:
        wish = self.wishes
        names = inputs(wish["files"] or [], wish["files_from"], wish["null"])
        if names == [STDIN] and not wish["files"] and wish["files_from"] is None and sys.stdin.isatty():
            complain(f"no input: name a file, or pipe one in (hkpaper {self.name} --help)")
            raise Failure(Exit.USAGE)
        return names

    def _bundles(self) -> list[Bundle]:
        """Return the issues that the inputs make; a file that the pattern finds nothing in is one that failed."""
        issue_by = self.wishes["issue_by"]
        found, strays = bundles(self._names(), self.wishes["one_issue"], issue_by)
        for name in strays:
            self._failed(name, stray(name, issue_by))
        return [] if strays and self.wishes["fail_fast"] else found

    def _failed(self, name: str, error: HkpaperError) -> None:
        complain(str(error) if name in str(error) else f"{name}: {error}")
        self.tally.status = max(self.tally.status, error.exit)

    def _take(self, bundle: Bundle, sheet: Sheet, outlet: Outlet) -> bool:
        """Put one input through; say what failed and return False where it did."""
        name, before = bundle.name, self.tally.status
        try:
            for issue in issues_of(bundle, self.wishes["encoding"], self._failed):
                if self.tally.status > before and self.wishes["fail_fast"]:
                    return False
                self._one(name, issue, sheet)
                outlet.flush()
        except (ModelError, OptionError):
            raise  # the next input would fail alike
        except HkpaperError as error:
            self._failed(name, error)
            return False
        except BrokenPipeError:
            closed_pipe()
        except (OSError, KeyboardInterrupt):
            raise
        except Exception as error:
            if self.wishes["debug"]:
                raise
            complain(
                f"{name}: internal error: {type(error).__name__}: {error}; please report it with this file (--debug)"
            )
            self.tally.status = Exit.INTERNAL
            return False
        return True

    def _one(self, name: str, issue: Issue, sheet: Sheet) -> None:
        done = set(issue.done)
        for stage in pipeline.STAGES:
            changed = [o for o in stage.options if o in self.options and self.options[o] != OPTIONS[o][1]]
            if stage.name in done and changed:
                self._warn(f"{name}: {stage.name} is done already: --{changed[0]} changes nothing")
        issue = pipeline.run_up_to(issue, self.last, self.options)
        if self.last == "emit":
            self._keep_promise(name, issue)
        self._mention(name, issue, done)
        self.tally.found += self._print(issue, sheet)

    def _print(self, issue: Issue, sheet: Sheet) -> int:
        """Print an issue in the format asked for and return how many things it held."""
        form = self.wishes["format"]
        if form in ("csv", "tsv"):
            before = sheet.count
            for row in self._rows(issue):
                sheet.row(*row_in_file(issue.source, row))
            return sheet.count - before
        if form == "text":
            from hkpaper.cli.plain import stories

            for story in stories(issue):
                sheet.text(story)
            return len(issue.articles)
        if self.last != "emit":
            from hkpaper.wire import to_line

            sheet.record(to_line(issue))
            return len(issue.articles if "segment" in issue.done else issue.lines)
        from hkpaper.stages.emit import records

        for record in records(issue):
            if record["kind"] != "residue" or not self.wishes["articles_only"]:
                sheet.record(self._with_copy(record))
        return len(issue.articles)

    def _rows(self, issue: Issue) -> Iterator[Row]:
        stage = pipeline.stage(self.last)
        if not self.wishes.get("simplify"):
            yield from stage.rows(issue)
            return
        from hkpaper.simplify import with_simplified

        yield from (with_simplified(row, stage.columns()) for row in stage.rows(issue))

    def _with_copy(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return an article's record with a copy in simplified characters, if one is asked for."""
        if not self.wishes["simplify"] or record["kind"] == "residue":
            return record
        from hkpaper.simplify import simplified

        return record | {"simplified": simplified(record)}

    def _keep_promise(self, name: str, issue: Issue) -> None:
        from hkpaper.account import audit

        for fault in audit(issue):
            where = f"characters {fault.span.start} to {fault.span.end}"
            raise LostTextError(f"{name}: {where} {fault.kind} ({fault.note}); nothing was printed; please report it")

    def _mention(self, name: str, issue: Issue, done: set[str]) -> None:
        source = issue.source
        self.tally.doubts += len(issue.doubts)
        if source.lossy and "read" not in done:
            count = len(source.lossy)
            self._warn(f"{name}: {count} bytes are not {source.encoding}; each is now U+FFFD (--encoding sets another)")
        if self.wishes["verbose"]:
            articles = f", {len(issue.articles)} articles" if "segment" in issue.done else ""
            complain(f"{name}: {source.encoding}, {issue.shape}, {len(issue.lines)} lines{articles}")
        if self.wishes["doubts"]:
            self._list_doubts(issue)

    def _list_doubts(self, issue: Issue) -> None:
        for doubt in issue.doubts:
            name, (start, end) = row_in_file(issue.source, (doubt.span.start, doubt.span.end))
            put(",".join(map(quoted, [name, doubt.stage, doubt.code, str(start), str(end), doubt.note])) + "\n")

    def _things(self) -> str:
        if self.wishes["format"] in ("csv", "tsv") and self.last != "emit":
            return "rows"
        return "articles" if pipeline.NAMES.index(self.last) >= pipeline.NAMES.index("segment") else "lines"

    def _hint(self) -> str:
        return " (--doubts lists them)" if self.tally.doubts and not self.wishes["doubts"] else ""

    def _status(self) -> int:
        if self.tally.status:
            return self.tally.status
        if self.wishes["strict"] and self.tally.doubts:
            return Exit.DOUBTS
        return Exit.NOTHING_FOUND if self.wishes["fail_empty"] and not self.tally.found else Exit.OK

    def _warn(self, message: str) -> None:
        if not self.wishes["quiet"]:
            complain(message)

    def _say(self, message: str) -> None:
        """Sum up for a person; a pipe or cron hears nothing."""
        if self.wishes["verbose"] or (sys.stderr.isatty() and not self.wishes["quiet"]):
            complain(message)

    def _progress(self, number: int, found: list[Bundle]) -> None:
        if len(found) > 1 and sys.stderr.isatty() and not self.wishes["quiet"]:
            left = f"{number + 1}/{len(found)} {found[number].name}"[:70] if number < len(found) else ""
            put(f"\r\x1b[K{left}")
