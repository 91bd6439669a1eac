"""报头条: read the fields of a masthead line: 2024年6月12日 星期三 准印证号(B)0001号. Takes text; gives fields, or nothing.

A text is a masthead's only when it is fields from end to end, in any order: one word that is none,
and it belongs to something else.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from hkpaper import chars, lexicon
from hkpaper.crafts import HAN
from hkpaper.numerals import DAY, FIRST_YEAR, LUNAR, REPUBLICAN, WEEKDAY, WEEKDAYS, day_of, number

GAP = re.compile(r"[\s|｜·•/／\-—_、，,;；。]*")
LONGEST = 160  # characters of a masthead run; the fields of one line rarely fill half of it
SURE = frozenset({"licence", "url", "postal", "dated"})  # fields that nothing but a masthead prints
LOOSE = frozenset(
    {"lunar", "sheets", "title", "serial", "code", "weather", "latin"}
)  # those that are crumbs of something else as well
BODY = "中心|报社|杂志社|通讯社|委|局|部|公司|集团|政府|办公室|办|会|街道|处|院|学校|大学|学院|台|镇|乡|村|社|站|所|团"

# http:// host · 本期网址: http://host · www.host
HOST = r"[A-Za-z0-9](?:[A-Za-z0-9]|-\s?)*(?:\s?\.\s?[A-Za-z0-9](?:[A-Za-z0-9]|-\s?)*)+(?:/[\w./?=&%#-]*)?"
SKY = rf"(?:[晴阴雾霾]|[多少]云|(?:[小中大暴阵]{{1,2}}|雷阵)雨|雨夹雪|[小中大暴阵]雪)(?:(?:转|到|间|有|时有){HAN}{{1,3}})?"
FIELDS: dict[str, str] = {
    "url": rf"(?:{HAN}{{0,6}}(?:网址|网站|官网|数字报|电子报|电子版|网页版|多媒体报)\s?[:：]?\s?)?(https?\s?[:：]\s?//\s?{HOST}|www\s?\.\s?{HOST})",
    "date": rf"(?:{DAY}|{REPUBLICAN}|(?<!\d)(\d{{4}})[-./](\d{{1,2}})[-./](\d{{1,2}})(?!\d)|(\d{{4}})\s?年\s?(\d{{1,2}})\s?月\s+(\d{{1,2}})(?=\s+星期))",
    "lunar": LUNAR,
    "period": rf"((?:每[周月日旬季]|周[{WEEKDAYS}]|逢[{WEEKDAYS}单双周]|隔周|双周)(?:[\d、，,至—\-]|{HAN}){{0,12}}?(?:出版|出刊)(?:[一二两三四五六七\d]期)?)",
    "weekday": rf"[(（]?{WEEKDAY}[)）]?",
    # 准印证号(B)0001号 · 准印证号（JS）第3223号 · 内资准字第0001号 · 沪(B)0001 · 国内统一刊号:CN00-0000
    "licence": rf"(?:{HAN}{{0,8}}准印\s?证?\s?(?:号|字)?\s?(?:号)?\s?[:：]?\s?([(（]?(?:[A-Z]|{HAN}){{0,4}}[A-Z]?[)）]?\s?-?\s?第?\s?[A-Z]?[\d-]{{2,14}}\s?号?)"
    rf"|({HAN}{{0,4}}[内出]{HAN}{{0,2}}准字\s?[(（]?{HAN}?[A-Z]?[)）]?\s?第?\s?\d{{2,12}}\s?号)"
    rf"|国内统一\s?(?:连续出版物|刊)\s?号?\s?[:：]?\s?(CN\s?\d{{2}}\s?-\s?\d{{4}}(?:/[A-Z]+)?)"
    rf"|(CN\s?\d{{2}}\s?-\s?\d{{4}}(?:/[A-Z]+)?)"
    rf"|([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤川青藏琼宁]\s?[(（][A-Z][)）]\s?第?\s?\d{{3,8}}\s?号?))",
    "number": r"[(（]?((?:今年|本年|\d{4}\s?年)?\s?总?\s?第\s?\d[\d\s]{0,6}\s?期|总(?:期数)?\s?[:：]?\s?\d[\d\s]{0,6}\s?期)[)）]?",
    "serial": r"[(（]?(总?\s?第\s?(?:[一二三四五六七八九十百千〇零○]{1,7}\s?期|\d{1,6}\s?号))[)）]?",
    "sheets": r"[(（]?(?:今日|本期|今天)?\s?共?\s?(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s?版(?:面)?[)）]?|\d{1,2}开\d{1,3}版",
    "postal": r"((?:邮发|国外|国外发行|投递)代号\s?[:：]?\s?[A-Z]?\d{1,3}\s?-\s?\d{1,5}|ISSN\s?\d{4}\s?-\s?\d{3}[\dX])",
    "code": r"(代号\s?[:：]?\s?\d{1,2}\s?-\s?\d{1,4})",
    "weather": rf"((?:{SKY}[\s，,]?)?-?\d{{1,2}}\s?(?:℃|°C|度)?\s?(?:[~～\-－—–]|至|到)\s?-?\d{{1,2}}\s?(?:℃|°C|度))",
    "latin": r"([A-Z]{2,}(?:\s[A-Z]{2,}){1,5})(?![A-Za-z])",  # LIUXI EVENING NEWS
    "labelled": rf"((?:主管|主办|协办|承办|出版|编辑|编印|编辑出版|主管主办|主管、主办|主办单位|主管单位|出版单位|编印单位)(?:单位)?\s?[:：]\s?{HAN}{{3,24}})",
    "publisher": rf"({HAN}{{2,20}}(?:{BODY})(?:编辑|编印|主办|主管|出版|主管主办|主管、主办|编辑出版|承办|承编|编)(?:发行)?)(?!{HAN})",
}
SHOWN = re.compile(
    r"[日月期周拜版准统C)）代I:：编办管hw号刊℃度]|[A-Z]{2}|\d[-./]\d"
)  # each field holds one of these: most lines hold none
NOT_PUBLISHER = re.compile(r"[由在将是为了的与对向从]|共同|联合|举办")


class Field(NamedTuple):
    """A field of a masthead by name, as printed; its characters are ``start`` to ``end`` of the text read."""

    name: str
    value: str
    start: int
    end: int


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern)) for name, pattern in FIELDS.items())


@cache
def _any_field() -> re.Pattern[str]:
    """Return the pattern of all fields in one: most texts open with none, and one look says so."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in FIELDS.values()))


