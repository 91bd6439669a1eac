"""报性: ``hkpaper profile``: draft a paper's profile from dumps, or list those that there are."""

from __future__ import annotations

from typing import Annotated

import typer

from hkpaper.cli.outlet import Outlet


def profile(
    action: Annotated[str, typer.Argument(help="new: draft one from dumps; list: those there are.")],
    samples: Annotated[list[str] | None, typer.Argument(help="Dumps of one paper; - for standard input.")] = None,
    output: Annotated[str | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    encoding: Annotated[str, typer.Option(help="Of the dumps: auto, utf-8, gb18030, big5, …")] = "auto",
) -> None:
    """Draft a paper's profile from its dumps (new), or list the profiles that are found (list).

    A profile in the folder that `list` names is used where a masthead prints its title; --profile asks for one.

    hkpaper profile new archive/*.txt -o ours.toml; hkpaper run p1.txt --profile ours.toml
    """
    from hkpaper.cli.talk import Failure, complain
    from hkpaper.errors import Exit

    if action not in ("new", "list") or (action == "new" and not samples):
        complain(f"profile {action}: say new DUMP…, or list (see hkpaper profile -h)")
        raise Failure(Exit.USAGE)
    text = _draft(samples or [], encoding) if action == "new" else _list()
    with Outlet(output) as outlet:
        outlet.write(text)
    if action == "new" and text.count("\n") == 1:
        complain(
            "profile new: nothing in these dumps that hkpaper does not know; a word must be seen twice (give more dumps of one paper)"
        )


def _draft(samples: list[str], encoding: str) -> str:
    from hkpaper import pipeline
    from hkpaper.cli.intake import inputs, issues
    from hkpaper.drafting import draft

    read = [issue for name in inputs(samples, None, False) for issue in issues(name, encoding)]
    return draft([pipeline.run_up_to(issue, "masthead") for issue in read])


def _list() -> str:
    from hkpaper import profiles

    rows = [f"{path.stem}\t{profiles.read(path).title or ''}\t{path}\n" for path in profiles.files()]
    return f"# {profiles.folder()}\n" + "".join(rows)
