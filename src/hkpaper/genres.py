"""文类: what kind of text a story is, by what it shows: its marks, its paragraphs, its turns of phrase.

Takes an article whose byline is known; gives a probability for each of `KINDS`. Log-linear: each feature is named and
its weights can be read in the table.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from math import exp

from hkpaper import lexicon, loglinear
from hkpaper.chars import AFTER_STOP, STOPS, han_runs, pairs
from hkpaper.loglinear import step
from hkpaper.records import Article
from hkpaper.spans import Text
from hkpaper.text import cut, offsets, plain, stripped

KINDS = ("article", "brief", "photo", "notice", "verse", "essay", "opinion", "table", "ad", "other")
SIZES = (30, 60, 90, 110, 130, 145, 160, 200, 300, 500, 900)  # characters
ENDS = "，。；：！？、,;:!?…"
SIGNED_OPINION = 0.98  # that what 本报评论员 signs is opinion
REGULAR_VERSE = 0.98  # that lines of one length are verse
LONGEST_POEM = 80  # lines of a poem, or of several under one headline
HEAD, TAIL = 40, 40  # characters of a story in which its opening and closing are looked for

PHONE = re.compile(r"\d{3,4}[-－—]\d{7,8}|(?<!\d)\d{7,8}(?!\d)|(?<!\d)1\d{10}(?!\d)|(?<!\d)\d{4}[-－—]\d{4}(?!\d)")
FOUR_DIGITS = re.compile(r"\d\d\d\d")  # without these no telephone: looked for first, since it is quick
SIGNED = re.compile(
    r"(?:\d{4}|[〇零一二三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日[。]?$"
)
ITEM = re.compile(r"^(?:[一二三四五六七八九十]{1,2}[、是.．]|[（(][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[.．、])")
PHOTO = re.compile(r"[▲▼◀▶◄►△▽]|[（(][^()（）]{0,12}(?:摄|供图|图片)[)）]")
FEET = [  # a line of old verse, or two on one row: 五言, 七言
    re.compile(rf"(?:其[一二三四五六七八九十]\s?)?(?:[\u4e00-\u9fff]{{{size}}}[，。；！？,.;!?]){{1,2}}")
    for size in (5, 7)
]
PICTURED = re.compile("[▲▼◀▶◄►△▽摄图]")  # each of these holds one
MEASURES = {
    "我": re.compile(r"我(?!市|县|区|省|国|州|镇|乡|村|校|院|部|军|厂|州|地|们)"),
    "我们": re.compile("我们|咱"),
    "你": re.compile("[你您]"),
    "ought": re.compile("应当|应该|不能|不应|须|要[^求点素闻]|需要|岂|何尝|不妨|莫"),
    "argue": re.compile(
        "固然|诚然|其实|毕竟|当然|可见|说到底|归根|何况|倘若|与其|不如|值得|未必|无非|恰恰|难道|终究|不妨|道理|关键在"
    ),
    "please": re.compile("请|敬请|特此|谢绝|欢迎"),
    "said": re.compile("[说道称](?:[：:，,]|$)|表示|介绍|告诉|指出|强调"),
    "quote": re.compile('[“"「]'),
    "ask": re.compile("[？?]"),
    "figure": re.compile(r"\d+"),
    "money": re.compile(r"\d元|价|折|薪|优惠|出租|转让|售"),
    "image": re.compile("图为|图①|画面|镜头|拍摄|正在"),
    "time": re.compile(r"\d{1,2}[:：时]\d{0,2}"),
    "news": re.compile("记者|近日|日前|昨[日天]|获悉|今年以来"),
}


def printed(article: Article, starts: Collection[int]) -> list[list[Text]]:
    """Return the printed lines of each paragraph; `starts` are where lines begin in the source."""
    found: list[list[Text]] = []
    for paragraph in article.paragraphs:
        lines = (stripped(cut(paragraph, low, high)) for low, high in pairwise(_cuts(paragraph, starts)))
        found.append([line for line in lines if line])
    return found


def _cuts(paragraph: Text, starts: Collection[int]) -> list[int]:
    """Return where the printed lines of a paragraph begin, and where the last ends."""
    at = offsets(paragraph)
    return [0, *(place for place, offset in enumerate(at) if offset in starts and place), len(at)]


def line_texts(article: Article, starts: Collection[int]) -> list[str]:
    """Return the texts of the printed lines."""
    texts = ((plain(paragraph), pairwise(_cuts(paragraph, starts))) for paragraph in article.paragraphs)
    lines = (text[low:high].strip() for text, cuts in texts for low, high in cuts)
    return [line for line in lines if line]


def features(article: Article, lines: list[str]) -> list[str]:
    """Return what an article shows of its kind; `lines` are the texts of its printed lines."""
    paragraphs = [text for text in map(plain, article.paragraphs) if text.strip()]
    return [
        *_shape(paragraphs),
        *_lines(lines),
        *_phrases("".join(paragraphs)),
        *_edges(paragraphs),
        *_title(article),
        *_byline(article),
    ]


def _shape(paragraphs: list[str]) -> Iterator[str]:
    sizes = sorted(map(len, paragraphs)) or [0]
    size, middle = sum(sizes), sizes[len(sizes) // 2]
    closed = sum(text.rstrip(AFTER_STOP)[-1:] in STOPS for text in paragraphs) / max(1, len(paragraphs))
    items = sum(ITEM.match(text) is not None for text in paragraphs) / max(1, len(paragraphs))
    yield "bias"
    yield f"size={step(size, *SIZES)}"
    yield f"paragraphs={step(len(paragraphs), 2, 3, 4, 6, 10, 16)}"
    yield f"middle={step(middle, 6, 9, 13, 20, 30, 60, 120)}"
    yield f"middle={step(middle, 9, 16, 30, 60)} closed={step(closed, 0.2, 0.5, 0.9)} paragraphs={step(len(paragraphs), 2, 4, 8)}"
    yield f"closed={step(closed, 0.01, 0.2, 0.5, 0.9)}"
    yield f"even={step(sizes[-1] - sizes[0], 1, 3, 8, 20)} middle={step(middle, 9, 16, 30)}"
    yield f"items={step(items, 0.01, 0.2, 0.5)}"


def _lines(lines: list[str]) -> Iterator[str]:
    """Yield what the printed lines show: in verse and tables sense ends where the line does."""
    count = max(1, len(lines))
    sizes = sorted(map(len, lines)) or [0]
    middle = sizes[len(sizes) // 2]
    ended = sum(text[-1:] in ENDS for text in lines) / count
    within = "".join([text[:-1] for text in lines])
    inner = sum(map(within.count, ENDS)) / count
    yield f"line={step(middle, 5, 8, 11, 14, 18, 24)} ended={step(ended, 0.1, 0.3, 0.6, 0.9)}"
    yield f"line={step(middle, 5, 8, 11, 14, 18, 24)} inner={step(inner, 0.05, 0.2, 0.5, 1)}"
    yield f"lines={step(count, 2, 4, 8, 16)} inner={step(inner, 0.05, 0.2, 0.5, 1)} ended={step(ended, 0.1, 0.3, 0.6)}"
    yield f"spread={step(sizes[len(sizes) * 9 // 10] - middle, 1, 3, 6)} lines={step(count, 2, 4, 8, 16)}"


def _phrases(text: str) -> Iterator[str]:
    size = max(1, len(text))
    for name, pattern in MEASURES.items():
        yield f"{name}={step(100 * len(pattern.findall(text)) / size, 0.01, 0.3, 0.8, 1.5, 3)}"
    if FOUR_DIGITS.search(text) and PHONE.search(text):
        yield "telephone"
    if PICTURED.search(text) and PHOTO.search(text):
        yield f"picture size={step(size, 60, 120, 200, 400)}"
    marks = sum(text.count(mark) for mark in "，。、；：")
    yield f"marks={step(100 * marks / size, 0.5, 3, 6, 10, 14)}"


def _edges(paragraphs: list[str]) -> Iterator[str]:
    if not paragraphs:
        return
    opening, closing = paragraphs[0][:HEAD], paragraphs[-1][-TAIL:]
    for name, text in (("opens", opening), ("closes", closing)):
        for word in sorted(pairs(han_runs().findall(text))):
            yield f"{name} with {word}"
    if SIGNED.search(closing.rstrip()):
        yield "signed with a date"
    if opening[:1] in "▲▼◀▶◄►△▽■●":
        yield "opens with a mark"


def _title(article: Article) -> Iterator[str]:
    title = plain(article.headline.main)
    yield f"title={step(len(title), 1, 4, 7, 11, 16)}"
    yield f"kicker={bool(article.headline.kicker)} deck={bool(article.headline.deck)}"
    for word in sorted(pairs(han_runs().findall(title))):
        yield f"title with {word}"
    for word in lexicon.words("notice_words"):
        if word in title[-12:]:
            yield "title of a notice"
            break


def _byline(article: Article) -> Iterator[str]:
    byline = article.byline
    if byline is None:
        yield "unsigned"
        return
    if byline.reporters and re.search("记者|本报讯|讯", byline.text):
        yield "by a reporter"
    elif byline.reporters:
        yield f"by an author own={bool(byline.own)}"
    if byline.agency:
        yield "by an agency"
    if byline.photographers:
        yield f"photographed only={not byline.reporters}"
    if "评论" in byline.text:
        yield "by a commentator"


def kind_of(article: Article, starts: Collection[int]) -> tuple[str, float]:
    """Return the likeliest kind of an article and its probability; `starts` are where lines begin in the source.

    What a commentator signs is opinion, whatever story it starts from; lines of five or of seven characters and a mark
    are a poem of the old forms, whatever it speaks of.
    """
    if article.byline and "评论员" in article.byline.text:
        return "opinion", SIGNED_OPINION
    lines = line_texts(article, starts)
    if _regular(lines):
        return "verse", REGULAR_VERSE
    return likeliest(features(article, lines), loglinear.shipped("kinds"))


def _regular(lines: list[str]) -> bool:
    """Say whether most lines of a text, four or more, are of one length of old verse.

    >>> _regular(["井绳磨石亮，", "月影上缸来。", "水响三更夜，", "灯明一寸灰。"])
    True
    """
    if len(lines) > LONGEST_POEM:
        return False
    most = max(sum(foot.fullmatch(line) is not None for line in lines) for foot in FEET)
    return most >= 4 and most > len(lines) / 2


def likeliest(shown: Iterable[str], held: loglinear.Weights) -> tuple[str, float]:
    """Return the likeliest kind by features, and its probability."""
    scores = loglinear.totals(held, shown, len(KINDS))
    whole = loglinear.log_sum(scores)
    best = max(range(len(KINDS)), key=lambda at: (scores[at], -at))
    return KINDS[best], exp(scores[best] - whole)