@lexicon.cached
def _notes() -> re.Pattern[str]:
    misread = {now: f"[{now}{was}]" for was, now in chars.confusions().items()}
    words = (
        r"\s?".join(misread.get(char, re.escape(char)) for char in word) for word in lexicon.words("masthead_notes")
    )
    return re.compile("|".join(words))


def fields(text: str) -> tuple[Field, ...]:
    """Return the fields that a text consists of, or none when anything else is in it.

    >>> [(field.name, field.value) for field in fields("2024年2月29日 准印证号(B)0001号 星期四")]
    [('date', '2024-02-29'), ('licence', '(B)0001号'), ('weekday', '星期四')]
    >>> fields("记者获悉,每周五出版")
    ()
    """
    if len(text) > LONGEST:
        return ()
    found: list[Field] = []
    at = skip(text, 0)
    while at < len(text):
        one = field(text, at)
        if one is None:
            return ()
        found.append(one)
        at = skip(text, one.end)
    return tuple(found)


def closes(text: str) -> bool:
    """Say whether a text may end as a run of fields does: most lines may not, by their last character.

    >>> closes("柳溪县水务局主办。"), closes("准印证号(B)0001号"), closes("新桥昨天通车")
    (True, True, False)
    """
    return _closing().search(text) is not None


@lexicon.cached
def _closing() -> re.Pattern[str]:
    notes = "".join({word[-1] for word in lexicon.words("masthead_notes")})
    return re.compile(
        rf"[\dA-Z一二三四五六七八九十日天)）号期刊版面辑印办管编行℃度{notes}]{GAP.pattern}\Z|[:：w准]|星\s?期"
    )


def skip(text: str, at: int) -> int:
    """Return where the next thing begins, spaces and rules passed over."""
    gap = GAP.match(text, at)
    return gap.end() if gap else at


def field(text: str, at: int) -> Field | None:
    """Return the field that stands at `at`, or None."""
    note = _notes().match(text, at)
    if note:
        return Field("note", re.sub(r"\s", "", repaired(note.group())), at, note.end())
    if not SHOWN.search(text, at) or not _any_field().match(text, at):
        return None
    for name, pattern in _patterns():
        match = pattern.match(text, at)
        if match and match.end() > at:
            value = _value(name, match)
            if value is not None:
                return Field(name, value, at, match.end())
    return None


def dated(text: str) -> tuple[Field, ...]:
    """Return the days and weekdays that stand in a folio.

    >>> [(field.name, field.value) for field in dated("2024年2月29日 星期四 2 综合")]
    [('date', '2024-02-29'), ('weekday', '星期四')]
    """
    found: list[Field] = []
    for name, pattern in _patterns():
        if name in {"date", "weekday"}:
            for match in pattern.finditer(text):
                value = _value(name, match)
                if value:
                    found.append(Field(name, value, match.start(), match.end()))
    return tuple(found)


def repaired(text: str) -> str:
    """Return text with the listed reading errors of single characters mended.

    >>> repaired("内部資料")
    '内部资料'
    """
    for was, now in chars.confusions().items():
        text = text.replace(was, now) if was != "一" else text
    return text


def _value(name: str, match: re.Match[str]) -> str | None:
    """Return a field's value: dates in ISO, addresses healed, the rest as printed; None when it cannot be one."""
    if name == "date":
        year, month, day = (number(part) for part in match.groups() if part)
        year += FIRST_YEAR if match["republican"] else 0
        found = day_of(year, month, day)
        return found.isoformat() if found else None
    if name == "weekday":
        return "星期" + match.group(1).replace("天", "日")
    printed = next((group for group in match.groups() if group), match.group())
    if name == "url":
        return re.sub(r"\s", "", printed).replace("：", ":")
    if name == "publisher" and NOT_PUBLISHER.search(printed):
        return None
    return re.sub(r"\s+", " ", printed).strip()


def title(text: str) -> str | None:
    """Return "sure" or "beside" when a line may be the paper's name (sure alone, or beside a masthead), else None.

    >>> title("临江晚报"), title("临江新闻"), title("天气预报"), title("区委常委会举行会议")
    ('sure', 'beside', None, None)
    """
    name = "".join(text.split())
    if not name.endswith(lexicon.words("title_words")) or not re.fullmatch(rf"{HAN}{{3,9}}", name):
        return None
    if any(name.endswith(word) and (name == word or word not in _kinds()) for word in lexicon.words("not_titles")):
        return None
    for word, how in _kinds().items():
        if name.endswith(word) and len(name) > len(word) + 1:
            return how
    return None


@cache
def _kinds() -> dict[str, str]:
    """Return the last words of papers' names, the longest first, and how sure each is.

    One that is among `not_titles` too (晚报) is no name by itself, and may close one.
    """
    return {row[0]: row[1] for row in sorted(lexicon.rows("title_words"), key=lambda row: -len(row[0]))}
