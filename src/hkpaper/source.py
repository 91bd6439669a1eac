"""字节: take the bytes of a dump, whatever their encoding; give a Source.

The encoding is told by rule, not by statistics of a library: a byte order mark, else the pattern of
zero bytes in UTF-16, else UTF-8 if nearly all of its multi-byte sequences hold, else GB18030 against
Big5 by how many of each one's characters are common ones. GB2312 and GBK are read as GB18030, which
holds both.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from typing import Final

from hkpaper.errors import EncodingError, InputError
from hkpaper.spans import Source

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 200_000  # bytes that decide between GB18030 and Big5
TOLERATED = 0.005  # of the non-ASCII bytes may be broken and the text still be UTF-8
# The commonest characters of running Chinese text in either script; a wrong decoding has few of them.
COMMON = frozenset(
    "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学"
    "么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老因"
    "很给名法间斯知世什两次使身者被高已亲其进此话常与活正感見這個們來時為國說後會過對於學麼裡發沒還樣種開總從無現動頭經"
    "長兒愛給間兩進話與區記報訊區委書記市民社工作，。、；：（）“”「」"
)
ALIASES: Final = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "cp936": "gb18030", "utf8": "utf-8"}
NO_CHARSETS: Final = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"})
BAD = "\ufffd"
SIGNED: Final = (
    (b"%PDF-", "a PDF (give what an extractor makes of it)"), (b"\x1f\x8b", "compressed (gunzip it first)"),
    (b"\xfd7zXZ", "compressed (unxz it first)"), (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"), (b"\x89PNG", "an image"), (b"\xff\xd8\xff", "an image"), (b"\x7fELF", "a program"),
)  # fmt: skip
CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
MOST_BAD, FEW = (
    0.1,
    8,
)  # the share of a text's characters, and how many beside, that may be undecodable bytes or control characters
NEWLINE = re.compile("\r\n?")


def decode(data: bytes, name: str = "-", encoding: str = "auto") -> Source:
    """Decode a dump; line ends become ``\\n``, undecodable bytes U+FFFD with their offsets in ``lossy``.

    `encoding` is ``auto`` or a Python codec name. Raises `EncodingError` for a name that is none.

    >>> decode("青禾区".encode("gb18030")).encoding
    'gb18030'
    """
    mark, marked = next(((mark, codec) for mark, codec in BOMS if data.startswith(mark)), (b"", ""))
    codec = marked or detect(data) if encoding == "auto" else known(encoding)
    body = data[len(mark) :] if codec == marked else data
    given = body.count(BAD.encode(codec)) if codec.startswith("utf") else 0
    text = NEWLINE.sub("\n", body.decode(codec, "replace")).removeprefix("\ufeff")
    lossy = () if text.count(BAD) <= given else tuple(match.start() for match in re.finditer(BAD, text))
    return Source(name, codec, hashlib.sha256(data).hexdigest(), text, lossy)


def dump_of(data: bytes, name: str, encoding: str = "auto") -> Source:
    """Decode a file that is taken for a dump; raises `InputError` where it is none: a PDF, an archive, an image, a program."""
    if told := next((told for sign, told in SIGNED if data.startswith(sign)), ""):
        raise InputError(f"{name}: is {told}, no text")
    source = decode(data, name, encoding)
    if len(source.lossy) + len(CONTROL.findall(source.text)) > MOST_BAD * len(source.text) + FEW:
        raise InputError(f"{name}: is no text in {source.encoding} (--encoding sets another)")
    return source


def detect(data: bytes) -> str:
    """Return the codec that bytes without a byte order mark are most likely in."""
    if not data or (data.isascii() and b"\x00" not in data):
        return "utf-8"
    if wide := _utf16(data[:4096]):
        return wide
    if _is_utf8(data):
        return "utf-8"
    sample = data[:SAMPLE]
    return max(("gb18030", "big5"), key=lambda codec: _common(sample, codec))


def known(encoding: str) -> str:
    """Return the name of Python's codec for an encoding; raises `EncodingError` where there is none."""
    try:
        found = codecs.lookup(ALIASES.get(encoding.lower().replace("-", "").replace("_", ""), encoding))
        if found.name.replace("-", "_") in NO_CHARSETS or not getattr(found, "_is_text_encoding", True):
            raise LookupError
    except (LookupError, ValueError):
        raise EncodingError(
            f"--encoding {encoding}: there is no such encoding (try auto, utf-8, gb18030, big5)"
        ) from None
    return found.name


def _utf16(head: bytes) -> str | None:
    """Tell UTF-16 without a mark: ASCII in it, line ends at least, leaves zeros on one side only."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) < 2 or min(even, odd) * 4 > max(even, odd):
        return None
    codec = "utf-16-le" if odd > even else "utf-16-be"
    text = head[: len(head) // 2 * 2].decode(codec, "replace")
    return codec if text.count(BAD) <= len(text) / 50 else None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        broken = data.decode("utf-8", "replace").count(BAD)
        high = len(data) - len(data.translate(None, bytes(range(128, 256))))
        return broken <= TOLERATED * high
    return True


def _common(sample: bytes, codec: str) -> tuple[float, int]:
    text = sample.decode(codec, "replace")
    wide = [char for char in text if char > "\x7f"]
    share = sum(char in COMMON for char in wide) / max(1, len(wide))
    return share - 2 * wide.count(BAD) / max(1, len(wide)), codec == "gb18030"
