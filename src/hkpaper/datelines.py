"""发稿地: from where a story was sent: 据新华社柳溪2月16日电, 记者 甲／柳溪报导, 本报记者 甲 柳溪报道. Takes a byline; gives the place."""

from __future__ import annotations

import re
from typing import NamedTuple

from hkpaper import lexicon, names
from hkpaper.crafts import HAN, PAPER, SLASHES, role_pattern, works
from hkpaper.surnames import parted

DAY = r"(?:\d{1,2}\s?月\s?)?\d{1,2}\s?日"
HOW = re.compile(
    "[昨今明日时从在到了的是者向对为将与和就也已]|综合|现场|联合|独家|深度|专题|系列|跟踪|追踪|特别|图文|实时|直播|采访"
)
LONGEST, LONGEST_PARTED = 4, 8  # characters of a place; of one that a slash parts from the names


class Sent(NamedTuple):
    """A place in a text, and what there is of it that names no person: with the mark before it, and 讯 or 20日电 behind."""

    place: str
    start: int
    end: int


def place_of(printed: str) -> str | None:
    """Return the place that a story was sent from, or None.

    >>> place_of("据新华社柳溪2月16日电"), place_of("本报柳溪讯（记者 林小满）"), place_of("（记者林小满／柳溪报导）")
    ('柳溪', '柳溪', '柳溪')
    >>> place_of("据新华社电"), place_of("本报讯"), place_of("记者 林小满 综合报道")
    (None, None, None)
    """
    agency = lexicon.alternation("agencies")
    match = re.match(rf"\W*(?:据\s?)?(?:{agency}|本[报刊网台社])\s?({HAN}{{2,8}}?)\s?(?:\d.*?[电讯]|电|讯)", printed)
    if match and not re.search("记者|综合|专|特|客户端|消息|讯", match[1]):
        return match[1]
    role = role_pattern().search(printed)
    sent = sent_from(printed[role.start() :]) if role else None
    return sent.place if sent else None


def unsent(text: str) -> str:
    """Return a text with white space for where it was sent from, which is no one's name; all else where it was."""
    sent = sent_from(text)
    return text[: sent.start] + " " * (sent.end - sent.start) + text[sent.end :] if sent else text


def sent_from(text: str) -> Sent | None:
    """Return from where those whom a text opens with report, or None.

    >>> sent_from("记者林小满、丁一／柳溪报导"), sent_from("记者林小满南寮报导").place, sent_from("记者林小满报道")
    (Sent(place='柳溪', start=8, end=11), '南寮', None)
    """
    found = _reports().match(text)
    if not found:
        return None
    parts = re.split(r"([／/、\s])", found[2])
    place, mark, longest = parts[-1], parts[-2] if len(parts) > 1 else "", LONGEST
    if mark in SLASHES:
        longest = LONGEST_PARTED
    elif mark.isspace():
        place = "" if parted(place) or names.due(place) else place
    else:
        name, several = names.read(place), parted(place)  # 林小满南寮 is no 林小 and 满南寮
        sure = name is not None and not (several and len(several[0]) == name.length)
        place, mark = place[name.length :] if name and sure else "", ""
    if not 2 <= len(place) <= longest or place in works() or HOW.search(place):
        return None
    end = found.end() - len("报道") if found[3].startswith("报") else found.end()
    return Sent(place, found.end(2) - len(mark + place), end)


@lexicon.cached
def _reports() -> re.Pattern[str]:
    held = r"[^，,。；;：:！!？?()（）【】〔〕\[\]“”\"]{4,30}?"
    return re.compile(
        rf"\s*(?:{PAPER})?{role_pattern().pattern}\s?[:：/／]?\s?({held})(?:连线)?(报[导道]|(?<!通)讯(?!员)|{DAY}\s?电)"
    )
