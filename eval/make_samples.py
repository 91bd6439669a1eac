"""Set the sample pages from their stories and damage them as extraction does; write dump and gold.

    python eval/make_samples.py [FOLDER]     (default: samples/)

The gold is exact by construction: what is printed is known before it is damaged. The same stories and
the same code give the same bytes.
"""

from __future__ import annotations

import json
import random
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hkpaper.chars import ems

HERE = Path(__file__).parent
FOLD = str.maketrans({"，": ",", "：": ":", "；": ";", "？": "?", "！": "!", "（": "(", "）": ")", "“": '"', "”": '"'})
NO_HEAD = "，。、；：？！）”》,;:?!)"
NO_TAIL = "（“《("
STORIES: dict[str, dict[str, Any]] = tomllib.loads((HERE / "stories.toml").read_text(encoding="utf-8"))


@dataclass
class Leg:
    """A story, or a part of one, as it stands on a page."""

    story: str
    measure: float
    breaks: tuple[int, ...] = ()  # column breaks, by line
    cut: int | None = None  # lines printed here; the rest is on another page
    rest: bool = False  # this is that rest
    mark: str = ""
    crumbs: str = ""  # the headline is vertical, and this is what is left of it
    lines: list[list[str]] = field(default_factory=list)  # by paragraph

    def set(self) -> list[str]:
        """Set the story in its measure and return the printed lines of this leg."""
        self.lines = [set_lines(text, self.measure) for text in STORIES[self.story]["paragraphs"]]
        flat = [line for paragraph in self.lines for line in paragraph]
        if self.cut is None:
            return flat
        return flat[self.cut :] if self.rest else flat[: self.cut]

    def blocks(self) -> list[str]:
        """Return the blocks of the dump: paragraphs, cut at column breaks, lines joined by a space."""
        self.set()
        low, high = (self.cut or 0, None) if self.rest else (0, self.cut)
        out: list[list[str]] = []
        number = 0
        for paragraph in self.lines:
            fresh = True
            for line in paragraph:
                if number >= low and (high is None or number < high):
                    if fresh or number in self.breaks or number == low:
                        out.append([])
                    out[-1].append(line)
                    fresh = False
                number += 1
        if self.mark and not self.rest:
            out[-1].append(self.mark)
        return [" ".join(block) for block in out]


def set_lines(text: str, measure: float) -> list[str]:
    """Break a paragraph into lines of a measure, two ems indented, no closing mark at the head of a line."""
    lines: list[str] = []
    line, room = "", measure - 2
    for char in text:
        if ems((line + char).translate(FOLD)) > room + 0.25 and char not in NO_HEAD:
            carried = ""
            while line and line[-1] in NO_TAIL:
                carried, line = line[-1] + carried, line[:-1]
            lines.append(line)
            line, room = carried, measure
        line += char
    return [*lines, line]


def article(leg: Leg, page: int, whole: bool = True) -> dict[str, Any]:
    """Return the gold of a story: all of it, or what a leg prints of it."""
    story = STORIES[leg.story]
    printed = (
        leg.set() if not whole else [line for text in story["paragraphs"] for line in set_lines(text, leg.measure)]
    )
    paragraphs, left = [], "".join(printed)
    for text in story["paragraphs"]:
        if left:
            paragraphs.append(left[: len(text)])
            left = left[len(text) :]
    number = "".join(char for char in leg.mark if char.isdigit())
    recoverable = not leg.crumbs
    return {
        "id": leg.story, "page": page, "pages": [page],
        "kicker": story.get("kicker") if recoverable else None,
        "headline": story["headline"] if recoverable else None,
        "subhead": story.get("deck") if recoverable else None,
        "headline_recoverable": recoverable,
        "byline": story.get("byline"),
        "byline_position": "under_headline" if story.get("byline_own") else "start",
        **{role: story.get(role, []) for role in ("reporters", "correspondents", "photographers")},
        "dates": [date for date in story.get("dates", []) if date["text"] in "".join(printed)],
        "paragraphs": paragraphs,
        "lines": [line.translate(FOLD) for line in printed],
        "jump_to": int(number) if number and not whole else None,
        "jump_from": None,
        "alternatives": [],
    }  # fmt: skip


def stack(leg: Leg) -> list[str]:
    """Return the lines of a headline stack, or its crumbs."""
    story = STORIES[leg.story]
    if leg.crumbs:
        return [leg.crumbs]
    return [story[level] for level in ("kicker", "headline", "deck") if story.get(level)]


def interleaved(first: Sequence[str], second: Sequence[str], seed: int) -> list[str]:
    """Return the lines of two columns read across, each a block, the rows jittered."""
    chance = random.Random(seed)
    keyed = [(row + chance.uniform(0, 0.6), line) for column in (first, second) for row, line in enumerate(column)]
    return [line for _, line in sorted(keyed)]


def dump(blocks: Sequence[str]) -> str:
    """Return blocks as a dump: folded punctuation, blank lines between."""
    return "\n\n".join(blocks).translate(FOLD) + "\n"


