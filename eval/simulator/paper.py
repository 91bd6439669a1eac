"""报纸: draw a paper: its name, its measures, its masthead and furniture, its rates."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping
from typing import Any

from eval.simulator.leads import Desk
from eval.simulator.names import person, road, town
from eval.simulator.press import draw_setting

DAYS = "一二三四五六日"
SECTIONS = (
    "要闻",
    "综合新闻",
    "民生",
    "副刊",
    "社会",
    "教育",
    "健康",
    "专版",
    "时评",
    "文化",
    "经济",
    "乡镇",
    "广告",
    "社区",
    "读书",
    "文苑",
)
COLUMNS = ("一线直击", "身边故事", "民生关注", "新春走基层", "图片新闻", "时评", "世相", "人间烟火", "百姓茶坊", "简讯", "要闻简报", "灯下漫笔", "导读", "我们的节日", "新征程 新风貌", "记者手记", "诗苑", "公告栏", "短波", "读者来信")  # fmt: skip
CHINESE = "〇一二三四五六七八九"


class Paper:
    """A paper and this issue of it; everything about it is drawn."""

    def __init__(self, rng: random.Random) -> None:
        self.town = town(rng)
        self.kind = rng.choice(("区", "县", "市"))
        self.title = self.town + rng.choice(("报", "日报", "时报", "晚报", "新报", "周刊", "今报", "融媒", "社区报"))
        self.date = datetime.date(2012, 1, 1) + datetime.timedelta(days=rng.randrange(5300))
        self.setting = draw_setting(rng)
        self.desk = Desk(rng, self.title)
        base = rng.uniform(11, 24)
        ratios = rng.sample((1.0, 1.25, 1.5, 0.8, 2.0, 1.8, 0.67), rng.randint(1, 3))
        self.measures = [min(27.0, max(10.0, round(base * ratio * 2) / 2)) for ratio in (1.0, *ratios)]
        self.page_width = rng.uniform(50, 110)
        self.vertical = rng.choice((0.0, 0.03, 0.1, 0.25))
        self.jumps = rng.choice((0.0, 0.05, 0.15, 0.4, 0.8))
        self.kickers = rng.choice((0.0, 0.05, 0.25))
        self.decks = rng.choice((0.0, 0.05, 0.25))
        self.subheads = rng.choice((0.0, 0.05, 0.3))
        self.sections = rng.choice((0.0, 0.05, 0.2))
        self.captions = rng.choice((0.0, 0.03, 0.1))
        self.corpus = rng.choice((0.0, 0.15, 0.3, 0.5, 0.7, 0.9))  # how many stories come from the corpora
        self.written = rng.choice((0.6, 0.9, 0.9))  # … and of the others, how many were written whole
        self.strange = rng.choice((0.0, 0.0, 0.1, 0.25, 0.5))  # of a corpus text's words, how many give way to others
        self.columns = rng.choice((1.2, 1.8, 2.3, 3.0, 3.6))  # columns of a story
        self.jump_form = JumpForm(rng)
        self.licence = f"({rng.choice('BAKL')}){rng.randint(1, 9999):04d}号"
        self.host = f"http://{rng.choice(('', ' '))}www.{rng.choice('abcdgklmnqs')}{rng.choice(('news', 'epaper', 'daily'))}{rng.randint(1, 99)}.example"

    def weekday(self) -> str:
        """Return 星期五."""
        return f"星期{DAYS[self.date.weekday()]}"

    def day(self) -> str:
        """Return the printed date."""
        return f"{self.date.year}年{self.date.month}月{self.date.day}日"

    def recent(self, rng: random.Random) -> str:
        """Return a day of the last weeks, or soon, as a story writes it."""
        day = self.date + datetime.timedelta(days=round(rng.gauss(-4, 9)))
        form = rng.random()
        if form < 0.78:
            return f"{day.month}月{day.day}日"
        if form < 0.86:
            return f"{day.day}日"
        return rng.choice(
            ("昨日", "昨天", "近日", "日前", f"{day.year}年{day.month}月{day.day}日", "上周五", "本周三", "前天")
        )

    def masthead(self, rng: random.Random) -> tuple[list[str], dict[str, Any]]:
        """Return the pieces of the masthead, and what gold says of it."""
        licence = rng.choice((f"准印证号{self.licence}", f"国内统一连续出版物号 CN {rng.randint(10, 65)}-{rng.randint(1, 199):04d}", f"国内统一刊号:CN{rng.randint(10, 65)}-{rng.randint(1, 199):04d}"))  # fmt: skip
        shows_title = rng.random() < 0.4
        date = [self.day(), self.weekday(), licence]
        rng.shuffle(date)
        pieces = [" ".join(date)] if rng.random() < 0.6 else date
        pieces += [self.title] if shows_title else []
        pieces += rng.sample(self._notes(rng), rng.randint(1, 5))
        rng.shuffle(pieces)
        return pieces, {
            "title": self.title if shows_title else None, "date": self.date.isoformat(), "weekday": self.weekday(),
            "licence": None, "url": None,
        }  # fmt: skip

    def _notes(self, rng: random.Random) -> list[str]:
        number = rng.randint(40, 9000)
        return [
            f"{self.town}{self.kind}融媒体中心{rng.choice(('编辑', '主办', '出版'))}",
            f"中共{self.town}{self.kind}委{rng.choice(('主管主办', '主办'))}",
            f"免费交流 本期网址: {self.host} 内部资料",
            f"本期网址: {self.host}",
            f"每周{rng.choice(DAYS[:6])}出版",
            f"第{number}期",
            f"总第{number}期 今日{rng.choice((4, 8, 12))}版",
            f"邮发代号 {rng.randint(1, 80)}-{rng.randint(1, 300)}",
            f"农历{rng.choice('甲乙丙丁戊己庚辛壬癸')}{rng.choice('子丑寅卯辰巳午未申酉戌亥')}年{rng.choice('正二三四五六七八九')}月初{rng.choice(CHINESE[1:])}",
            f"新闻热线:{rng.randint(100, 999)}-{rng.randint(1000000, 9999999)}",
            "内部资料 免费交流",
        ]

    def folio(self, rng: random.Random, number: int) -> list[str]:
        """Return the pieces of a page's folio."""
        section = rng.choice(SECTIONS)
        day, week = self.day(), self.weekday()
        return rng.choice((
            [f"第{number}版 {section}"], [f"{number}版/{section}"], [f"{day} {week} {number} {section}"], [f"{number} {section} {day} {week}"],
            [f"A{number:02d} {section}", f"{day} {week}"], [section, str(number), day], [f"第{number}版 {section} {day} {week}"],
        ))  # fmt: skip

    def foot(self, rng: random.Random) -> list[str]:
        """Return the lines of editors and telephones of a page."""
        name = person(rng)
        every = [
            f"责任编辑 {name}", f"责任编辑：{name} 版式设计：{person(rng)}", f"本版责编 {name} 校对 {person(rng)}", f"编辑 {name} 美编 {person(rng)}",
            f"电话:{rng.randint(1000000, 9999999)}", f"投稿邮箱：news{rng.randint(1, 99)}@paper.example", f"地址：{road(rng)}{rng.randint(1, 300)}号",
            f"值班编委 {name}",
        ]  # fmt: skip
        return rng.sample(every, rng.choice((0, 0, 1, 1, 2)))


class JumpForm:
    """How a paper writes 下转 and 上接."""

    def __init__(self, rng: random.Random) -> None:
        self.page = rng.choice(("▶{}版", "▶{}版", "►{}版", "第{}版", "第{}版", "{}版", "A{}版", "第{c}版"))
        self.to = rng.choice(("下转", "下转", "下转", "下转", "紧接", "转"))
        self.brackets = rng.choice(("{}", "{}", "{}", "（{}）", "({})"))
        self.apart = rng.random()  # how often the mark stands on a line of its own
        self.gap = rng.choice((" ", " ", "　", ""))
        self.headline = rng.choice((0.1, 0.5, 0.9))  # how often the other half repeats a headline

    def mark(self, word: str, number: int) -> str:
        """Return the mark that points to a page."""
        return self.brackets.format(word + self.page.format(number, c=CHINESE[number % 10]))


def summary(paper: Paper) -> Mapping[str, Any]:
    """Return what is drawn of a paper, for the recipe."""
    return {
        "measures": paper.measures,
        "vertical": paper.vertical,
        "jumps": paper.jumps,
        "corpus": paper.corpus,
        "written": paper.written,
        "strange": paper.strange,
        "columns": paper.columns,
    }
