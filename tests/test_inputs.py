"""What a shell really hands over: streams closed or empty, files that are no text, an output that is the input."""

import gzip
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from shell import BARE, HKPAPER, SAMPLES, hkpaper, out

TINY = SAMPLES / "tiny.txt"
FRONT = SAMPLES / "front-page.txt"


def closed(redirection: str, *arguments: object) -> subprocess.CompletedProcess[bytes]:
    """Run a subcommand with a stream closed by the shell."""
    line = f'exec "$@" {redirection}'
    return subprocess.run(
        ["sh", "-c", line, "sh", *HKPAPER, *map(str, arguments)], capture_output=True, check=False, env=BARE
    )


def test_a_closed_standard_error_changes_nothing() -> None:
    """Records, warnings and failures of inputs go their way though nobody can be told."""
    assert closed("2>&-", "run", TINY, FRONT).stdout == out("run", TINY, FRONT)
    assert closed("2>&-", "run", TINY, FRONT).returncode == 0
    done = closed("2>&-", "run", "no-such-file.txt", TINY, "--doubts", "--verbose")
    assert (done.returncode, done.stdout) == (1, out("run", TINY))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_doubts_that_cannot_be_told_cost_no_record() -> None:
    assert closed("2>/dev/full", "run", FRONT, "--doubts").stdout == out("run", FRONT)


@pytest.mark.parametrize("command", ["run", "show", "dates"])
def test_a_closed_standard_input_is_an_empty_one(command: str) -> None:
    done = closed("<&-", command)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == "hkpaper: -: standard input is empty (did the command before it fail?)\n"


def test_a_pipe_whose_first_stage_failed_leaves_the_old_output(tmp_path: Path) -> None:
    """The next stage is handed nothing: that is no page without articles."""
    kept = tmp_path / "kept.jsonl"
    kept.write_text("precious", encoding="utf-8")
    first = hkpaper("segment", "no-such-file.txt")
    done = hkpaper("emit", "-o", kept, data=first.stdout)
    assert (done.returncode, kept.read_text(encoding="utf-8")) == (1, "precious")


def test_an_empty_file_is_a_page_without_articles(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    assert out("run", path).count(b"\n") == 1


@pytest.mark.parametrize(
    "arguments", [["no-such-file.txt"], ["no-such-file.txt", "--fail-empty"], [TINY, "no-such-file.txt", "--fail-fast"]]
)
def test_an_output_of_nothing_leaves_the_old_file(arguments: list[object], tmp_path: Path) -> None:
    """Where no input could be read, or the run broke off, the file of last week stays."""
    kept = tmp_path / "kept.jsonl"
    kept.write_text("precious", encoding="utf-8")
    done = hkpaper("run", *arguments, "-o", kept)
    assert (done.returncode, kept.read_text(encoding="utf-8")) == (1, "precious")
    assert sorted(tmp_path.iterdir()) == [kept], "no half-written file is left"


def test_one_bad_input_of_several_does_not_hold_the_output_back(tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    kept.write_text("old", encoding="utf-8")
    assert hkpaper("run", TINY, "no-such-file.txt", "-o", kept).returncode == 1
    assert kept.read_bytes() == out("run", TINY)


def test_an_output_never_takes_the_place_of_its_input(tmp_path: Path) -> None:
    page, link = tmp_path / "p1.txt", tmp_path / "same.txt"
    shutil.copy(TINY, page)
    link.symlink_to(page)
    for target in (page, link):
        done = hkpaper("run", page, "-o", target)
        assert done.returncode == 2
        assert "it is the input" in done.stderr.decode()
    assert page.read_bytes() == TINY.read_bytes()


def test_a_dash_is_standard_output(tmp_path: Path) -> None:
    assert out("run", TINY, "-o", "-") == out("run", TINY)
    assert not Path("-").exists()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "is a PDF"),
        (gzip.compress(TINY.read_bytes()), "gunzip"),
        (b"PK\x03\x04\x14\x00\x06\x00", "zip"),
        (b"\x7fELF\x02\x01\x01" + bytes(500), "a program"),
        (random.Random(1).randbytes(20_000), "is no text"),
    ],
    ids=["pdf", "gzip", "zip", "program", "bytes"],
)
def test_what_is_no_text_is_refused(data: bytes, says: str, tmp_path: Path) -> None:
    """Mojibake is no article: such a file fails, and the others are written."""
    path = tmp_path / "p2.txt"
    path.write_bytes(data)
    done = hkpaper("run", path, TINY)
    assert (done.returncode, done.stdout) == (1, out("run", TINY))
    assert says in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


def test_a_broken_text_is_still_read(tmp_path: Path) -> None:
    """A twentieth of its bytes spoiled, some NUL among them: warned of, not refused."""
    data = bytearray(FRONT.read_bytes())
    for at in range(0, len(data), 60):
        data[at] = 0xFF if at % 120 else 0
    path = tmp_path / "p1.txt"
    path.write_bytes(data)
    done = hkpaper("run", path)
    assert done.returncode == 0
    assert b"each is now U+FFFD" in done.stderr


def test_an_encoding_that_there_is_none_of_is_usage_whatever_the_inputs() -> None:
    assert hkpaper("run", "no-such-file.txt", "--encoding", "klingon").returncode == 2
    assert hkpaper("emit", "--encoding", "klingon", data=out("segment", TINY)).returncode == 2


def test_names_that_end_with_nul_want_the_option() -> None:
    done = hkpaper("run", "--files-from", "-", data=b"a.txt\0b.txt\0")
    assert done.returncode == 2
    assert "--null" in done.stderr.decode()


def test_a_pattern_is_sought_below_the_folder_first(tmp_path: Path) -> None:
    """A date in the path that leads to an archive is no issue's."""
    archive = tmp_path / "2024-01-01" / "archive"
    archive.mkdir(parents=True)
    for day in ("2025-05-02", "2025-05-03"):
        shutil.copy(TINY, archive / f"{day}_1.txt")
    said = hkpaper("run", "--issue-by", r"\d{4}-\d\d-\d\d", archive, "--verbose").stderr.decode()
    assert "2025-05-02: " in said
    assert "2025-05-03: " in said
    done = hkpaper("run", "--issue-by", r"\d{4}", "no-such-folder/")
    assert "no-such-folder/: No such file or directory" in done.stderr.decode()
