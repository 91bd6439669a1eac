"""Build ``src/hkpaper/data/traditional.tsv``: traditional characters, each with the one simplified character it is read as.

    python tools/build_traditional.py

The pairs are OpenCC's (Apache-2.0), asked character by character in its settings for Taiwan, Hong Kong and the standard.
Needs the dependency group ``dev``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from opencc import OpenCC

TABLE = Path(__file__).parents[1] / "src" / "hkpaper" / "data" / "traditional.tsv"
BLOCKS = (range(0x4E00, 0xA000), range(0x3400, 0x4DC0))
SETTINGS = ("t2s", "tw2s", "hk2s")
HEADER = """# A simplified character and the traditional ones that are read as it.
# Source: tools/build_traditional.py from OpenCC (Apache-2.0)."""


def pairs() -> Iterator[tuple[str, str]]:
    """Yield simplified and traditional characters that stand one for one."""
    convert = [OpenCC(setting).convert for setting in SETTINGS]
    for char in (chr(point) for block in BLOCKS for point in block):
        found = next((other for each in convert if (other := each(char)) != char), char)
        if found != char and len(found) == 1 and ord(found) <= 0xFFFF:
            yield found, char


def main() -> None:
    """Write the table."""
    found = list(pairs())
    known = {simplified for simplified, _ in found}
    held: dict[str, str] = {}
    for simplified, traditional in found:
        if traditional not in known:  # 么 is read as itself, though OpenCC makes 幺 of it
            held[simplified] = held.get(simplified, "") + traditional
    rows = [f"{simplified}\t{traditional}" for simplified, traditional in sorted(held.items())]
    TABLE.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    print(f"{sum(map(len, held.values()))} traditional characters of {len(held)}")


if __name__ == "__main__":
    main()
