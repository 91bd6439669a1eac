"""电头: give a story its lead or byline, of any form that papers use."""

from __future__ import annotations

import random
from collections.abc import Sequence

from eval.simulator.names import person, town
from eval.simulator.story import MARKS, Story

TITLES = ("记者", "记者", "记者", "融媒体记者", "全媒体记者", "首席记者", "见习记者", "实习记者", "实习生", "特约记者")
ORGANS = ("区文宣", "穗妇宣", "县委宣传部", "农宣", "民轩", "公宣")


class Desk:
    """A newsroom: its people and its habits of signing."""

    def __init__(self, rng: random.Random, paper: str) -> None:
        self.people = [person(rng) for _ in range(rng.randint(3, 9))]
        self.paper = paper
        self.lead = rng.uniform(0.05, 0.98)  # of its news, how much opens with 本报讯
        self.word = rng.choice(("本报讯", "本报讯", "本报讯", f"{paper}讯", f"本报{paper[:2]}讯"))
        self.gap = rng.choice((" ", " ", "　", ""))
        self.mark = rng.choice(MARKS)
        self.slash = rng.random() < 0.15
        self.padded = rng.random() < 0.2  # a name of two characters is set as wide as one of three
        self.join = rng.choice((" ", " ", "、"))


def sign(rng: random.Random, story: Story, desk: Desk) -> None:
    """Give a story its byline, in place."""
    if story.kind in ("notice", "ad", "table", "other"):
        return
    if story.kind in ("essay", "verse", "opinion"):
        _author(rng, story, desk)
    elif story.kind == "photo":
        _at_end(rng, story, desk)
    elif rng.random() < desk.lead:
        _lead(rng, story, desk)
    else:
        rng.choices((_under, _at_end, _agency, _bare), (4, 3, 0.8, 2))[0](rng, story, desk)
    padded(story, desk)


def _names(rng: random.Random, people: Sequence[str], most: int) -> list[str]:
    return rng.sample(list(people), min(len(people), rng.choice((1, 1, 1, 2, most))))


def _roles(rng: random.Random, story: Story, desk: Desk) -> str:
    """Return 记者 A 通讯员 B as this paper writes it."""
    link = "/" if desk.slash else desk.gap
    parts: list[str] = []
    if rng.random() < 0.93:
        names = _names(rng, desk.people, 2)
        story.people["reporters"] = names
        parts.append(rng.choice(TITLES) + link + desk.join.join(names))
    if not parts or rng.random() < 0.3:
        names = [rng.choice(ORGANS)] if rng.random() < 0.08 else [person(rng) for _ in range(rng.choice((1, 1, 2)))]
        story.people["correspondents"] = names
        parts.append(rng.choice(("通讯员", "通讯员", "特约通讯员")) + link + desk.join.join(names))
    return (desk.gap or " ").join(parts)


def padded(story: Story, desk: Desk) -> None:
    """Set names of two characters as wide as those of three, where the paper does so."""
    if not desk.padded or not story.byline:
        return
    wide = story.byline
    for name in [name for names in story.people.values() for name in names if len(name) == 2]:
        wide = wide.replace(name, "　".join(name))
    at = 0 if story.position == "start" else -1
    if story.position in ("start", "end"):
        story.paragraphs[at] = story.paragraphs[at].replace(story.byline, wide, 1)
    story.byline = wide


def _start(story: Story, text: str) -> None:
    story.byline, story.position = text, "start"
    story.paragraphs[0] = text + story.paragraphs[0]


def _lead(rng: random.Random, story: Story, desk: Desk) -> None:
    form = rng.random()
    if form < 0.85:
        _start(story, f"{desk.word}（{_roles(rng, story, desk)}）")
    elif form < 0.93:
        _start(story, f"{desk.word} ")
    else:
        names = _names(rng, desk.people, 2)
        story.people["reporters"] = names
        _start(story, f"记者 {' '.join(names)} 报道 ")


def _under(rng: random.Random, story: Story, desk: Desk) -> None:
    names = _names(rng, desk.people, 3)
    story.people["reporters"] = names
    form = rng.random()
    if form < 0.55:
        text = f"本报记者 {' '.join(names)}"
        if rng.random() < 0.3:
            story.people["correspondents"] = [person(rng)]
            text += f" 通讯员 {story.people['correspondents'][0]}"
    elif form < 0.8:
        text = f"{desk.mark}记者 {' '.join(names)}"
    elif form < 0.9:
        text = f"（{_roles(rng, story, desk)}）"
    else:
        story.people["photographers"] = [person(rng)]
        text = f"◎文/{' '.join(names)} 图/{story.people['photographers'][0]}"
    story.byline, story.position = text, "under_headline"


def _at_end(rng: random.Random, story: Story, desk: Desk) -> None:
    names = _names(rng, desk.people, 2)
    photo = story.kind == "photo" or rng.random() < 0.15
    story.people["photographers" if photo else "reporters"] = names
    tail = rng.choice((" 摄", " 摄", " 摄影报道", " 文/图")) if photo else ""
    form = f"{' '.join(names)}{tail}"
    if not tail and rng.random() < 0.3:
        form = f"记者 {form}"
    text = f"摄影：{names[0]}" if photo and rng.random() < 0.15 else f"（{form}）"
    story.byline, story.position = text, "end"
    story.paragraphs[-1] += text


def _agency(rng: random.Random, story: Story, desk: Desk) -> None:
    day = f"{rng.randint(1, 12)}月{rng.randint(1, 30)}日"
    who = rng.choice(("新华社", "新华社", "中新社"))
    tail = f"（记者 {person(rng)}）" if rng.random() < 0.3 else rng.choice((" ", ""))
    _start(
        story, f"{rng.choice(('据', '据', ''))}{who}{town(rng)}{day}电{tail}" if rng.random() < 0.8 else f"据{who}电 "
    )


def _bare(rng: random.Random, story: Story, desk: Desk) -> None:
    """Leave a story unsigned."""


def _author(rng: random.Random, story: Story, desk: Desk) -> None:
    name = person(rng)
    story.people["reporters"] = [name]
    form = rng.random()
    if story.kind == "opinion" and form < 0.35:
        story.byline = rng.choice(("本报评论员", "本报评论员 " + name, "本报特约评论员 " + name, "评论员 " + name))
        story.position = "under_headline"
        if story.byline == "本报评论员":
            story.people.pop("reporters")
    elif form < 0.7:
        story.byline, story.position = rng.choice(("", desk.mark, "◎", "□", "文/")) + name, "under_headline"
    elif form < 0.85 and not story.verse:
        story.byline, story.position = f"（{name}）", "end"
        story.paragraphs[-1] += story.byline
    else:
        story.people.pop("reporters")
