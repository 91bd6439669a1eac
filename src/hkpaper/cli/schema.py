"""格式: ``hkpaper schema``: print the JSON Schema of a record."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from hkpaper.cli.outlet import Outlet
from hkpaper.cli.talk import Failure, complain
from hkpaper.errors import Exit
from hkpaper.schema import SCHEMAS, schema_of


def schema(
    record: Annotated[str, typer.Argument(help=f"One of {', '.join(SCHEMAS)}.")] = "article",
) -> None:
    """Print the JSON Schema of a record that hkpaper writes.

    hkpaper schema article > article.schema.json
    """
    if record not in SCHEMAS:
        complain(f"{record}: there is no such record (it is one of {', '.join(SCHEMAS)})")
        raise Failure(Exit.USAGE)
    with Outlet(None) as outlet:
        outlet.write(json.dumps(schema_of(record), ensure_ascii=False, indent=2) + "\n")
