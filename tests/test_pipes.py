"""Pipes: the chain may be cut anywhere, and the bytes do not change."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

import hkpaper as package
from hkpaper import pipeline, wire
from hkpaper.errors import WireError
from shell import BARE, HKPAPER, PAGES, SAMPLES, hkpaper, out, records

CUT = ("segment", "repair", "byline", "dates", "emit")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_chain_of_stages_gives_the_bytes_of_run(page: Path) -> None:
    """``segment | repair | byline | dates | emit`` is ``run``."""
    data = out(CUT[0], page)
    for stage in CUT[1:]:
        data = out(stage, data=data)
    assert data == out("run", page)


@pytest.mark.parametrize("stage", pipeline.NAMES)
def test_any_prefix_of_the_chain_may_be_cut(stage: str) -> None:
    """From any stage's output ``emit`` goes on to the same end."""
    page = SAMPLES / "two-pages.txt"
    data = out(stage, page)
    assert (data if stage == "emit" else out("emit", data=data)) == out("run", page)


def test_a_file_a_dash_and_a_redirection_are_one_input() -> None:
    """The same bytes come of ``X f``, ``X - < f`` and ``X < f``, but for the source's name."""
    page = SAMPLES / "tiny.txt"
    named, dash, plain = (out("run", page), out("run", "-", data=page.read_bytes()), out("run", data=page.read_bytes()))
    assert dash == plain
    assert named == plain.replace(b'"name":"-"', b'"name":"tiny.txt"')


def test_every_stage_prints_its_own_table() -> None:
    """With --format csv a stage prints its columns, and rows whose offsets lie in the source."""
    page = SAMPLES / "front-page.txt"
    size = len(page.read_text(encoding="utf-8"))
    for stage in pipeline.STAGES:
        import csv
        import io

        rows = list(csv.DictReader(io.StringIO(out(stage.name, page, "--format", "csv").decode(), newline="")))
        assert list(rows[0] if rows else ("source", *stage.columns())) == ["source", *stage.columns()]
        assert rows or stage.name == "link", stage.name
        assert all(0 <= int(row["start"]) < int(row["end"]) <= size for row in rows)


def test_a_closed_pipe_ends_in_silence() -> None:
    """``hkpaper run … | head -1`` says nothing, whatever was left to write."""
    many = [str(SAMPLES / "front-page.txt")] * 40
    with subprocess.Popen(
        [*HKPAPER, "run", *many], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=BARE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


def test_the_first_record_comes_before_the_last_input() -> None:
    """A stage hands on each issue as it is done: a stream of JSON is not gathered first."""
    line = out("repair", SAMPLES / "tiny.txt")
    with subprocess.Popen([*HKPAPER, "emit"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=BARE) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(line)
        process.stdin.flush()
        assert process.stdout.readline().startswith(b'{"schema":"hkpaper/article/1"')
        process.stdin.close()
        process.wait()


def test_unknown_fields_of_the_wire_pass_through() -> None:
    """What a later version wrote beside the fields of this one is kept."""
    line = out("read", SAMPLES / "tiny.txt").replace(b'{"schema"', b'{"later":[1],"schema"', 1)
    assert records(out("masthead", data=line))[0]["later"] == [1]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'{"schema":"hkpaper/issue/1","source"', "not a line of JSON"),
        (b'{"schema":"hkpaper/issue/1"}', "not a whole hkpaper/issue/1 record"),
        (b'{"schema":"hkpaper/article/1"}', "pipe from an earlier stage"),
    ],
)
def test_broken_json_is_one_clear_line(data: bytes, says: str) -> None:
    """A truncated or foreign record is an error of the input, in one line, with exit status 1."""
    done = hkpaper("dates", data=data)
    assert done.returncode == 1
    assert done.stderr.decode().startswith("hkpaper: -: line 1: ")
    assert says in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


def test_a_dump_that_begins_with_a_brace_is_a_dump() -> None:
    """Raw text is told from JSON by the schema, not by a brace."""
    assert (
        records(out("run", data="{区图书馆}\n\n本报讯(记者 闻小溪)开馆了。".encode()))[0]["schema"]
        == "hkpaper/article/1"
    )


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("articles", 0, "page"), "x"),
        (("articles", 0, "confidence"), "x"),
        (("articles", 0, "dates", 0, "spans"), []),
        (("articles", 0, "paragraphs"), [[]]),
        (("articles", 0, "paragraphs", 0, 0, 0), 0.5),
        (("articles", 0, "byline", "text"), 1.5),
        (("masthead", "date"), 1.5),
        (("strands", 0, "lines"), []),
        (("lines", 0, 4), []),
        (("source", "sha256"), 0.5),
        (("done", 0), 1),
    ],
    ids=lambda each: ".".join(map(str, each)) if isinstance(each, tuple) else "",
)
def test_a_changed_record_is_refused(place: tuple[Any, ...], value: object) -> None:
    """JSON in which one value is of another kind is a WireError, and never a fault further on."""
    text = "柳溪新桥通车\n\n本报讯(记者 闻小溪)3月6日,柳溪镇新桥通车,来的人很多。\n"
    record = wire.to_dict(package.run(text, date="2025-03-07"))
    wire.from_dict(record)
    held: Any = record
    for step in place[:-1]:
        held = held[step]
    held[place[-1]] = value
    with pytest.raises(WireError, match=r"not a whole hkpaper/issue/1 record: "):
        wire.from_dict(record)
