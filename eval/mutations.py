"""Mutated dumps: pages of each shape with bytes, characters and lines spoilt go through all stages, with a clean account.

    python eval/mutations.py [--each 2000] [--shapes lines,layout] [--first 0] [--keep FOLDER]

Each number makes one dump, the same one each time, so that a long run can be cut in pieces and a failure made again. A dump fails
that raises, loses, doubles or invents a character, prints records that `hkpaper verify` refuses, or changes on its way through the wire.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from eval.simulator import simulate
from hkpaper import account, pipeline, wire
from hkpaper.source import decode
from hkpaper.stages.emit import records
from hkpaper.verify import verify_records

READ_AS = {  # shapes, and the readings of the simulator that they are made of
    "blocks": ("blocks", "jumbled"), "lines": ("lines", "columns"), "rows": ("rows",), "layout": ("layout",),
    "ocr": ("blocks", "lines"), "markdown": ("blocks", "jumbled"),
}  # fmt: skip
PART = 200  # dumps, after each of which a line on standard error says how far it is
PAGES = 40  # of each shape, drawn once for each number that has the same remainder
WHOLE = 0.1  # of the dumps keep their whole page; of the others a window of it is taken, which is faster
WINDOW = 1200  # characters
ODD = (
    "\f", "\n\n", "\r\n", "\r", "\x00", "\ufeff", "\u200b", "\u3000\u3000", " " * 40, "\t", "\ufffd", "🙂", "﹏", "é", "\x0b", "\x1c", "\u2028",
    "下转▶4版", "(上接第1版)", "上接▶", "第0版", "第999版 要闻", "本报讯(记者 ", "(记者", "□", "\\square", "$4^{+}$", "# ", "**", "<td>",
    "![](", "| 甲 | 乙 |", "2025年2月30日", "13月45日", "农历正月初一", "准印证号(B)0321号", "http:// qing", "一一", "“", "”", "《", "(", ")", "1 2 3",
)  # fmt: skip
CONFUSED = {
    "日": "曰",
    "己": "已",
    "人": "入",
    "0": "O",
    "1": "l",
    "土": "士",
    "未": "末",
    "大": "太",
    "。": ".",
    "，": ",",
    "记": "讠己",
}
CODECS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "big5")

Change = Callable[[random.Random, str], str]


def mutated(shape: str, number: int) -> bytes:
    """Return the bytes of the mutated dump of a shape with a number."""
    rng = random.Random(f"{shape} {number}")
    text = _page(shape, number % PAGES)
    if rng.random() > WHOLE and len(text) > WINDOW:
        at = rng.randrange(len(text) - WINDOW)
        text = text[at : at + WINDOW]
    for _ in range(rng.randint(1, 6)):
        text = rng.choice(CHANGES)(rng, text)
    data = text.encode(rng.choice(CODECS) if rng.random() < 0.3 else "utf-8", "replace")
    return _bytes_spoilt(rng, data) if rng.random() < 0.5 else data


def _page(shape: str, number: int) -> str:
    rng = random.Random(f"{shape} page {number}")
    text = simulate(number, [], rng.choice(READ_AS[shape])).text
    if shape == "ocr":
        return "".join(CONFUSED.get(char, char) if rng.random() < 0.1 else char for char in text)
    if shape == "markdown":
        return "\n".join(_marked(rng, line) for line in text.split("\n"))
    return text


def _marked(rng: random.Random, line: str) -> str:
    """Return a line as a model that writes Markdown might."""
    if not line.strip() or rng.random() < 0.6:
        return line
    marks = (
        "# {}",
        "## {}",
        "**{}**",
        "- {}",
        "* {}",
        "1. {}",
        "> {}",
        "<td>{}</td>",
        "| {} | {} |",
        "$\\square$ {}",
        "![图](a.jpg)\n{}",
    )
    return rng.choice(marks).format(line, line)


def _cut(rng: random.Random, text: str) -> str:
    at, to = sorted((rng.randrange(len(text) + 1), rng.randrange(len(text) + 1)))
    return text[:at] + text[to:] if rng.random() < 0.5 or to - at > 300 else text[at:to]


def _doubled(rng: random.Random, text: str) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + text[at : at + rng.randint(1, 200)] * rng.randint(2, 4) + text[at:]


def _shuffled(rng: random.Random, text: str) -> str:
    lines = text.split("\n")
    rng.shuffle(lines)
    return "\n".join(lines)


def _odd(rng: random.Random, text: str) -> str:
    for _ in range(rng.randint(1, 12)):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(ODD) + text[at:]
    return text


def _flipped(rng: random.Random, text: str) -> str:
    chars = list(text)
    for _ in range(rng.randint(1, 40) if chars else 0):
        chars[rng.randrange(len(chars))] = chr(
            rng.choice((rng.randrange(0x20), rng.randrange(0x20, 0x7F), rng.randrange(0x3000, 0x9FFF)))
        )
    return "".join(chars)


def _respaced(rng: random.Random, text: str) -> str:
    """Take all white space of one kind for another: no blank lines, no line ends, wide gutters, a space in each word."""
    old, new = rng.choice(
        (
            (r"\n\n+", "\n"),
            (r"\n", " "),
            (r" ", ""),
            (r" ", "    "),
            (r"(?<=\w)(?=\w)", " "),
            (r"\n", "\n\n"),
            (r"\n", "\f"),
        )
    )
    return re.sub(old, new, text)


CHANGES: tuple[Change, ...] = (_cut, _doubled, _shuffled, _odd, _odd, _flipped, _respaced)


def _bytes_spoilt(rng: random.Random, data: bytes) -> bytes:
    spoilt = bytearray(data)
    for _ in range(rng.randint(1, 30) if spoilt else 0):
        spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
    return bytes(spoilt[: rng.randint(1, len(spoilt))]) if spoilt and rng.random() < 0.2 else bytes(spoilt)


def fault_of(data: bytes, way: random.Random) -> str:
    """Put a dump through all stages, by the wire at a stage drawn by `way`; return what is wrong, or nothing."""
    source = decode(data, "mutated.txt")
    try:
        issue = pipeline.run_up_to(pipeline.open_issue(source), way.choice(pipeline.NAMES))
        again = wire.from_line(wire.to_line(issue))
        if again != issue:
            return "the wire changed the issue"
        issue = pipeline.run_up_to(again, "emit")
        if faults := account.audit(issue):
            return f"{len(faults)} faults of the account: {faults[0]}"
        if refused := verify_records(source, list(records(issue))).faults:
            return f"{len(refused)} faults of the records: {refused[0]}"
    except Exception:
        return traceback.format_exc()
    return ""


def check(shape: str, numbers: Sequence[int], keep: Path | None) -> int:
    """Check the dumps of a shape; print each that fails, keep it in a folder, and return how many failed."""
    failed = 0
    for number in numbers:
        data = mutated(shape, number)
        fault = fault_of(data, random.Random(number))
        if fault:
            failed += 1
            print(f"{shape} {number}: {fault}", flush=True)
            if keep:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{shape}-{number}.txt").write_bytes(data)
    return failed


def main() -> int:
    """Check what is asked for, print a line for each shape, and return 1 where a dump failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=2000, help="dumps of each shape")
    parser.add_argument("--first", type=int, default=0, help="number of the first")
    parser.add_argument("--shapes", default=",".join(READ_AS))
    parser.add_argument("--keep", type=Path, help="put dumps that fail in this folder")
    options = parser.parse_args()
    numbers = range(options.first, options.first + options.each)
    total = 0
    for shape in options.shapes.split(","):
        start = time.monotonic()
        failed = 0
        for at in range(0, len(numbers), PART):
            failed += check(shape, numbers[at : at + PART], options.keep)
            print(f"{shape}: {min(at + PART, len(numbers))} checked, {failed} failed", file=sys.stderr, flush=True)
        total += failed
        print(
            f"{shape}: {len(numbers)} dumps from {options.first}, {failed} failed, {time.monotonic() - start:.0f} s",
            flush=True,
        )
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
