"""命令: the subcommands that put issues through stages: one for each stage, and ``run`` for all.

They are one function with other options; `Chain` does the work.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from hkpaper import pipeline
from hkpaper.cli.bundles import OPTIONS as BUNDLES
from hkpaper.cli.chain import Chain
from hkpaper.cli.options import ARTICLES_ONLY, COMMON, EXAMPLES, OPTIONS, SIMPLIFY


def stage_command(name: str) -> Callable[..., None]:
    """Return the subcommand of one stage."""
    stage = pipeline.stage(name)
    return _command(name, f"{stage.trade}: {stage.summary}.")


def run_command() -> Callable[..., None]:
    """Return the subcommand that puts issues through all stages and prints their articles."""
    return _command("run", "All stages: print one article a line, then what is in no article.")


def _command(name: str, summary: str) -> Callable[..., None]:
    last = "emit" if name == "run" else name
    return command_of(
        name, summary, last, {"articles_only": ARTICLES_ONLY, "simplify": SIMPLIFY} if last == "emit" else {}, Chain
    )


def command_of(
    name: str, summary: str, last: str, more: dict[str, tuple[Any, Any]], kind: type[Chain]
) -> Callable[..., None]:
    """Return the subcommand `name` of `kind`, which runs stages up to `last`, with ``more`` options than theirs."""
    stages = pipeline.STAGES[: pipeline.NAMES.index(last) + 1]
    offered = {option: OPTIONS[option] for stage in stages for option in stage.options}
    table = COMMON | BUNDLES | offered | more

    def command(**given: Any) -> None:
        kind(name, last, {option: given.pop(option) for option in offered}, given).run()

    command.__name__ = name
    command.__doc__ = f"{summary}\n\n{EXAMPLES[name]}"
    command.__annotations__ = {key: kind for key, (kind, _) in table.items()}
    keyword = inspect.Parameter.KEYWORD_ONLY
    command.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(key, keyword, default=value, annotation=kind) for key, (kind, value) in table.items()]
    )
    return command
