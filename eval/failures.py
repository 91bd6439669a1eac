"""Why stories fail: each gold story that no prediction matches by .95, by what most of its characters suffered.

    python eval/failures.py FOLDER...            counts, a column for each folder
    python eval/failures.py FOLDER... --each     and a line for each failed story, to read beside its page

A folder holds dumps ``NAME.txt`` with gold ``NAME.gold.json`` or ``NAME.json``, whose articles have ``lines``. A printed
line is looked for in the predicted stories; where it stands, and what stands around it, says what went wrong.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import hkpaper
from hkpaper.comparing import RIGHT, Record, alike, body, norm
from hkpaper.stages.emit import records

LEAST = 4  # letters of a line that is looked for
CLASSES = {
    "cut": "a piece of it stands as a story of its own",
    "strayed": "a piece of it stands in another story",
    "lost": "a piece of it stands in no story (a headline's, furniture, residue)",
    "two in one": "it and a whole other story are one",
    "foreign": "a piece of another story stands in it",
    "order": "all of it is there, in another order",
    "more": "text of no story stands in it (a headline, a table's head, crumbs)",
    "slips": "characters",
}


class Place(NamedTuple):
    """Where a printed line stands: in which predicted story, at which letter; how many letters it has."""

    story: int
    at: int
    size: int


class Failure(NamedTuple):
    """A gold story that failed, and what most of its letters suffered."""

    article: Record
    kind: str
    letters: int


def failures(gold: Record, stories: Sequence[Record]) -> Iterator[Failure]:
    """Yield the stories of a page that failed."""
    bodies = [body(story) for story in stories]
    printed = [[norm(_text(line)) for line in article["lines"]] for article in gold["articles"]]
    placed = [[_placed(line, bodies) for line in lines] for lines in printed]
    for number, article in enumerate(gold["articles"]):
        own = body(article)
        if any(alike(own, found) >= RIGHT for found in bodies):
            continue
        suffered = _suffered(number, printed, placed, bodies)
        kind, letters = max(suffered.items(), key=lambda each: each[1], default=("slips", 0))
        yield Failure(article, kind, letters)


def _text(line: str | Record) -> str:
    return line if isinstance(line, str) else str(line["text"])


def _placed(line: str, bodies: Sequence[str]) -> Place | None:
    if len(line) < LEAST:
        return None
    found = ((story, text.find(line)) for story, text in enumerate(bodies))
    return next((Place(story, at, len(line)) for story, at in found if at >= 0), None)


def _suffered(
    number: int, printed: Sequence[Sequence[str]], placed: Sequence[Sequence[Place | None]], bodies: Sequence[str]
) -> Counter[str]:
    """Return how many letters each class of failure concerns."""
    own = [each for each in placed[number] if each]
    sizes: Counter[int] = Counter()
    for each in own:
        sizes[each.story] += each.size
    missing = [line for line, each in zip(printed[number], placed[number], strict=True) if not each]
    found = Counter(lost=sum(len(line) for line in missing if len(line) >= LEAST))
    if not sizes:
        return found
    home = sizes.most_common(1)[0][0]
    others = _of_others(number, placed)
    for story, letters in sizes.items():
        if story != home:
            found["strayed" if others[story].total() > letters else "cut"] += letters
    for other, letters in others[home].items():
        whole = letters >= 0.9 * sum(map(len, printed[other]))
        found["two in one" if whole else "foreign"] += letters
    at_home = [each for each in own if each.story == home]
    late = _late([each.at for each in at_home])
    found["order"] = sum(each.size for each, moved in zip(at_home, late, strict=True) if moved)
    found["more"] = max(0, len(bodies[home]) - sizes[home] - others[home].total() - sum(map(len, missing)))
    return +found


def _of_others(number: int, placed: Sequence[Sequence[Place | None]]) -> dict[int, Counter[int]]:
    """Return for each predicted story the letters in it of each gold story but one."""
    found: dict[int, Counter[int]] = {}
    for other, places in enumerate(placed):
        for each in places:
            if each:
                held = found.setdefault(each.story, Counter())
                held[other] += each.size if other != number else 0
    return {story: +held for story, held in found.items()}


def _late(at: Sequence[int]) -> list[bool]:
    """Say of each place whether one before it in print stands after it."""
    found, most = [], -1
    for each in at:
        found.append(each < most)
        most = max(most, each)
    return found


def pages(folder: Path) -> Iterator[tuple[str, Record, list[Record]]]:
    """Yield the dumps of a folder: their name, gold and predicted stories."""
    for raw in sorted(folder.glob("*.txt")):
        gold = next((path for end in (".gold.json", ".json") if (path := raw.with_suffix(end)).is_file()), None)
        if gold:
            held: list[Record] = [each for each in records(hkpaper.run(raw)) if each["kind"] != "residue"]
            yield f"{folder.name}/{raw.stem}", json.loads(gold.read_text(encoding="utf-8")), held


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--each", action="store_true", help="a line for each failed story")
    options = parser.parse_args()
    counts: dict[str, Counter[str]] = {}
    for folder in options.folders:
        count = counts.setdefault(folder.name, Counter())
        for name, gold, stories in pages(folder):
            count["stories"] += len(gold["articles"])
            for failure in failures(gold, stories):
                count["failed"] += 1
                count[failure.kind] += 1
                if options.each:
                    print(name, failure.kind, failure.letters, failure.article.get("headline"), sep="\t")
    print(f"| | {' | '.join(counts)} |\n|---{'|---' * len(counts)}|")
    for row in ("stories", "failed", *CLASSES):
        print(f"| {CLASSES.get(row, row)} | " + " | ".join(str(count[row]) for count in counts.values()) + " |")


if __name__ == "__main__":
    main()
