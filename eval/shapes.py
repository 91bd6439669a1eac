"""Shapes and pages: is each dump read in its shape, and does each article have its page?

    python eval/shapes.py FOLDER...

A folder holds dumps ``NAME.txt`` with gold ``NAME.gold.json`` or ``NAME.json`` whose articles have a ``page``; its own name
ends with a tool's, which says the shape. A page is right as printed or, where the dump does not print it, by its place in the dump.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import hkpaper
from hkpaper.comparing import Record, body, paired

LINES = ("pdftotext", "raw", "pdfminer", "text", "lines", "rows", "columns")  # what prints a visual line a line
KINDS = ("right", "wrong", "merged", "unmatched")


def shape_due(folder: str) -> str:
    """Return the shape that a folder's name says.

    >>> [shape_due(name) for name in ("pdf-pdftotext-layout", "pdf-pdftotext", "pdf-pymupdf-blocks", "sim-hard")]
    ['layout', 'lines', 'blocks', 'blocks']
    """
    last = folder.rsplit("-", 1)[-1]
    return "layout" if last == "layout" else "lines" if last in LINES else "blocks"


def verdicts(gold: Record, stories: Sequence[Record]) -> Iterator[tuple[str, Record, Record | None]]:
    """Yield for each gold article whether its page is right, with the story it is compared with.

    ``merged`` is a wrong page of a story that holds another gold article of the page it says: two stories in one.
    """
    bodies = [body(story) for story in stories]
    first = gold.get("first_page", 1)
    pairs = paired([body(article) for article in gold["articles"]], bodies)
    for article, at in zip(gold["articles"], pairs, strict=True):
        if at is None:
            yield "unmatched", article, None
            continue
        page = stories[at]["page"]
        if page in (article["page"], article["page"] - first + 1):
            yield "right", article, stories[at]
        else:
            others = (other for other in gold["articles"] if other is not article and other["page"] == page)
            yield "merged" if any(_holds(bodies[at], other) for other in others) else "wrong", article, stories[at]


def _holds(text: str, article: Record) -> bool:
    """Say whether a story's body holds a good part of an article's."""
    own = body(article)
    pieces = [own[at : at + 8] for at in range(0, max(1, len(own) - 7), 8)]
    return sum(piece in text for piece in pieces) > len(pieces) / 3


def main() -> int:
    """Print a row for each folder, and each dump or article that is wrong; return 1 where a shape is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--each", action="store_true", help="a line for each article that is not right")
    options = parser.parse_args()
    broken = False
    print(f"| folder | dumps | shape right | articles | page right | {' | '.join(KINDS[1:])} |\n|{'---|' * 8}")
    for folder in options.folders:
        shapes: Counter[bool] = Counter()
        pages: Counter[str] = Counter()
        for raw in sorted(folder.glob("*.txt")):
            gold = json.loads(
                next(path for end in (".gold.json", ".json") if (path := raw.with_suffix(end)).is_file()).read_text(
                    "utf-8"
                )
            )
            issue = hkpaper.run(raw)
            shapes[issue.shape == shape_due(folder.name)] += 1
            if issue.shape != shape_due(folder.name):
                print(f"{raw}: read as {issue.shape}", file=sys.stderr)
            for kind, article, story in verdicts(gold, hkpaper.articles(issue)) if gold.get("n_pages", 1) > 1 else ():
                pages[kind] += 1
                if options.each and kind != "right":
                    print(
                        f"{raw} {kind}: {article['headline']}: {article['page']}, told {story and story['page']}",
                        file=sys.stderr,
                    )
        total = pages.total()
        share = f"{pages['right'] / total:.3f}" if total else "-"
        print(
            f"| {folder.name} | {shapes.total()} | {shapes[True]} | {total} | {share} | {' | '.join(str(pages[kind]) for kind in KINDS[1:])} |",
            flush=True,
        )
        broken |= bool(shapes[False])
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
