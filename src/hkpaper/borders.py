"""名界: where the name of an organisation or of a place may begin. Takes a paragraph and where the name's last word stands; gives words."""

from __future__ import annotations

import re

from hkpaper.crafts import HAN
from hkpaper.offices import breaks
from hkpaper.words import divide

REACH = 16  # characters of a name before its last word
AHEAD = 4  # characters behind it that are weighed with it
RUN = re.compile(rf"{HAN}+")
SAYS = re.compile(
    "(?<!第)(?<!第[二三四五六七八九十])[一二两三四五六七八九十百千几]|.[是从在和的了到与及过给]|[^促先]进|[是从在和的到与及].|各|最|届|辞去|会同|联合|成立|创办|举办|召开|建立|开展|带领|邀请|抢通"
)  # 三个大学, 跨过榄桥; in no name: but 第二中学 and 促进会 are
# Behind these a name begins: verbs, prepositions and measures of one character.
FIRM = frozenset(
    "在到去赴进入与属建修住回离经过往返抵驶沿临跨隔含归绕落对由向从和及或把被给让为是有将于以等的了着就也都还又再"
    "一二三四五六七八九十百千万几第个名家座条所处间位次届批项种类辆艘件张只支户期"
    "起逐念打照受住穿走错得认护巡出吃喝坐站访看见说称问请送接带领率赢胜战迎办设成变改造养种买卖用做当像比如跟同并但因若即"
)
# Behind these one may as well have begun: 新桥, 全区, 我市.
VAGUE = frozenset("首半人新大小老旧好美最更多各近远原现前后内外上下左右全每某本该我两那这哪")


def back(text: str, at: int, end: int) -> tuple[list[str], bool]:
    """Return the words up to `end`, back to what stands before names, and whether a name surely begins there.

    None where the last word, which begins at `at`, is part of another: 医院 of 医院长.
    """
    low = max(0, at - REACH)
    firm = low == 0
    for run in RUN.finditer(text, low, end):
        low, firm = run.start(), firm or run.start() > low
    low += low > 0 and text[low - 1].isdigit()  # 9月禾涌区
    run_to = RUN.match(text, low, end + AHEAD)
    words: list[str] = []
    for word in divide(run_to.group()).words(run_to.group()) if run_to else ():
        if sum(map(len, words)) >= end - low:
            break
        words.append(word)
    if sum(map(len, words)) != end - low:
        return [], False
    for place in range(len(words) - 2, -1, -1):
        if words[place] in VAGUE:
            return words[place + 1 :], False
        if words[place] in FIRM or words[place] in breaks():
            return words[place + 1 :], True
    return words, firm