MASTHEAD = ["清源区融媒体中心编辑", "每周五出版", "免费交流 本期网址: http:// qingyuan-epaper.example 内部資料"]
ISSUE = {
    "title": None, "date": "2025-03-07", "weekday": "星期五", "licence": "(B)0321号",
    "url": "http://qingyuan-epaper.example", "publisher_line": "清源区融媒体中心编辑", "period": "每周五出版",
}  # fmt: skip
DATELINE = "2025年3月7日 准印证号(B)0321号 星期五"
Page = tuple[str, dict[str, Any], str]


def gold(articles: Sequence[dict[str, Any]], issue: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the gold of an issue."""
    return {"issue": ISSUE if issue is None else issue, "first_page": 1, "articles": list(articles)}


def front_page() -> Page:
    """A front page: stories with jumps, a displaced headline pair, a vertical headline in crumbs, a kicker, a deck."""
    legs = [
        Leg("meeting", 22, breaks=(4, 9)),
        Leg("library", 15, cut=11, mark="下转▶4版"),
        Leg("canal", 22, cut=9, mark="下转▶3版"),
        Leg("mill", 21, breaks=(7,)),
        Leg("clinic", 15, cut=10, mark="下转▶4版", crumbs="\\square 夜 门诊 添了"),
        Leg("school", 22),
        Leg("market", 22, cut=8, mark="下转▶3版"),
        Leg("bridge", 15, breaks=(6,)),
    ]
    blocks = [*MASTHEAD, DATELINE, "区", "报"]
    for leg in legs[:5]:
        blocks += [*stack(leg), *leg.blocks()]
    blocks += [
        *stack(legs[6]),
        *stack(legs[5]),
        *legs[5].blocks(),
        *legs[6].blocks(),
        *legs[7].blocks(),
        *stack(legs[7]),
    ]
    return dump(blocks), gold([article(leg, 1, whole=leg.cut is None) for leg in legs]), "utf-8"


def interleaved_page() -> Page:
    """A hard page: two stories whose lines alternate, a paragraph displaced, both headlines far away."""
    tea, patrol, lift = Leg("teafair", 17), Leg("patrol", 23), Leg("housing", 22)
    tea_lines, patrol_lines = tea.set(), patrol.set()
    first = len(tea.lines[0])
    blocks = [MASTHEAD[1], MASTHEAD[0], "2025年4月30日 准印证号(B)0329号 星期三"]
    blocks += [*stack(tea), " ".join(tea_lines[:first])]
    blocks += interleaved(tea_lines[first:], patrol_lines, seed=11)
    blocks += [*stack(lift), *stack(patrol), *lift.blocks()]
    issue = ISSUE | {"date": "2025-04-30", "weekday": "星期三", "licence": "(B)0329号", "url": None}
    return dump(blocks), gold([article(leg, 1) for leg in (tea, patrol, lift)], issue), "utf-8"


def gb18030_page() -> Page:
    """A page as an old Windows tool writes it: GB18030, CRLF."""
    legs = [Leg("canal", 22, breaks=(5,)), Leg("bridge", 22), Leg("meeting", 15, breaks=(8,))]
    blocks = [DATELINE, *MASTHEAD]
    for leg in legs:
        blocks += [*stack(leg), *leg.blocks()]
    return dump(blocks).replace("\n", "\r\n"), gold([article(leg, 1) for leg in legs]), "gb18030"


def two_pages() -> Page:
    """Two pages, a form feed and folio lines, one story cut in mid-sentence from the first to the second."""
    head, rest = Leg("mill", 22, cut=6, mark="下转▶2版"), Leg("mill", 22, cut=6, rest=True)
    school, clinic, lift = Leg("school", 22), Leg("clinic", 15), Leg("market", 22)
    first = [*MASTHEAD, DATELINE, *stack(head), *head.blocks(), *stack(school), *school.blocks()]
    second = [
        "第2版 综合",
        *stack(clinic),
        *clinic.blocks(),
        "百年磨坊又飘麦香",
        "上接▶1版",
        *rest.blocks(),
        *stack(lift),
        *lift.blocks(),
    ]
    joined = article(head, 1) | {"pages": [1, 2], "jump_to": 2}
    rows = [joined, article(school, 1), article(clinic, 2), article(lift, 2)]
    return dump(first)[:-1] + "\n\f" + dump(second), gold(rows), "utf-8"


def mixed_page() -> Page:
    """Stories that do not begin with 本报讯: an essay, a notice, a photo item, beside one that does."""
    legs = [Leg("library", 22), Leg("essay", 15, breaks=(5,)), Leg("notice", 22), Leg("photo", 20)]
    blocks = [*MASTHEAD, DATELINE]
    for leg in legs:
        blocks += stack(leg)
        if STORIES[leg.story].get("byline_own"):
            blocks.append(STORIES[leg.story]["byline"])
        blocks += leg.blocks()
    return dump(blocks), gold([article(leg, 1) for leg in legs]), "utf-8"


PAGES = {
    "front-page": front_page, "interleaved": interleaved_page, "gb18030": gb18030_page, "two-pages": two_pages,
    "mixed": mixed_page,
}  # fmt: skip


def main(folder: Path) -> None:
    """Write every page and its gold into a folder."""
    for name, make in PAGES.items():
        text, truth, encoding = make()
        (folder / f"{name}.txt").write_bytes(text.encode(encoding))
        data = json.dumps(truth, ensure_ascii=False, indent=1) + "\n"
        (folder / f"{name}.gold.json").write_text(data, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "samples")
