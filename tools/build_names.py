"""Build ``src/hkpaper/data/name_chars.tsv`` and ``behind_names.tsv``: how likely each character is in each place of a personal name.

    python tools/build_names.py CORPUS.jsonl.xz …

Two sources, each distinct name counted once: the names in jieba's dictionary (tag nr, MIT), and those in the
corpora that stand between an office and a mark (区长 甲, …), which say what people of today are called. Only
counts over `LEAST` names are shipped, as log probabilities; no name is.
"""

from __future__ import annotations

import json
import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from math import log
from pathlib import Path

from hkpaper import lexicon, names, offices
from hkpaper.crafts import HAN
from hkpaper.surnames import surnames
from hkpaper.words import divide

LEAST = 3  # names that must show a character in a place
TODAY = (
    8  # what a name from the corpora weighs; jieba's are of all ages, translated ones and those of novels among them
)
SHARE = 0.05  # of each place left to characters never seen there
UNSEEN = 5000
PAIRED = 8  # a character seen so often in a pair counts once as a name's only one
SURE = 6.0  # nats for or against a name
OFTEN = 12  # times that a word must stand there
MOST = 30  # tenths of a nat
BEHIND = """# Word or mark behind a name, tab, what it says for the name, in tenths of a nat: how much oftener it stands behind
# names that are sure than behind what is none, both behind an office. Source: tools/build_names.py, counts over national news bulletins."""
HEADER = """# Character or compound surname, tab, log probability × 10 as surname, as the only given character, as the first of
# two, as the second of two, in a name written after its sound (阿依古丽); empty where seldom or never. Source: tools/build_names.py from jieba's dictionary
# (MIT) and counts over national news bulletins; no name is shipped."""


def of_dictionary() -> Iterator[tuple[str, str]]:
    """Yield surname and given name of each name in jieba's dictionary."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        sys.exit("build_names: jieba is not installed (pip install jieba)")
    for line in (Path(spec.origin).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, _, tag = line.split(" ")
        if tag == "nr":
            yield from _divided(word)


def translated(paths: list[str]) -> Iterator[str]:
    """Yield names of other languages as they are written: those of the dictionary (tag nrt), and what ends behind a dot."""
    spec = find_spec("jieba")
    path = Path(spec.origin if spec and spec.origin else "").parent / "dict.txt"
    yield from (line.split(" ")[0] for line in path.read_text(encoding="utf-8").splitlines() if line.endswith(" nrt"))
    last = re.compile(rf"·({HAN}{{2,5}})(?=[，、。；：）])")
    for corpus in paths:
        with lzma.open(corpus, "rt", encoding="utf-8") as file:
            for line in file:
                yield from last.findall(json.loads(line)["body"])


def of_corpora(paths: list[str]) -> Iterator[tuple[str, str]]:
    """Yield surname and given name of each person named between an office and a mark."""
    heads = "|".join(row[0] for row in lexicon.rows("offices") if row[1] == "office" and len(row[0]) > 1)
    named = re.compile(rf"(?:{heads})({HAN}{{2,4}})(?=[，、。；：）])")
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                for found in named.finditer(json.loads(line)["body"]):
                    yield from _divided(found.group(1))


def _divided(word: str) -> Iterator[tuple[str, str]]:
    for size in (2, 1):
        if surnames().get(word[:size], ("", False))[0] == {2: "compound", 1: "single"}[size]:
            if 1 <= len(word) - size <= 2:
                yield word[:size], word[size:]
            return


def behind(paths: list[str]) -> tuple[Counter[str], Counter[str]]:
    """Count what stands behind names that are sure, and behind what surely is none, each behind an office."""
    sure: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    names.behind().clear()  # the table that is being made
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                text = json.loads(line)["body"]
                for place in offices.due().finditer(text):
                    found = offices.head_of(text, place.start()) and names.read(text, place.start())
                    if found and abs(found.gain) > SURE:
                        run = names.RUN.match(text, at := place.start() + found.length, at + names.AHEAD)
                        word = text[at : at + (divide(run.group()).sizes[0] if run else 1)]
                        sure[found.gain < 0][word] += 1
    return sure


def write_behind(paths: list[str]) -> None:
    """Write what each word or mark is worth, in tenths of a nat."""
    yes, no = behind(paths)
    worth = {
        word: round(10 * log((yes[word] + 1) / (no[word] + 1) * no.total() / yes.total()))
        for word in sorted(yes | no)
        if yes[word] + no[word] >= OFTEN and word.strip() and not word.startswith("#")
    }
    rows = [f"{word}\t{max(-MOST, min(MOST, value))}" for word, value in worth.items()]
    (lexicon.DATA / "behind_names.tsv").write_text("\n".join([BEHIND, *rows]) + "\n", encoding="utf-8")
    print(f"{yes.total()} names, {no.total()} that are none, {len(rows)} rows")


def main() -> None:
    """Count, and write the table."""
    places: tuple[Counter[str], ...] = Counter(), Counter(), Counter(), Counter(), Counter()
    old, new = set(of_dictionary()), set(of_corpora(sys.argv[1:]))
    print(f"{len(old)} names of the dictionary, {len(new)} of the corpora")
    for found, weight in ((old, 1), (new, TODAY)):
        for surname, given in found:
            places[0][surname] += weight
            for place, char in zip((1,) if len(given) == 1 else (2, 3), given, strict=True):
                places[place][char] += weight
    for name in set(translated(sys.argv[1:])):
        places[4].update(name)
    for char in places[2] + places[3]:  # few names are known with one: what suits a pair suits alone
        places[1][char] += (places[2][char] + places[3][char]) // PAIRED
    rows = []
    for char in sorted(set().union(*places) | set(surnames())):
        cells = [_cell(place[char], place.total()) for place in places]
        if not surnames().get(char):
            cells[0] = ""
        if any(cells):
            rows.append("\t".join([char, *cells]).rstrip("\t"))
    path = lexicon.DATA / "name_chars.tsv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    names._places.cache_clear()
    write_behind(sys.argv[1:])
    print(f"{len(rows)} rows, {path.stat().st_size / 1e3:.0f} kB")


def _cell(count: int, total: int) -> str:
    return str(round(10 * log((1 - SHARE) * count / total + SHARE / UNSEEN))) if count >= LEAST else ""


if __name__ == "__main__":
    main()
