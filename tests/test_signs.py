"""记号: what one visual line shows, and what it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hkpaper import folios, imprint, lexicon, signs
from hkpaper.signs import CREDITED, Mark

ANY = st.text(alphabet="本报讯记者通讯员林小满（）() /：:摄文图下转上接▶第1２版二A要闻责任编辑□◎\\", max_size=24)

LEADS = [
    ("本报讯(记者 闻小溪)昨天,", 11),
    ("本报讯（通讯员 丁桥）昨天", 11),
    ("【本报讯】昨天", 5),
    ("本报讯 昨天", 3),
    ("柳溪讯 (记者 闻小溪)昨天", 12),
    ("据新华社柳溪2月16日电(记者 闻小溪)昨天", 20),
    ("新华社柳溪5月1日电 昨天", 10),
    ("中新网柳溪1月22日电 昨天", 11),
    ("（本报记者　闻　溪）昨天", 10),
    ("本报记者 闻小溪 丁桥", 11),
    ("本报记者 闻小溪 昨天来到", 8),
    ("□记者 闻小溪", 7),
    ("记者 闻溪 报道 昨天", 8),
    ("本报讯（记者 闻小", 9),
    ("本报讯(记", 5),
    ("据新华社柳溪2月", 8),
]
NO_LEADS = [
    "记者节到了", "记者看到，", "记者从会上获悉，", "记者 看到", "本报记者看到", "新华社记者走访电商", "本报讯员", "他对记者说",
    "通讯（甲）", "新桥通车。", "（闻小溪 摄）", "",
]  # fmt: skip
BYLINES = [
    "本报记者 闻小溪 通讯员 丁桥", "□记者 闻小溪", "□闻小溪", "◎欧阳溪", "◎文/闻小溪 图/丁桥", "通讯员 丁桥", "记者 闻小溪/文 丁桥/摄",
    "（闻小溪 摄）", "(闻小溪 文/图)", "（作者：闻小溪）", "本报评论员", "摄影：丁桥", "（柳溪水务局供稿）", "本报记者 古丽娜·买买提",
]  # fmt: skip
NO_BYLINES = [
    "记者 看到", "□方法", "◎高考", "摄影 比赛", "新桥通车", "\\square 桥 新通 车柳", "记者节", "作者简介", "江南", "文化", "（三）", "",
]  # fmt: skip
FOLIOS = [
    ("第2版 要闻", "2"), ("2版/要闻", "2"), ("A02 综合", "A02"), ("第二版", "2"), ("2024年6月12日 星期三 2 综合新闻", "2"),
    ("要闻 02版", "2"), ("3 民生 2024年6月12日 星期三", "3"), ("第十二版", "12"), ("2 版", "2"),
    ("2 本市新闻", "2"), ("健康周刊 12-13", "12"), ("A12-A13 健康", "A12"), ("A6 分类信息", "A6"), ("2024年6月12日 A6", "A6"),
    ("第5版 读者来信·评论", "5"), ("05版 评论·来信", "5"), ("民國113年6月12日 星期三 2 民生", "2"),
]  # fmt: skip
NO_FOLIOS = [
    "12345", "2024年6月12日", "24小时", "2024年6月12日 星期三", "12号线", "第2版规划方案公布", "今日4版", "下转▶4版", "3", "",
    "柳溪晚报 第5版", "体育 3-2", "A6", "A4 纸涨价", "第5版 城南旧事重读 评论", "2-3", "4 石桥通车",
]  # fmt: skip
MARKS = [
    ("来往方便, 下转▶4版", Mark(6, 11, "to", "4")),
    ("（下转第二版）", Mark(0, 7, "to", "2")),
    ("(下转A4版)", Mark(0, 7, "to", "A4")),
    ("紧接第3版", Mark(0, 5, "to", "3")),
    ("转4版", Mark(0, 3, "to", "4")),
    ("下 转 ▶ 4 版", Mark(0, 9, "to", "4")),
    ("上接▶1版", Mark(0, 5, "from", "1")),
    ("（上接第1版）新桥", Mark(0, 7, "from", "1")),
    ("上接一版", Mark(0, 4, "from", "1")),
]
NO_MARKS = ["水质好转4版", "下转4", "下转▶4版后面还有字", "字在上接▶1版前", "第4版", ""]
FURNITURE = [
    ("责任编辑：闻小溪", "editors"), ("责任编辑 闻小溪 版式设计 丁桥", "editors"), ("本版责编/闻小溪 美编/丁一 校对/邱禾", "editors"),
    ("值班编委 闻小溪", "editors"), ("责任编辑闻小溪美编丁桥", "editors"), ("新闻热线：000-0000000", "contact"),
    ("社址：柳溪县中山路1号 邮编：000000 电话：0000000", "contact"), ("责任编辑：闻小溪 电话：0000000", "editors"),
    ("编辑：商羽 美编：夏荷 E-mail：liuxi@paper.example", "editors"), ("来信请寄：本报群工部 邮编：000021", "contact"),
    ("发行人：闻小溪 总编辑：丁桥", "editors"),
]  # fmt: skip
NO_FURNITURE = [
    "编辑 手记",
    "咨询电话:0000000",
    "地址：柳溪路3号",
    "主编闻小溪接受采访",
    "责任编辑要把好关。",
    "策划 活动",
    "校对",
    "主编：你怎么看这件事",
    "E-mail：liuxi@paper.example",
    "",
]


@pytest.mark.parametrize(("text", "length"), LEADS)
def test_lead_ends_where_the_story_begins(text: str, length: int) -> None:
    """A lead is as long as the byline that opens the line, or the line if it wraps."""
    assert signs.lead(text) == length


@pytest.mark.parametrize("text", NO_LEADS)
def test_running_text_is_no_lead(text: str) -> None:
    """A reporter in a sentence opens no story."""
    assert signs.lead(text) is None


@pytest.mark.parametrize("text", BYLINES)
def test_byline_line_knows_a_byline(text: str) -> None:
    """A line of roles, names and works is a byline."""
    assert signs.byline_line(text)


@pytest.mark.parametrize("text", NO_BYLINES)
def test_byline_line_refuses_the_rest(text: str) -> None:
    """Words that no name is built of are no byline."""
    assert not signs.byline_line(text)


def test_each_role_and_work_holds_a_character_that_bylines_are_sifted_by() -> None:
    """A line without any of these characters, and without a mark before it, names no role and no work."""
    assert [word for table in ("roles", "works") for word in lexicon.words(table) if CREDITED.isdisjoint(word)] == []


@pytest.mark.parametrize(("text", "page"), FOLIOS)
def test_folio_names_its_page(text: str, page: str) -> None:
    """A folio gives the page's printed name, numbers made digits."""
    assert folios.folio(text) == page


