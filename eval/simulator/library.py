"""文库: read the articles that the shipped model did not count, and re-dress them as a local paper's."""

from __future__ import annotations

import hashlib
import json
import lzma
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from eval.simulator.names import COMMON, person, town

HELD_OUT = 5  # as tools/build_ngrams.py: one article in five is not counted
LONGEST = 60  # paragraphs kept of a text
TITLES = (
    "书记|主席|主任|局长|区长|县长|市长|省长|部长|院长|校长|会长|站长|所长|队长|经理|董事长|教授|研究员|工程师|医生|"
    "记者|村民|居民|职工|负责人|总统|总理|首相|发言人|秘书长|大使|院士|专家|司机|农户|党员|战士"
)
NAMED = re.compile(
    rf"(?<=[{TITLES.replace('|', '')}])([{COMMON}][\u4e00-\u9fff]{{1,2}})"
    r"(?=说|表示|介绍|指出|强调|告诉|认为|坦言|主持|出席|会见|致|在|同|，|。|、|：)"
)
LOCAL = (
    "习近平|李克强|李强|赵乐际|王沪宁|蔡奇|丁薛祥|李希|韩正|王毅|栗战书|汪洋|何立峰|总书记|国家主席|国务院总理|党中央|中共中央|国务院|"
    "全国人大|全国政协|国家|我国|全国|中国|北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|"
    "广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|长江|黄河|美国|俄罗斯|日本|联合国|央视|新闻联播"
)
LOCALS = re.compile(LOCAL)
FAMED = LOCAL.split("|")[:13]
OFFICES = {
    "总书记": "书记", "国家主席": "区长", "国务院总理": "区长", "党中央": "区委", "中共中央": "区委", "国务院": "区政府",
    "全国人大": "区人大", "全国政协": "区政协", "国家": "本区", "我国": "我区", "全国": "全区", "央视": "本报", "新闻联播": "要闻",
}  # fmt: skip


class Text(NamedTuple):
    """An article to set: its headline, its paragraphs, the day it ran (may be empty)."""

    headline: str
    paragraphs: tuple[str, ...]
    date: str = ""


def held_out(title: str) -> bool:
    """Say whether an article is kept from counting: one in five, by its title (as tools/build_ngrams.py)."""
    return hashlib.sha256(title.encode()).digest()[0] % HELD_OUT == 0


def library(paths: Sequence[Path]) -> list[Text]:
    """Return the held-out articles of corpora of JSON Lines (``title``, ``body``), plain or xz-compressed."""
    return [text for path in paths for text in _texts(path) if text.paragraphs]


def _texts(path: Path) -> Iterator[Text]:
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
        for row in file:
            article = json.loads(row)
            if held_out(article["title"]):
                body = article["body"][int(article.get("start") or 0) :]
                paragraphs = tuple(_clean(each) for each in body.split("\n") if len(each.strip()) > 8)
                yield Text(_clean(re.sub("【.*?】", "", article["title"])), paragraphs, article.get("date") or "")


def _clean(text: str) -> str:
    """Drop white space inside a paragraph, keeping that between Latin words."""
    return re.sub(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])", "", text.strip())


def redress(rng: random.Random, texts: Sequence[Text]) -> Text:
    """Draw an article and make it local: other names for people and places, a run of its paragraphs."""
    text = rng.choice(texts)
    start = rng.randrange(max(1, len(text.paragraphs) - 3)) if len(text.paragraphs) > LONGEST else 0
    joined = "\n".join((text.headline, *text.paragraphs[start : start + LONGEST]))[:2600]
    names: dict[str, str] = {}

    def named(found: re.Match[str]) -> str:
        word = found.group()
        if word not in names:
            names[word] = OFFICES.get(word) or (person(rng) if word in FAMED else town(rng))
        return names[word]

    def renamed(found: re.Match[str]) -> str:
        return names.setdefault(found.group(1), person(rng))

    dressed = NAMED.sub(renamed, LOCALS.sub(named, joined)) if rng.random() < 0.9 else joined
    headline, *paragraphs = dressed.split("\n")
    return Text(headline[:34], tuple(paragraphs), text.date)
