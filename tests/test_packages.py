"""Text is taken out of packages whole, words joined again, what is no running text left out."""

import io
import json
import lzma
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
TAGGED = """渡口/n 复航/v
１９９８年/t １月/t ，/w [青溪/ns 县/n]ns 渡口/n 复航/v ，/w 首班/n 船/n 坐/v 满/a 了/u 人/n 。/w
两岸/n 的/u 人家/n 又/d 像/v 从前/t 那样/r 常常/d 走动/v 了/u ，/w 早市/n 上/f 的/u 藕/n 和/c 鱼/n 也/d 多/a 起来/v ，/w 船工/n 说/v 这/r 才/d 像/v 个/q 渡口/n 。/w

等/v 船/n
水/n 上/f 的/u 灯/n
一/m 盏/q 一/m 盏/q
都/d 是/v 等/v 船/n 的/u 人/n
没有/v 谁/r 开口/v
"""


def pack(path: Path, files: dict[str, bytes]) -> None:
    with tarfile.open(path, "w:gz") as package:
        for name, data in files.items():
            member = tarfile.TarInfo(f"{path.name.removesuffix('.tar.gz')}/{name}")
            member.size = len(data)
            package.addfile(member, io.BytesIO(data))


def rows(path: Path) -> list[dict[str, str]]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(row) for row in file]


def read(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, ROOT / "tools/read_packages.py", "a-1.tar.gz", "b-1.tar.gz", "-o", "out"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_words_are_joined_and_verse_is_left_out(tmp_path: Path) -> None:
    reviews = "书很好，孩子每天睡前都要翻一遍才肯合眼睡觉。\n好\n".encode()
    held = {"a/tag/199801.txt": TAGGED.encode(), "a/sentiment/pos.txt": reviews, "a/sentiment/neg.txt": b""}
    pack(tmp_path / "a-1.tar.gz", held)
    pack(tmp_path / "b-1.tar.gz", {"b/data/words.vector": b"0 2\n"})
    done = read(tmp_path)
    assert done.returncode == 0, done.stderr
    (article,) = rows(tmp_path / "out/daily_1998.jsonl.xz")
    assert article["title"] == "渡口复航"
    assert article["body"].startswith("1998年1月，青溪县渡口复航，首班船坐满了人。\n两岸的人家")
    assert [row["body"] for row in rows(tmp_path / "out/reviews.jsonl.xz")] == [
        "书很好，孩子每天睡前都要翻一遍才肯合眼睡觉。"
    ]
    assert (tmp_path / "out/words.vector").read_bytes() == b"0 2\n"


def test_a_package_without_the_file_is_told(tmp_path: Path) -> None:
    pack(tmp_path / "a-1.tar.gz", {"a/readme": b""})
    pack(tmp_path / "b-1.tar.gz", {"b/readme": b""})
    done = read(tmp_path)
    assert done.returncode == 1
    assert "holds no /tag/199801.txt" in done.stderr
