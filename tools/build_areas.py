"""Build ``src/hkpaper/data/areas.tsv``: provinces, cities and counties by name.

    python tools/build_areas.py FOLDER

FOLDER holds provinces.csv, cities.csv and areas.csv (a column ``name``; a prefix such as ``admin_`` is allowed) of
Administrative-divisions-of-China (WTFPL). Full names of three characters or more go in, and of provinces and cities the
name without its last word, too, unless it is an everyday word (`WORDS`).
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

DATA = Path(__file__).parents[1] / "src" / "hkpaper" / "data"
LAST = re.compile(r"(?:维吾尔|壮族|回族)?(?:特别行政区|自治区|自治州|地区|省|市|盟|州)$")
WORDS = "来宾 日照 安康 大同 长治 中卫 东方 平凉 保定 海口 三明 通化 吉安 黄山 兴安 资阳 白银 百色 金昌 大理 德宏 和田"  # everyday words
HEADER = """# Province, city or county of China by its name; of provinces and cities the short name, too, unless it is an everyday word.
# Source: tools/build_areas.py from Administrative-divisions-of-China (WTFPL)."""


def names(folder: Path, level: str) -> list[str]:
    """Return the names of a level: provinces, cities or areas."""
    (path,) = folder.glob(f"*{level}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        found = [row["name"] for row in csv.DictReader(file)]
    return [name for name in found if len(name) > 2 and not re.search("市辖区|直辖县级|行政区划|^城区$|^郊区$", name)]


def main() -> None:
    """Write the table."""
    folder = Path(sys.argv[1])
    whole = {name for level in ("provinces", "cities", "areas") for name in names(folder, level)}
    short = {LAST.sub("", name) for level in ("provinces", "cities") for name in names(folder, level)}
    kept = sorted(
        whole | {name for name in short if 1 < len(name) < 5 and name not in WORDS.split() and "族" not in name}
    )
    (DATA / "areas.tsv").write_text("\n".join([HEADER, *kept]) + "\n", encoding="utf-8")
    print(f"{len(kept)} names")


if __name__ == "__main__":
    main()
