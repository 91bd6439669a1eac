"""合订: an issue in several files is one issue, and each span knows its file."""

import json
import subprocess
from pathlib import Path

import jsonschema
import pytest

import hkpaper
from hkpaper import account, pipeline, wire
from hkpaper.binding import bound, physical_of
from hkpaper.parts import places, row_in_file
from hkpaper.records import Issue
from hkpaper.schema import schema_of
from hkpaper.source import decode
from hkpaper.spans import Source, Span
from shell import HKPAPER, out, records
from shell import hkpaper as call

FRONT = """柳溪周报 2025年5月2日 星期五 第18期

古渡口又闻桨声

本报讯(记者 闻小溪)5月1日,停航二十年的柳溪古渡口 重新开渡。两条木船载着游人来往,桨声惊起了岸边的 白鹭,老艄公唱起了多年不唱的号子。

渡口边的茶棚也修好了,棚里挂着老照片,下转▶3版
"""
NEWS = """桥头镇粮仓改成书屋

本报讯(记者 丘南)4月30日,桥头镇老粮仓里开出了一间 书屋,六千册书都是村民捐的,夜里九点才关门。孩子 们放了学就来,坐在旧谷箱上读书。
"""
BACK = """古渡口又闻桨声

上接▶1版

来的人一张张看过去,认出了自己的爷爷。镇里打算入夏 后再添两条船,开到上游的荷塘去。
"""
NAMES = ("2025-05-02_01.txt", "2025-05-02_02.txt", "2025-05-02_03.txt")


def sources(*pages: tuple[str, str]) -> list[Source]:
    return [decode(text.encode(), name) for name, text in pages]


def whole(*pages: tuple[str, str]) -> Issue:
    return pipeline.run_up_to(pipeline.open_issue(bound(sources(*pages), "2025-05-02")), "emit")


THREE = tuple(zip(NAMES, (FRONT, NEWS, BACK), strict=True))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in THREE:
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_story_over_two_files_is_one() -> None:
    """The halves of a jump in two files are joined, each page has the number of its file's name, one masthead serves all."""
    issue = whole(*THREE)
    records = hkpaper.articles(issue)
    assert [(each["headline"], each["pages"]) for each in records] == [
        ("古渡口又闻桨声", [1, 3]),
        ("桥头镇粮仓改成书屋", [2]),
    ]
    assert {each["issue"]["date"] for each in records} == {"2025-05-02"}
    assert [file["name"] for file in records[0]["source"]["files"]] == [NAMES[0], NAMES[2]]
    assert account.audit(issue) == []


def test_each_span_points_into_its_file() -> None:
    """The spans told of a file hold in that file the characters that the issue's spans hold."""
    issue = whole(*THREE)
    texts = dict(THREE)
    for record in hkpaper.articles(issue):
        for file in record["source"]["files"]:
            inside = [texts[file["name"]][start:end] for start, end in file["spans"]]
            moved = [issue.source.text[start + file["start"] : end + file["start"]] for start, end in file["spans"]]
            assert inside == moved
        spans = [Span(*span) for span in record["spans"]]
        held = [at.of(texts[place.part.name]) for place in places(issue.source, spans) for at in place.spans]
        assert sorted(held) == sorted(span.of(issue.source.text) for span in spans)


def test_a_file_alone_is_itself() -> None:
    """An issue of one file is that file, its records as ever."""
    one = sources(THREE[0])
    assert bound(one, "anything") is one[0]


def test_files_go_by_their_pages() -> None:
    """p10 comes behind p2, whatever order the shell gives; files that say no page stay as they are given."""
    given = [("p1.txt", "甲"), ("p10.txt", "丙"), ("p2.txt", "乙")]
    assert [part.name for part in bound(sources(*given), "x").parts] == ["p1.txt", "p2.txt", "p10.txt"]
    assert [part.page for part in bound(sources(("02.txt", "乙"), ("01.txt", "甲")), "x").parts] == [1, 2]
    loose = [("b.txt", "甲"), ("a.txt", "乙")]
    source = bound(sources(*loose), "x")
    assert [part.name for part in source.parts] == ["b.txt", "a.txt"]
    assert [line.page for line in physical_of(source)] == [1, 2]


