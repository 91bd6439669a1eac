"""改装: re-dress an article of national news as a local paper's: other people, other places, other days."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from eval.simulator.estrange import estrange
from eval.simulator.library import Text
from eval.simulator.names import COMMON, person, town

LONGEST = 40  # paragraphs kept of a text
TITLES = (
    "书记|主席|主任|局长|区长|县长|市长|省长|部长|院长|校长|会长|站长|所长|队长|经理|董事长|教授|研究员|工程师|医生|记者|村民|居民|"
    "职工|负责人|发言人|秘书长|大使|专家|司机|农户|种植户|养殖户|师傅|老师|志愿者|书店店主|厂长|法人|馆长|科长|总裁"
)
NAMED = re.compile(
    rf"({TITLES})([{COMMON}][\u4e00-\u9fff]{{1,2}}?)"
    r"(?=说|表示|介绍|指出|强调|告诉|认为|坦言|主持|出席|会见|致辞|同|，|。|、|：)"
)
FAMED = "习近平|李克强|李强|赵乐际|王沪宁|蔡奇|丁薛祥|李希|韩正|王毅|栗战书|汪洋|何立峰"
OFFICES = {
    "习近平总书记": "区委书记{boss}", "习近平主席": "区长{mayor}", "国家主席习近平": "区长{mayor}", "总书记": "书记", "国家主席": "区长",
    "国务院总理": "区长", "党中央": "区委", "中共中央": "区委", "国务院": "区政府", "全国人大": "区人大", "全国政协": "区政协",
    "国家": "本区", "我国": "我区", "全国": "全区", "中国": "{home}", "央视": "本报", "新闻联播": "要闻", "总台记者": "本报记者",
}  # fmt: skip
PLACES = (
    "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|"
    "云南|西藏|陕西|甘肃|青海|宁夏|新疆|长江|黄河|美国|俄罗斯|日本|联合国|欧盟|乌克兰|以色列|巴基斯坦|韩国|法国|德国|英国"
)
LOCALS = re.compile("|".join((*sorted(OFFICES, key=len, reverse=True), FAMED, PLACES)))
TODAY = re.compile(r"(今天|昨天|今日)（(\d+月\d+日)）")
FAMOUS = frozenset(FAMED.split("|"))


def redress(
    rng: random.Random, texts: Sequence[Text], issue: dict[str, str], leaders: Sequence[str], towns: Sequence[str],
    day: Callable[[], str], strange: float,
) -> Text:  # fmt: skip
    """Draw an article and make it local; its names hold through it, the leaders through the issue."""
    some = rng.sample(texts, min(len(texts), rng.choice((1, 6, 12, 12))))
    text = max(some, key=lambda each: sum(map(len, each.paragraphs)))
    start = rng.randrange(max(1, len(text.paragraphs) - 3)) if len(text.paragraphs) > LONGEST else 0
    joined = "\n".join((text.headline, *text.paragraphs[start : start + LONGEST]))[:2600]
    if rng.random() < 0.08:  # a wire story, left as it is
        headline, *paragraphs = joined.split("\n")
        return Text(headline, tuple(paragraphs), text.date)
    names: dict[str, str] = {}

    def named(found: re.Match[str]) -> str:
        word = found.group()
        if word not in names:
            if word in OFFICES:
                names[word] = OFFICES[word].format(**issue)
            else:
                names[word] = (
                    rng.choice(leaders) if word in FAMOUS else rng.choice(towns) if rng.random() < 0.7 else town(rng)
                )
        return names[word]

    def renamed(found: re.Match[str]) -> str:
        return found.group(1) + names.setdefault(found.group(2), person(rng))

    form = rng.choice(("{0}（{1}）", "{1}", "{1}", "昨日", "{1}上午", "{1}下午"))
    today = day()
    dressed = TODAY.sub(lambda found: form.format(found.group(1), today), LOCALS.sub(named, joined))
    dressed = NAMED.sub(renamed, dressed)
    headline, *paragraphs = (estrange(rng, dressed, strange) if strange else dressed).split("\n")
    return Text(headline, tuple(paragraphs), text.date)
