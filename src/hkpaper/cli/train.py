"""学文: ``hkpaper train``: count a language model from a newspaper's own archive."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hkpaper.cli.outlet import Outlet


def train(
    corpora: Annotated[list[Path], typer.Argument(help="Text, JSON Lines or hkpaper's articles; .xz, .gz; folders.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The model's file.")],
    mix: Annotated[bool, typer.Option("--mix/--no-mix", help="Use it beside the shipped model, or alone.")] = True,
    order: Annotated[int, typer.Option(min=2, max=5, help="Characters of the longest n-grams.")] = 5,
    least: Annotated[int, typer.Option(min=1, help="Times an n-gram must be seen to be kept.")] = 3,
) -> None:
    """Count a language model from an archive and print its card.

    One text in five weighs it against the shipped model. Use it by --model or HKPAPER_MODEL.

    hkpaper train archive/ -o ours.ngram; hkpaper run p1.txt --model ours.ngram
    """
    from hkpaper.archive import all_texts
    from hkpaper.continuation.mixing import trained
    from hkpaper.continuation.ngram import SHIPPED, Model, opened
    from hkpaper.errors import InputError
    from hkpaper.wire import dumps

    texts = list(all_texts(corpora))
    if not texts:
        raise InputError(f"{corpora[0]}: there is no text in it")
    counted = [text.body for text in texts if not text.held_out]
    held_out = [text.body for text in texts if text.held_out]
    card = {"corpora": [path.name for path in corpora], "texts": len(texts)}
    data = trained(counted, held_out, order, least, card, opened(SHIPPED) if mix else None)
    with Outlet(str(output)) as outlet:
        outlet.file.write(data)
    with Outlet(None) as outlet:
        outlet.write(dumps(Model(data).card) + "\n")
