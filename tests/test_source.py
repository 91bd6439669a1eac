"""字节: any encoding, any line ends, the same page."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hkpaper
from hkpaper.errors import EncodingError
from hkpaper.source import BAD, decode
from shell import SAMPLES

PAGE = (SAMPLES / "front-page.txt").read_text(encoding="utf-8")
FORMS = {
    "utf-8": PAGE.encode(),
    "utf-8 with a mark": codecs.BOM_UTF8 + PAGE.encode(),
    "utf-16-le with a mark": codecs.BOM_UTF16_LE + PAGE.encode("utf-16-le"),
    "utf-16-be with a mark": codecs.BOM_UTF16_BE + PAGE.encode("utf-16-be"),
    "utf-16-le": PAGE.encode("utf-16-le"),
    "utf-16-be": PAGE.encode("utf-16-be"),
    "utf-32 with a mark": codecs.BOM_UTF32_LE + PAGE.encode("utf-32-le"),
    "gb18030": PAGE.encode("gb18030"),
    "gbk": PAGE.replace("▶", "→").encode("gbk"),
    "crlf": PAGE.replace("\n", "\r\n").encode(),
    "cr": PAGE.replace("\n", "\r").encode(),
    "gb18030 with crlf": PAGE.replace("\n", "\r\n").encode("gb18030"),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_encoding_of_a_page_gives_the_same_articles(form: str) -> None:
    """Twelve encodings and line ends of one page give the same headlines and paragraphs at the same offsets."""
    want = hkpaper.articles(hkpaper.run(PAGE))
    have = hkpaper.articles(hkpaper.run(FORMS[form]))
    for key in ("headline", "paragraphs", "offsets"):
        assert [article[key] for article in have] == [article[key] for article in want]


TRADITIONAL = "區圖書館延長開放時間\n\n本報訊(記者 聞小溪)區圖書館本周起延長開放時間,夜讀的人不用再掐著表往外走。"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TRADITIONAL.encode("big5"), "big5"),
        (TRADITIONAL.encode("gb18030"), "gb18030"),
        (TRADITIONAL.encode(), "utf-8"),
        (b"plain ascii", "utf-8"),
        (b"", "utf-8"),
        (PAGE.encode()[:3001], "utf-8"),
        (PAGE.encode() * 5 + b"\xff\xfe\xfd", "utf-8"),
    ],
    ids=["big5", "gb18030", "utf-8", "ascii", "empty", "cut-in-a-character", "three-bad-bytes"],
)
def test_the_encoding_is_told(data: bytes, encoding: str) -> None:
    """Script and a few broken bytes do not mislead the rule."""
    assert decode(data).encoding == encoding


@given(st.binary(max_size=400))
def test_decoding_never_fails_by_itself(data: bytes) -> None:
    """Arbitrary bytes become a text, and each lossy offset points to a replacement character."""
    source = decode(data)
    source.text.encode()
    assert all(source.text[offset] == BAD for offset in source.lossy)


def test_a_replacement_character_of_the_dump_is_no_loss() -> None:
    """U+FFFD that stood in the file already is text, not a fault of decoding."""
    assert decode("区图书馆\ufffd开馆".encode()).lossy == ()


def test_lossy_offsets_count_characters_after_line_ends_are_made_one() -> None:
    """Offsets are in the text as it is read, not in the bytes."""
    data = ("区图书馆\r\n" * 30).encode() + b"\xff"
    assert decode(data).lossy == (150,)


def test_an_encoding_may_be_forced() -> None:
    """--encoding takes a codec's name; gbk and gb2312 mean gb18030, which holds both."""
    assert decode("区".encode("gb18030"), encoding="gb2312").text == "区"
    assert decode("區".encode("big5"), encoding="big5").text == "區"


@pytest.mark.parametrize(
    "name", ["klingon", "rot13", "base64", "idna", "punycode", "undefined", "unicode-escape", "\0"]
)
def test_an_unknown_encoding_is_an_error_of_one_line(name: str) -> None:
    """What is no text encoding is named, and what to try."""
    with pytest.raises(EncodingError, match="try auto") as caught:
        decode("区".encode(), "p1.txt", name)
    assert "\n" not in str(caught.value)


def test_a_path_is_read_and_a_string_is_text(tmp_path: Path) -> None:
    """In Python a `Path` names a file; a `str` is always the dump itself."""
    page = tmp_path / "p1.txt"
    page.write_text("本报讯(记者 闻小溪)开馆了。", encoding="gb18030")
    assert hkpaper.run(page).source.name == "p1.txt"
    assert hkpaper.run("p1.txt").source.text == "p1.txt"
