"""日式: the forms in which newspapers print days: patterns, and the words that make or unmake a date."""

from __future__ import annotations

import re
from functools import cache

from hkpaper import lexicon
from hkpaper.numerals import HAN_DIGITS

YEARS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "后年": 2}
LATER = {"当年": 0, "同年": 0, "次年": 1, "翌年": 1}  # counted from the year named last
DAYS = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}
WEEKS = {"上上": -2, "上": -1, "本": 0, "这": 0, "下": 1, "下下": 2}
MONTHS = {"上上": -2, "上": -1, "本": 0, "这": 0, "下": 1}

PART = "凌晨|清晨|清早|早上|早晨|早间|一早|上午|中午|正午|午间|下午|午后|傍晚|晚上|晚间|深夜|夜间|夜里|夜晚|晚|夜|晨|早"
NOON, LATE = (
    ("中午", "正午", "午间"),
    ("下午", "午后", "傍晚", "晚上", "晚间", "深夜", "夜间", "夜里", "夜晚", "晚", "夜"),
)
HOUR = rf"(?:[01]?\d|2[0-4]|零|两|十[一二]?|[{HAN_DIGITS}])"
THIRD = "上旬|中旬|下旬|初(?![一二三四五六七八九十])|底|末"
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
# Each set of Han takes re a quarter of a millisecond to compile, at each place where it stands: as few as will do.
HAN_DAY = "(?:三十一?|(?:二?十)?+[一二三四五六七八九]|二?十)"
HAN_MONTH = "(?:十[一二]?|[一二三四五六七八九])"
MOON_MONTH = "(?:正|冬|腊|十[一二]?|[一二三四五六七八九])"
MOON_DAY = "(?:初[一二三四五六七八九十]|三十|(?:廿|二?十)[一二三四五六七八九]?)"
TO = r"\s?(?:起?至|到|—{1,2}|–|－|-|~|～|一)\s?"
LETTERS = "0OoＯ"  # a 〇 misread, between other numerals

# twice in one pattern, so its groups are numbered
YEAR_SAID = rf"(?<![\d{HAN_DIGITS}])(?P<year{{0}}>\d{{{{4}}}}|(?=[一二])[{HAN_DIGITS}{LETTERS}]{{{{4}}}})\s?年"
YEAR = rf"(?:{YEAR_SAID}的?|(?P<rel{{0}}>{'|'.join([*YEARS, *LATER])})的?)\s?"