def test_a_folio_knows_better_than_a_name() -> None:
    """A file is the page that its folio says; that its name says another is a doubt, and that two say the same one, too."""
    codes = [d.code for d in whole(THREE[0], ("2025-05-02_02.txt", "第4版 综合\n\n" + NEWS)).doubts]
    assert "page-differs" in codes
    issue = whole(("x-A01.txt", FRONT), ("x-B01.txt", NEWS), ("x-C02.txt", " \n"))
    assert [doubt.code for doubt in issue.doubts if doubt.stage == "read"] == ["page-twice", "page-twice", "empty-page"]
    assert sorted({line.page for line in issue.lines}) == [1, 2]


@pytest.mark.parametrize(
    ("second", "code"),
    [("柳溪周报 2025年5月3日 星期六 第18期", "several-dates"), ("柳溪周报 2025年5月2日 星期五 第19期", "files-differ")],
)
def test_mastheads_that_disagree_are_a_doubt(second: str, code: str) -> None:
    """What one file prints of the paper and another prints otherwise is a doubt; the first is taken."""
    issue = whole(THREE[0], (NAMES[1], f"{second}\n\n{NEWS}"))
    assert code in [doubt.code for doubt in issue.doubts]
    assert (issue.masthead.date, issue.masthead.number) == ("2025-05-02", "第18期")


def test_an_issue_of_files_goes_through_the_wire() -> None:
    """Between stages the files go with the text."""
    issue = pipeline.run_up_to(pipeline.open_issue(bound(sources(*THREE), "x")), "segment")
    assert wire.from_line(wire.to_line(issue)) == issue


def test_a_row_counts_in_its_file() -> None:
    """A table's row names the file that it begins in and ends with it at the latest."""
    source = bound(sources(("p1.txt", "甲乙"), ("p2.txt", "丙丁")), "x")
    assert row_in_file(source, ("a", 3, 5)) == ("p2.txt", ("a", 0, 2))
    assert row_in_file(source, ("a", 1, 5)) == ("p1.txt", ("a", 1, 2))
    assert row_in_file(source, ("a", None, None)) == ("x", ("a", None, None))


def test_one_issue_from_the_command_line(folder: Path) -> None:
    """--one-issue joins what is named, or what a folder holds, and verify proves it, from the issue and from its records."""
    names = [folder / name for name in NAMES]
    printed = out("run", "--one-issue", *names)
    assert printed == out("run", "--one-issue", folder)
    assert len(records(printed)) == 3
    (folder / "issue.jsonl").write_bytes(printed)
    for more in ([folder / "issue.jsonl"], []):
        assert b"lost 0, doubled 0, invented 0" in out("verify", "--one-issue", *names, *more)
    assert out("emit", data=out("segment", "--one-issue", *names)) == printed
    rows = out("dates", "--one-issue", *names, "--format", "csv").decode().splitlines()[1:]
    assert [row.split(",")[0] for row in rows] == [NAMES[0], NAMES[1]]
    assert "古渡口又闻桨声" in out("show", "--one-issue", *names).decode()


def test_explain_takes_an_issue_in_several_files(folder: Path) -> None:
    """--one-issue explains an article that goes on in another file, each line with the file that it stands in."""
    names = [folder / name for name in NAMES]
    texts = dict(THREE)
    articles = [each for each in records(out("run", "--one-issue", *names)) if each["kind"] != "residue"]
    story = next(each for each in articles if len(each["source"]["files"]) > 1)
    told = records(out("explain", "--one-issue", folder, "--article", story["id"]))
    schema = schema_of("explanation")
    held = set()
    for each in told:
        jsonschema.validate(each, schema)
        ((file, (start, end)),) = [(at["name"], span) for at in each["source"]["files"] for span in at["spans"]]
        assert texts[file][start:end] == each["line"]["text"]
        held.add(file)
    assert held == {at["name"] for at in story["source"]["files"]}
    refused = call("explain", *names, "--article", story["id"])
    assert refused.returncode == 2
    assert b"--one-issue" in refused.stderr
    missing = call("explain", "--one-issue", names[0], folder / "none.txt", "--offset", 1)
    assert missing.returncode == 1
    assert b"none.txt: No such file" in missing.stderr