@pytest.mark.parametrize("text", NO_FOLIOS)
def test_other_numbers_are_no_folio(text: str) -> None:
    """A number, a date or a title with 版 in it is no folio."""
    assert folios.folio(text) is None


@pytest.mark.parametrize(("text", "mark"), MARKS)
def test_jump_mark_has_its_place_and_page(text: str, mark: Mark) -> None:
    """A mark closes the line or opens it, and says where it points."""
    assert signs.jump_mark(text) == mark


@pytest.mark.parametrize("text", NO_MARKS)
def test_words_alike_are_no_jump_mark(text: str) -> None:
    """A mark without a page, or in the middle of a line, is none."""
    assert signs.jump_mark(text) is None


@pytest.mark.parametrize(("text", "kind"), FURNITURE)
def test_furniture_has_its_kind(text: str, kind: str) -> None:
    """A line of labels and names, or of numbers to call, is furniture."""
    assert imprint.furniture_kind(text) == kind


@pytest.mark.parametrize("text", NO_FURNITURE)
def test_a_storys_line_is_no_furniture(text: str) -> None:
    """What a notice or a story may print is left to it."""
    assert imprint.furniture_kind(text) is None


@given(ANY)
def test_signs_stay_within_the_line(text: str) -> None:
    """Whatever a line holds, a sign is found inside it or not at all."""
    length = signs.lead(text)
    assert length is None or 0 < length <= len(text)
    for mark in signs.jump_marks(text):
        assert 0 <= mark.start < mark.end <= len(text)
        assert mark.page
    assert signs.byline_line(text) in {True, False}
    assert folios.folio(text) is None or folios.folio(text)
    assert imprint.furniture_kind(text) in {None, "editors", "contact"}