# 二〇二五年五月二日 · 2025年5月 · 去年12月 · 4月30日 · 5月初 · 2025.5.2 · 2025年一季度 · 今年上半年 · 今年1—4月
# 今年前8个月 · 今年前三季度 · 昨天 · 今晚 · 今明两天 · 上周五 · 本月12日 · 上个月底 · 30日 · 农历五月初五 · 正月十五
HEADS = rf"\d{HAN_DIGITS}十农阴正冬腊闰" + "".join(word[0] for word in (*YEARS, *LATER, *DAYS, *WEEKS, *MONTHS))
NEXT = rf"\s\d{HAN_DIGITS}{LETTERS}十年月日号天晚晨夜早起周星礼个上下前后今明历./至到—–－~～\-"
MONTH_END = "(?![龄饼嫂薪租票均刊牙季球色光台])"
POINT = rf"""(?=[{HEADS}][{NEXT}])(?:
  (?<![\d.第])(?P<full>\d{{4}}(?P<mark>[-./])\d{{1,2}}(?P=mark)\d{{1,2}})(?![\d.])
| (?:农历|阴历)\s?(?P<moonyear>[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年|{YEAR.format("0")})?
    (?P<leap>闰?)(?P<moonmonth>{MOON_MONTH}|\d{{1,2}})月(?P<moonday1>{MOON_DAY}|\d{{1,2}}(?=日))日?
| (?<![{HAN_DIGITS}十百千第])(?P<leap2>闰?)(?:(?P<moonmonth2>正|冬|腊)月|大年(?=初))(?P<moonday2>{MOON_DAY})
| (?<![{HAN_DIGITS}十百千第])(?P<leap3>闰?)(?P<moonmonth3>{MOON_MONTH})月(?P<moonday3>初[一二三四五六七八九十]|廿[一二三四五六七八九]?)
| (?:{YEAR.format("1")})(?:第?(?P<quarter>[一二三四1-4])\s?季度|(?P<half>[上下])半年
    |前(?P<months>1[01]|[2-9]|十一?|[两三四五六七八九])个月|(?P<quarters>前三|前3|[一1]{TO}[三3])个?季度)
| (?:{YEAR.format("2")})?
    (?:(?:(?<![\d.])(?P<since>\d{{1,2}}){TO}(?=\d{{1,2}}\s?月(?!\s?\d)))?(?<![\d.])(?P<month>\d{{1,2}})|(?<![{HAN_DIGITS}十百千第闰])(?P<han>{HAN_MONTH}))\s?月{MONTH_END}
    (?:\s?(?P<day>\d{{1,2}}|{HAN_DAY})\s?(?:日|号(?![线楼院门桥])|(?=(?:\s?[、和及]\s?\d{{1,2}})*\s?(?:[、和及]|{TO})\s?(?:\d{{1,2}}|{HAN_DAY})日))
      |份?(?P<third>{THIRD})?(?![\d十初廿]))
| (?P<pair>昨今|今明|明后)两[天日]
| (?P<near>大前|大后|前|昨|今|明|后)天|(?P<near2>[昨今明])日|(?P<near3>[昨今明])(?=[晚晨夜早])|(?P<near6>昨|(?<![如至从而现当古迄])今)(?=起(?![诉草]))|(?P<near4>前)(?=晚)
| (?<![目之以日天月年周期先眼跟面])(?P<near5>前)日(?![本均常益后前])
| (?P<week>上上|下下|上|本|这|下)个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])
| (?P<moon>上上|[上本这下])个?月(?![饼球色光])(?:(?P<moonday>\d{{1,2}}|{HAN_DAY})日|(?P<moonthird>{THIRD}))?
| (?<![\d月年.:：/])(?P<alone>{DAY})(?:日|号(?=\s?(?:凌晨|清晨|早[上晨]|上午|中午|下午|傍晚|晚上|深夜)))
)"""
# 每年3月5日 · 历年: a day of every year
REPEATED = re.compile(r"(?:每年|每月|每个月|历年|往年|每逢|每到|逢|农历|阴历)的?(?:农历|阴历)?$")
# 为期3月 · 近30日 · 连续7日 · 第3日: a length of time or a count
COUNTED = re.compile(r"(?:为期|历时|连续|整整|短短|仅用|超过|不足|[每近约满第共这多几前后头达超仅])$")
# 30日内 · 10日前 · 15日龄 · 7日游 · 3日元; but 12日报道, 12日本市, 12日常务会议
LENGTH = re.compile(
    r"[间后前龄均产元语式]|内(?![蒙阁部])|游(?![客行人泳])|报(?![道告名到送警案备请])|常(?![务委])|本(?![报市县区省州届次周月])"
    r"|照(?![常例旧])|一[次轮换更循]|以内|之内|左右|时间|以上"
)
COMING = re.compile(r"(?:将|拟|定|计划|预计)[于在自从]?$")  # 将于20日: a day to come
SHORT_YEAR = re.compile(r"(?<!\d)(\d{2})\s?年\s?$")  # 95年5月2日
NO_LENGTH = re.compile(r"(?<!\d)[06-9]\d\s?年\s?$")  # 98年4月; but 15年4月 is as well how long something took
LISTED = re.compile(r"(?:\s?[、和及]\s?\d{1,2})*\s?[、和及]\s?\d{1,2}日")  # 5月1、2、3日


@cache
def ago() -> re.Pattern[str]:
    """Return the pattern of how many years ago a day is: 二十年前的6月10日, 去年今日; of what says no number, too: 二三十年前."""
    return re.compile(r"(?:(?P<ago>[\d一二两三四五六七八九十百千几数多余来]+)\s?年前|(?P<year>[去前])年)的?$")


@cache
def same_week() -> re.Pattern[str]:
    """Return the pattern of a day of the week named last: 本周六、周日, 下周一、三、五."""
    weekday = r"(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])"
    return re.compile(
        rf"(?P<and>[、和及与]|{TO}){weekday}|(?P<also>、)(?P<bare>[一二三四五六日])(?=[、，。；：两三早上下晚]|$)"
    )


@cache
def point() -> re.Pattern[str]:
    """Return the pattern of a day, a month or an interval said by one word."""
    return re.compile(POINT, re.VERBOSE)


@cache
def to() -> re.Pattern[str]:
    """Return the pattern of what stands between the two ends of an interval."""
    return re.compile(TO)


@cache
def no_dates() -> re.Pattern[str]:
    """Return the pattern of phrases in which a word for a day names none."""
    return re.compile(lexicon.alternation("non_dates"))


def is_no_date(text: str, match: re.Match[str]) -> bool:
    """Say whether what looks like a date at `match` is a length of time, a count, or a day of every year."""
    before, after = text[max(0, match.start() - 6) : match.start()], text[match.end() : match.end() + 2]
    if REPEATED.search(before):
        return True
    if match["moonmonth"]:
        return False
    if match["alone"]:
        return bool(COUNTED.search(before) or LENGTH.match(after))
    named = match["year2"] or match["rel2"]
    if match["han"] and not (match["day"] or match["third"] or named):
        return True  # 五月 alone is as often a festival, a song or the lunar month
    if (match["month"] or match["han"]) and not named and before.endswith("年"):
        return not (SHORT_YEAR if match["day"] else NO_LENGTH).search(before)  # 光绪二十年五月二日
    return bool(match["month"] and not match["day"] and not named and COUNTED.search(before))