def test_a_table_points_into_the_files(folder: Path) -> None:
    """Start and end of each row are offsets of the file that the row names."""
    rows = out("read", "--one-issue", folder, "--format", "tsv").decode().splitlines()[1:]
    texts = dict(THREE)
    for cells in (row.split("\t") for row in rows):
        assert texts[cells[0]][int(cells[-2]) : int(cells[-1])] == cells[-3]


def test_issue_by_groups_the_files(folder: Path) -> None:
    """Files whose paths the pattern finds alike are one issue, the others are others; a file it finds nothing in is an error."""
    other = folder / "2025-05-09_01.txt"
    other.write_text(NEWS, encoding="utf-8")
    printed = records(out("run", "--issue-by", r"(\d{4}-\d\d-\d\d)_", folder))
    assert [each["source"]["name"] for each in printed if each["kind"] == "residue"] == ["2025-05-02", other.name]
    (folder / "notes.txt").write_text("便条", encoding="utf-8")
    done = call("run", "--issue-by", r"\d{4}-\d\d-\d\d", folder)
    assert (done.returncode, len(records(done.stdout))) == (1, 5)
    assert b"notes.txt: --issue-by" in done.stderr


@pytest.mark.parametrize(
    ("options", "status", "says"),
    [
        (["--issue-by", "("], 2, "--issue-by (: not a regular expression"),
        (["--issue-by", "x", "--one-issue"], 2, "take one of the two"),
        (["--one-issue", "no-such.txt"], 1, "no-such.txt: No such file"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(options: list[str], status: int, says: str, folder: Path) -> None:
    """A bad pattern is a wrong call; a page that is not there is a failed input, and the issue is made of the others."""
    done = call("run", *options, folder / NAMES[0])
    assert done.returncode == status
    assert says in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


def test_a_stage_output_cannot_be_bound(folder: Path, tmp_path: Path) -> None:
    """Files are bound as dumps; JSON of a stage says so in one line, and so does a folder without any text."""
    (folder / "read.jsonl").write_bytes(out("read", folder / NAMES[0]))
    done = call("run", "--one-issue", folder / "read.jsonl")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"is a stage's output" in done.stderr
    empty = tmp_path / "empty"
    empty.mkdir()
    assert b"there is no .txt" in call("run", "--one-issue", empty).stderr


def test_memory_stays_flat_over_many_issues(folder: Path) -> None:
    """Forty issues take little more memory than four: one is held at a time."""

    def most(count: int) -> int:
        for number in range(count):
            for page in (1, 2):
                (folder / f"i{number:02}_p{page}.txt").write_text(FRONT * 20, encoding="utf-8")
        files = sorted(str(path) for path in folder.glob("i*_p*.txt"))
        code = f"import resource,subprocess,sys; subprocess.run({[*HKPAPER, 'read', '--issue-by', 'i[0-9]+', *files]!r}, stdout=subprocess.DEVNULL, check=True); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        return int(subprocess.run([HKPAPER[0], "-c", code], capture_output=True, check=True).stdout)

    assert most(40) < 1.2 * most(4)


def test_python_takes_a_list_of_paths(folder: Path) -> None:
    """hkpaper.run of a list of paths is one issue."""
    issue = hkpaper.run([folder / name for name in NAMES])
    assert issue.articles[0].pages == (1, 3)
    assert json.loads(wire.to_line(issue))["source"]["parts"][0][0] == NAMES[0]
