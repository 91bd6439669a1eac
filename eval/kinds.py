"""How often a story's kind is told rightly: of gold stories that were found whole, and of all.

    python eval/kinds.py FOLDER...           a line for each kind, then all
    python eval/kinds.py FOLDER... --each    and a line for each story of a wrong kind

A folder holds dumps ``NAME.txt`` with gold ``NAME.gold.json`` or ``NAME.json``, whose articles have a ``kind``, or a ``genre``
that `GENRES` says the kind of. A story is found whole where a predicted one is alike to it by .95.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from eval.failures import pages
from hkpaper.comparing import RIGHT, Record, alike, body, paired

GENRES = {
    "诗歌": "verse",
    "公告": "notice",
    "副刊散文": "essay",
    "时评": "opinion",
    "简讯": "brief",
    "图片新闻": "photo",
}  # by how a genre begins; any other is an article


class Told(NamedTuple):
    """A gold story with its true kind, the kind that was told, and whether it was found whole."""

    story: Record
    kind: str
    told: str | None
    whole: bool


def kind_of(story: Record) -> str | None:
    """Return the true kind of a gold story, or None where the gold says nothing of it.

    >>> kind_of({"genre": "时评/短评"}), kind_of({"genre": "体育"}), kind_of({"kind": "verse"}), kind_of({})
    ('opinion', 'article', 'verse', None)
    """
    if story.get("kind"):
        return str(story["kind"])
    genre = story.get("genre")
    return next((kind for begun, kind in GENRES.items() if genre.startswith(begun)), "article") if genre else None


def told(gold: Record, stories: Sequence[Record]) -> Iterator[Told]:
    """Yield the gold stories of a page whose kind is known, each with the predicted story that overlaps it most."""
    golds = [body(each) for each in gold["articles"]]
    found = [body(each) for each in stories]
    for story, text, at in zip(gold["articles"], golds, paired(golds, found), strict=True):
        if kind := kind_of(story):
            whole = at is not None and alike(text, found[at]) >= RIGHT
            yield Told(story, kind, str(stories[at]["kind"]) if at is not None else None, whole)


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--each", action="store_true", help="a line for each story of a wrong kind")
    options = parser.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    for folder in options.folders:
        for page, gold, stories in pages(folder):
            for each in told(gold, stories):
                right = each.told == each.kind
                shown = {"stories": True, "right": right, "whole": each.whole, "whole and right": each.whole and right}
                for row in (each.kind, "all"):
                    counts.update((row, name) for name, true in shown.items() if true)
                if options.each and not right:
                    print(
                        page, each.kind, each.told, "whole" if each.whole else "", each.story.get("headline"), sep="\t"
                    )
    print("| kind | stories | right | found whole | right of these |\n|---|---|---|---|---|")
    for row in (*sorted({row for row, _ in counts} - {"all"}), "all"):
        every, sure, found, both = (counts[row, of] for of in ("stories", "right", "whole", "whole and right"))
        print(f"| {row} | {every} | {sure / every:.3f} | {found} | {both / max(1, found):.3f} |")


if __name__ == "__main__":
    main()
