"""核对: the promises, proved from the printed records alone."""

import json
from pathlib import Path
from typing import Any

import pytest

from hkpaper import run
from hkpaper.stages.emit import records as records_of
from hkpaper.verify import verify_records
from shell import PAGES, SAMPLES, hkpaper, out, records

PAGE = SAMPLES / "front-page.txt"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_run_prints_is_whole(page: Path, tmp_path: Path) -> None:
    """Every sample passes, from the pipeline and from its printed records."""
    printed = tmp_path / "out.jsonl"
    printed.write_bytes(out("run", page))
    assert out("verify", page) == out("verify", page, printed)
    assert b"lost 0, doubled 0, invented 0" in out("verify", page)


def change_a_character(lines: list[dict[str, Any]]) -> None:
    lines[0]["paragraphs"][0] = lines[0]["paragraphs"][0].replace("春", "秋", 1)


def drop_a_paragraph(lines: list[dict[str, Any]]) -> None:
    lines[0]["paragraphs"].pop()
    lines[0]["offsets"]["paragraphs"].pop()


def print_an_article_twice(lines: list[dict[str, Any]]) -> None:
    lines.insert(1, lines[0])


def add_a_word(lines: list[dict[str, Any]]) -> None:
    lines[0]["headline"] += "了"


@pytest.mark.parametrize(
    ("tamper", "kind"),
    [
        (change_a_character, "invented"),
        (drop_a_paragraph, "lost"),
        (print_an_article_twice, "doubled"),
        (add_a_word, "invented"),
    ],
)
def test_tampered_records_are_found_out(tamper: Any, kind: str, tmp_path: Path) -> None:
    """A changed, missing, doubled or added text is a fault with its offsets, and exit status 1."""
    lines = records(out("run", PAGE))
    tamper(lines)
    printed = tmp_path / "out.jsonl"
    printed.write_text("\n".join(json.dumps(line) for line in lines))
    done = hkpaper("verify", PAGE, printed, "--format", "json")
    verdict = json.loads(done.stdout)
    assert done.returncode == 1
    assert verdict[kind] > 0
    first = verdict["faults"][0]
    assert first["kind"] == kind
    start, end = first["span"]
    assert PAGE.read_text(encoding="utf-8")[start:end] == first["text"]


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: out("run", SAMPLES / "tiny.txt"), "none of the records is of it"),
        (lambda: out("run", PAGE, "--articles-only"), "no residue record"),
        (lambda: b"not json", "is not JSON"),
        (lambda: out("read", PAGE), "is no article record"),
        (
            lambda: (
                out("run", PAGE)
                .replace(b'"spans":[[', b'"spans":[[9', 1)
                .replace(b'"headline":[[', b'"headline":[[99999,', 1)
            ),
            "span",
        ),
    ],
    ids=["another-file", "articles-only", "no-json", "wire", "broken-span"],
)
def test_what_cannot_be_verified_says_why(make: Any, says: str, tmp_path: Path) -> None:
    """Records that are not whole or not of this file are an error in one line."""
    printed = tmp_path / "out.jsonl"
    printed.write_bytes(make())
    done = hkpaper("verify", PAGE, printed)
    assert done.returncode == 1
    assert says in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


def test_a_byline_in_two_places_is_whole() -> None:
    """One part of a byline may have a line of its own while another closes a paragraph."""
    page = (
        "柳溪镇新桥通车\n\n□记者 闻小溪\n\n"
        "柳溪镇新桥昨天通车,两岸的人都来看。桥长三 十米,桥栏刻着荷花,夜里有人来看灯,水面 亮得像白天一样。桥头的老人说,等这座桥 等了三十年。\n\n"
        "河水清了,鱼也回来了。镇里还要修一条步 道,沿河走一圈要半个钟头,路边种满柳树和 桃树,春天来看花的人多。(丁桥 摄)\n"
    ).encode()
    story = records(out("run", "--date", "2024-06-12", data=page))[0]
    assert story["byline"]["own"] == "□记者 闻小溪"
    assert story["byline"]["text"] == "□记者 闻小溪 （丁桥 摄）"
    assert b"lost 0, doubled 0, invented 0" in out("verify", "-", data=page)


