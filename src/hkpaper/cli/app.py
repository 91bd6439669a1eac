"""总台: the Typer application: which subcommands there are, each imported only when it is called."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from hkpaper.cli.talk import Failure, closed_pipe, complain, drop_output
from hkpaper.errors import Exit, HkpaperError
from hkpaper.pipeline import NAMES

TOOLS = ("run", "verify", "show", "explain", "tokens", "keywords", "score", "train", "profile", "schema")
LOOKUPS = ("tokens", "keywords")
EPILOG = (
    "Exit status: 0 ran, 1 an input failed (the others are written), 2 usage, 3 doubts under --strict, "
    "4 nothing found under --fail-empty, 70 a fault of hkpaper, 130 interrupted, 141 the reader of the pipe has gone."
)
SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"]}
UsageError: Any = typer.BadParameter.__base__  # Typer gives its base no name of its own


class LazyGroup(TyperGroup):
    """A group that imports a subcommand's module when the subcommand is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all subcommands: the tools, then the stages in order."""
        return [*TOOLS, *NAMES]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return one subcommand, or None where there is none of that name."""
        return subcommand(cmd_name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the subcommand; for a name there is none of, say which is the nearest."""
        if args and not args[0].startswith("-") and args[0] not in self.list_commands(ctx):
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx), 1)
            hint = f"did you mean {near[0]}?" if near else f"it is one of {', '.join(self.list_commands(ctx))}"
            complain(f"{args[0]}: there is no such command ({hint})")
            raise typer.Exit(Exit.USAGE)
        return super().resolve_command(ctx, args)


def subcommand(name: str) -> Any:
    """Import and build one subcommand, or return None where there is none of that name."""
    if name in NAMES:
        return build(name, import_module("hkpaper.cli.command").stage_command(name))
    if name == "run":
        return build(name, import_module("hkpaper.cli.command").run_command())
    if name in LOOKUPS:
        return build(name, getattr(import_module("hkpaper.cli.lookup"), f"{name}_command")())
    if name in TOOLS:
        return build(name, getattr(import_module(f"hkpaper.cli.{name}"), name))
    return None


def build(name: str, function: Callable[..., None]) -> Any:
    """Return the Typer command that calls `function`."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, context_settings=SETTINGS)
    app.command(name=name, epilog=EPILOG)(function)
    return typer.main.get_command(app)


def application() -> typer.Typer:
    """Return the application with its lazy subcommands."""
    app = typer.Typer(
        cls=LazyGroup,
        add_completion=True,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings=SETTINGS,
        epilog=EPILOG,
    )

    @app.callback()
    def hkpaper(
        version: bool = typer.Option(False, "--version", "-V", help="Print the version and leave."),
    ) -> None:
        """Turn the scrambled text of a Chinese local newspaper issue into articles.

        hkpaper run p1.txt | jq -r '.headline // empty'

        hkpaper segment p1.txt | hkpaper byline --format csv
        """

    return app


def run(arguments: list[str]) -> None:
    """Run the command line; every way out leaves by a status of `Exit` and never by a traceback that is not asked for."""
    try:
        if sys.stdout is None:
            raise HkpaperError("output: it is closed")
        _in_utf8()
        sys.exit(_called(arguments))
    except UsageError as fault:
        _misused(fault, arguments)
        sys.exit(Exit.USAGE)
    except BrokenPipeError:
        closed_pipe()
    except KeyboardInterrupt:
        os._exit(Exit.INTERRUPTED)
    except HkpaperError as error:
        complain(str(error))
        sys.exit(error.exit)
    except OSError as error:
        complain(f"{error.filename or 'output'}: {error.strerror or error}")
        drop_output()
        sys.exit(Exit.FAILED_INPUT)
    except Exception as error:
        if "--debug" in arguments:
            raise
        complain(f"internal error: {type(error).__name__}: {error}{_place(error)}; please report it")
        sys.exit(Exit.INTERNAL)


def _place(error: Exception) -> str:
    """Return where an error was raised, as a file's name and a line."""
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    return f" ({os.path.basename(place.tb_frame.f_code.co_filename)}:{place.tb_lineno})" if place else ""


def _called(arguments: list[str]) -> int | str | None:
    """Return the status of a call, once all that it printed is out: what a reader has not taken fails here, not on leaving.

    A subcommand that is named is called itself: the group around it need not be built, and a pipe of stages starts many times.
    """
    called, named = subcommand(arguments[0]) if arguments else None, "hkpaper"
    if called:
        named, arguments = f"hkpaper {arguments[0]}", arguments[1:]
    try:
        status: int | str | None = (called or application())(arguments, prog_name=named, standalone_mode=False)
    except Failure as failure:
        status = failure.status
    except SystemExit as leaving:
        if isinstance(leaving.__context__, BrokenPipeError):  # typer makes it a status of 1
            closed_pipe()
        status = leaving.code
    sys.stdout.flush()
    return status


def _misused(fault: Any, arguments: list[str]) -> None:
    """Say in one line what is wrong with the call, and where its help is; a call of nothing is given the help itself."""
    message = fault.format_message().split(" (Possible options")[0].strip().rstrip(".")
    if not arguments:
        sys.stdout.write(message and f"{message}\n")
        return
    named = arguments[:1] if arguments[0] in (*TOOLS, *NAMES) else []
    complain(": ".join([*named, f"{message} (see {' '.join(['hkpaper', *named])} -h)"]))


def _in_utf8() -> None:
    """Speak UTF-8 with plain line ends whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace", newline="\n")