def test_many_dumps_are_verified_with_all_their_records(tmp_path: Path) -> None:
    """Each issue by itself; records that are of no dump given, and a dump of which there are none, are told."""
    names = ["tiny.txt", "front-page.txt", "mixed.txt"]
    dumps = [SAMPLES / name for name in names]
    (tmp_path / "all.jsonl").write_bytes(out("run", *dumps))
    told = out("verify", *dumps, tmp_path / "all.jsonl").decode().splitlines()
    assert [line.split(":")[0] for line in told] == names
    assert all("lost 0, doubled 0, invented 0" in line for line in told)
    alone = [out("verify", dump).decode() for dump in dumps]
    assert told == [f"{name}: {line.rstrip()}" for name, line in zip(names, alone, strict=True)]
    assert out("verify", *dumps).decode().splitlines() == told, "run now, without records"
    fewer = hkpaper("verify", *dumps[:2], tmp_path / "all.jsonl")
    assert fewer.returncode == 1
    assert "records are of none of these dumps" in fewer.stderr.decode()
    more = hkpaper("verify", *dumps, SAMPLES / "two-pages.txt", tmp_path / "all.jsonl")
    assert more.returncode == 1
    assert "two-pages.txt: none of the records is of it" in more.stderr.decode()
    verdicts = records(out("verify", *dumps, tmp_path / "all.jsonl", "--format", "json"))
    assert [each["source"] for each in verdicts] == names


def test_a_dump_that_the_pattern_does_not_find_is_told(tmp_path: Path) -> None:
    """The others are verified all the same."""
    for name in ("2025-05-02_01.txt", "cover.txt"):
        (tmp_path / name).write_bytes((SAMPLES / "tiny.txt").read_bytes())
    done = hkpaper("verify", "--issue-by", r"\d{4}-\d\d-\d\d", tmp_path)
    assert done.returncode == 1
    assert "cover.txt: --issue-by" in done.stderr.decode()
    assert b"lost 0, doubled 0, invented 0" in done.stdout


def test_a_dump_may_stand_in_an_archive_twice(tmp_path: Path) -> None:
    """Pages alike byte for byte, empty ones too, have their records each."""
    names = [tmp_path / f"{name}.txt" for name in "abcd"]
    for name in names[:2]:
        name.write_bytes(PAGE.read_bytes())
    for name in names[2:]:
        name.write_bytes(b"")
    printed = tmp_path / "all.jsonl"
    printed.write_bytes(out("run", *names))
    assert hkpaper("verify", *names, printed).returncode == 0
    assert hkpaper("verify", *names[:3], printed).returncode == 1


def test_records_are_no_dump(tmp_path: Path) -> None:
    """The dump forgotten, nothing is proved; two dumps are two dumps."""
    printed = tmp_path / "p1.jsonl"
    printed.write_bytes(out("run", PAGE))
    assert hkpaper("verify", printed).returncode == 1
    assert hkpaper("verify", PAGE, SAMPLES / "tiny.txt").returncode == 0
    empty = tmp_path / "empty.jsonl"
    empty.write_bytes(b"")
    assert hkpaper("verify", PAGE, empty).returncode == 1


def test_an_array_is_read_as_lines_are(tmp_path: Path) -> None:
    printed = tmp_path / "p1.json"
    printed.write_bytes(out("run", PAGE, "-f", "json"))
    assert out("verify", PAGE, printed) == out("verify", PAGE)


def test_a_bad_dump_does_not_stop_the_rest() -> None:
    done = hkpaper("verify", PAGE, "no-such-file.txt", SAMPLES / "tiny.txt")
    assert done.returncode == 1
    assert done.stdout.count(b"kept: ") == 2


@pytest.mark.parametrize("field", ["byline", "dates", "people", "organisations"])
def test_what_a_record_quotes_stands_in_the_dump(field: str) -> None:
    """A byline, a date or a name that was changed is found out, though no paragraph holds it."""
    page = (
        "区图书馆延长开放\n\n本报讯(记者 闻小溪)3月6日,区图书馆延长开放到夜里十点。区长岳平川到区图书馆调研。".encode()
    )
    issue = run(page, date="2025-03-07")
    source = issue.source
    found = [json.loads(json.dumps(record)) for record in records_of(issue)]
    assert not verify_records(source, found).faults
    story = found[0]
    if field == "byline":
        story["byline"]["text"] = "本报讯（记者 石上泉）"
    elif field == "dates":
        story["dates"][0]["text"] = "3月9日"
    else:
        assert story[field], "the page names some"
        story[field][0]["name"] = story[field][0]["name"][:-1] + "错"
    assert verify_records(source, found).count("invented")


def test_a_damaged_record_is_one_line(tmp_path: Path) -> None:
    """Fields missing or of another form are an error of the record, not of hkpaper."""
    for damage in (b'"offsets":', b'"paragraphs":', b'"byline":'):
        printed = tmp_path / "out.jsonl"
        printed.write_bytes(out("run", PAGE).replace(damage, b'"other":', 1))
        done = hkpaper("verify", PAGE, printed)
        assert done.returncode == 1
        assert "is no whole record" in done.stderr.decode()
        assert done.stderr.count(b"\n") == 1
