"""The command line: files, options, exit statuses, and what it says."""

import os
import pty
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

import hkpaper as package
from hkpaper import pipeline
from hkpaper.cli.app import TOOLS
from hkpaper.errors import InputError, OptionError
from shell import BARE, HKPAPER, ROOT, SAMPLES, hkpaper, out, records

TINY = SAMPLES / "tiny.txt"
FRONT = SAMPLES / "front-page.txt"


def test_the_version_is_pyprojects() -> None:
    """--version prints the version that pyproject.toml declares."""
    import tomllib

    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert package.__version__ == declared
    assert out("--version").decode() == f"hkpaper {declared}\n"


def test_a_bad_file_does_not_stop_the_rest() -> None:
    """Bad inputs are named on stderr, one line each; the others are written in order; exit 1."""
    done = hkpaper("run", TINY, "no-such-file.txt", SAMPLES, FRONT)
    said = done.stderr.decode().splitlines()
    assert done.returncode == 1
    assert len(said) == 2
    assert said[0] == "hkpaper: no-such-file.txt: No such file or directory"
    assert "is a directory" in said[1]
    assert "--one-issue or --issue-by" in said[1], "the way to read a folder is told"
    assert done.stdout == out("run", TINY, FRONT)


def test_fail_fast_stops_at_the_first() -> None:
    """With --fail-fast nothing after the bad input is read."""
    done = hkpaper("run", "no-such-file.txt", TINY, "--fail-fast")
    assert (done.returncode, done.stdout) == (1, b"")


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["run", str(TINY), "--format", "xml"], 2, "jsonl, json, csv, tsv, text"),
        (["rum"], 2, "did you mean run?"),
        (["run", "--no-such-option"], 2, "No such option"),
        (["run", str(TINY), "--date", "tomorrow"], 2, "tomorrow"),
        (["run", str(TINY), "--encoding", "klingon"], 2, "there is no such encoding"),
        (["repair", str(TINY), "--punctuation", "full"], 2, "restore, keep"),
        (["read", str(TINY), "--shape", "round"], 2, "auto, blocks, lines, layout"),
        (["run", str(TINY), "-o", "/no-such-folder/out.jsonl"], 1, "/no-such-folder/out.jsonl: cannot be written"),
        (["explain"], 2, "explain: Missing argument 'issue' (see hkpaper explain -h)"),
        (["schema", "paper"], 2, "article, residue, issue"),
        (["verify", "no-such-file.txt"], 1, "No such file"),
    ],
)
def test_errors_say_what_and_what_next(arguments: list[str], status: int, says: str) -> None:
    """Each fault of the call has its exit status and a message that names the way out, never a traceback."""
    done = hkpaper(*arguments)
    assert done.returncode == status
    assert says in done.stderr.decode()
    assert done.stderr.startswith(b"hkpaper: ")
    assert done.stderr.count(b"\n") == 1


def test_strict_and_fail_empty_have_their_statuses() -> None:
    """Doubts under --strict are 3, nothing found under --fail-empty is 4, and both are 0 without."""
    assert hkpaper("run", TINY, "--strict").returncode == 3
    assert hkpaper("run", "/dev/null", "-e").returncode == 4
    assert hkpaper("run", "/dev/null").returncode == 0


def test_output_is_written_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    """-o replaces the file at once, keeps its mode, and leaves nothing else behind."""
    target = tmp_path / "out.jsonl"
    target.write_text("old")
    target.chmod(0o640)
    assert out("run", TINY, "-o", target) == b""
    assert target.read_bytes() == out("run", TINY)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_leaves_the_old_file_and_says_nothing(sent: signal.Signals, status: int, tmp_path: Path) -> None:
    """Ctrl-C ends a run with 130, SIGTERM with 143, in silence, and no half-written file is left."""
    target = tmp_path / "out.jsonl"
    target.write_text("old")
    command = [*HKPAPER, "run", "-", "-o", str(target)]
    # Tests run in the background are deaf to SIGINT, and so would be their child.
    deaf = signal.signal(sent, signal.SIG_DFL)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=BARE) as process:
        signal.signal(sent, deaf)
        assert process.stdin
        assert process.stderr
        process.stdin.write(b"not yet")
        process.stdin.flush()
        while len(list(tmp_path.iterdir())) < 2:  # until it has begun to write beside the old file
            time.sleep(0.02)
        process.send_signal(sent)
        assert process.wait(20) == status
        assert process.stderr.read() == b""
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]
    assert target.read_text() == "old"


def test_a_full_disk_is_one_line() -> None:
    """/dev/full gives exit 1 and one line."""
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*HKPAPER, "run", TINY], stdout=full, stderr=subprocess.PIPE, env=BARE, check=False)
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == ["hkpaper: output: No space left on device"]


def test_a_device_or_a_pipe_is_written_to_as_it_is(tmp_path: Path) -> None:
    """-o into a pipe gives its reader the bytes, and leaves a pipe: a file in the place of /dev/null would break the machine."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE) as reader:
        assert out("run", TINY, "-o", pipe) == b""
        assert reader.stdout is not None
        assert reader.stdout.read() == out("run", TINY)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert out("run", TINY, "-o", "/dev/stdout") == out("run", TINY)
    full = hkpaper("run", TINY, "-o", "/dev/full")
    assert full.returncode == 1
    assert full.stderr.decode().splitlines() == ["hkpaper: output: No space left on device"]
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


@pytest.mark.parametrize(
    "words",
    [["run", TINY, "--format", "csv"], ["people", TINY, "--format", "csv"], ["schema"], ["--help"], ["--version"]],
)
def test_a_reader_that_has_gone_is_no_fault(words: list[object]) -> None:
    """Whatever was to be printed, even if all of it fits into one buffer: status 141, and not a word."""
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as gone:
        done = subprocess.run([*HKPAPER, *map(str, words)], stdout=gone, stderr=subprocess.PIPE, env=BARE, check=False)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_closed_output_is_one_line() -> None:
    """>&- gives exit 1 and one line."""
    done = subprocess.run(
        f"'{sys.executable}' -m hkpaper run '{TINY}' >&-", shell=True, stderr=subprocess.PIPE, env=BARE, check=False
    )
    assert (done.returncode, done.stderr) == (1, b"hkpaper: output: it is closed\n")


def test_a_folder_is_no_output(tmp_path: Path) -> None:
    """-o with a folder says so, and leaves nothing in it."""
    done = hkpaper("run", TINY, "-o", tmp_path)
    assert done.returncode == 1
    assert done.stderr.decode() == f"hkpaper: {tmp_path}: cannot be written: it is a folder (name a file in it)\n"
    assert list(tmp_path.iterdir()) == []


def test_names_come_from_a_list(tmp_path: Path) -> None:
    """--files-from takes names from a file or from standard input, ended by lines or by NUL."""
    both = out("run", TINY, FRONT)
    listed = tmp_path / "list"
    listed.write_text(f"{TINY}\n{FRONT}\n")
    assert out("run", "--files-from", listed) == both
    assert out("run", "--files-from", "-", "-0", data=f"{TINY}\0{FRONT}\0".encode()) == both


def test_csv_is_rfc_4180_and_safe_for_excel() -> None:
    """CSV has CRLF, quotes and a header; --bom marks it; --excel guards what looks like a formula."""
    import csv
    import io

    text = '=1+1的故事\n\n本报讯(记者 闻小溪)区图书馆开馆,"很好"。'.encode()
    plain = out("run", "--format", "csv", data=text).decode()
    assert plain.endswith("\r\n")
    rows = list(csv.DictReader(io.StringIO(plain, newline="")))
    assert rows[0]["text"] == "本报讯（记者 闻小溪）区图书馆开馆，“很好”。"
    assert out("run", "--format", "csv", "--bom", data=text).startswith(b"\xef\xbb\xbfsource,id")
    cells = [
        next(row["text"] for row in csv.DictReader(io.StringIO(read, newline="")) if "1+1" in row["text"])
        for excel in ([], ["--excel"])
        for read in [out("read", "--format", "csv", *excel, data=text).decode("utf-8-sig")]
    ]
    assert cells == ["=1+1的故事", "'=1+1的故事"]


def test_no_cell_is_a_formula() -> None:
    """Joined names, full-width signs and white space before a sign are guarded too; numbers stay numbers."""
    from hkpaper.cli.outlet import _cell

    for value in (("=1", "丙"), "＝1", "\t=1", "\r=1", "@甲", "-1"):
        assert _cell(value, True).startswith("'"), value
    assert [_cell(value, True) for value in (-1, -0.5, None, "甲=1", ())] == ["-1", "-0.5", "", "甲=1", ""]
    assert _cell(("=1", "丙"), False) == "=1; 丙"


def test_a_dump_does_not_command_the_terminal() -> None:
    """Control characters are shown as U+FFFD; a file gets them as they are."""
    text = "柳溪\x1b]0;新桥\x07通车\n\n本报讯(记者 闻小溪)柳溪镇\x9b2J新桥昨天通车，来的人很多。".encode()
    for arguments in (["show"], ["show", "--raw"]):
        shown = out(*arguments, data=text).decode()
        assert "\ufffd" in shown
        assert not set("\x1b\x07\x9b") & set(shown)
    assert "\x9b" in out("run", "--format", "text", data=text).decode()


def test_every_name_that_is_offered_is_there() -> None:
    """What the package offers can be imported."""
    for name in package.__all__:
        assert getattr(package, name) is not None


def test_an_internal_error_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A fault in any subcommand is told in one line, with its place; --debug shows the traceback."""
    from hkpaper.cli import app

    monkeypatch.setattr(app, "_called", lambda _: {}["二三"])
    monkeypatch.setattr(app, "_in_utf8", lambda: None)
    with pytest.raises(SystemExit) as left:
        app.run(["show"])
    said = capsys.readouterr().err
    assert left.value.code == 70
    assert said.startswith("hkpaper: internal error: KeyError: '二三' (test_cli.py:")
    assert said.count("\n") == 1
    with pytest.raises(KeyError):
        app.run(["run", "--debug"])


def test_options_that_no_stage_has_are_refused() -> None:
    """A misspelt keyword, no file at all and a day of no newspaper are errors that say so."""
    with pytest.raises(OptionError, match="colour: no stage has such an option"):
        package.run("柳溪", colour="red")
    with pytest.raises(InputError, match="no file"):
        package.run([])
    with pytest.raises(OptionError, match="9999-12-31: no day of a newspaper"):
        package.run("柳溪", date="9999-12-31")


def test_json_tsv_and_text_hold_the_same() -> None:
    """The other formats print the same articles."""
    import json

    lines = records(out("run", TINY))
    assert json.loads(out("run", TINY, "--format", "json")) == lines
    assert json.loads(out("run", "--format", "json", "--files-from", "/dev/null")) == []
    assert out("run", TINY, "--format", "text").decode().splitlines()[0] == lines[0]["headline"]
    header, row = out("run", TINY, "--format", "tsv").decode().splitlines()
    assert dict(zip(header.split("\t"), row.split("\t"), strict=True))["headline"] == lines[0]["headline"]


def test_articles_only_leaves_out_the_residue() -> None:
    """--articles-only prints articles and nothing else."""
    assert [record["schema"] for record in records(out("run", TINY, "--articles-only"))] == ["hkpaper/article/1"]


def test_doubts_are_listed_on_request() -> None:
    """--doubts prints them on stderr as CSV; stdout does not change."""
    done = hkpaper("run", TINY, "--doubts")
    assert done.stdout == out("run", TINY)
    assert b"tiny.txt,link,jump-target-absent," in done.stderr


def test_verbose_speaks_and_changes_nothing() -> None:
    """-v says encoding, shape and counts on stderr; stdout does not change."""
    done = hkpaper("run", SAMPLES / "gb18030.txt", "-v")
    assert "gb18030, blocks" in done.stderr.decode()
    assert done.stdout == out("run", SAMPLES / "gb18030.txt")


def test_options_of_stages_reach_them() -> None:
    """--date, --punctuation and --no-link do what their stages say."""
    text = "本报讯(记者 闻小溪)昨日,区图书馆开馆。".encode()
    article = records(out("run", "--date", "2025-03-07", "--punctuation", "keep", data=text))[0]
    assert article["dates"][0]["iso"] == "2025-03-06"
    assert article["paragraphs"] == ["本报讯(记者 闻小溪)昨日,区图书馆开馆。"]
    joined, apart = (len(records(out("run", SAMPLES / "two-pages.txt", link))) for link in ("--link", "--no-link"))
    assert apart == joined + 1


def test_an_option_of_a_stage_that_is_done_is_said_to_do_nothing() -> None:
    """JSON that has been through repair takes no other punctuation, and hkpaper says so."""
    done = hkpaper("emit", "--punctuation", "keep", data=out("repair", TINY))
    assert done.returncode == 0
    assert "repair is done already" in done.stderr.decode()


def test_lossy_bytes_are_warned_of() -> None:
    """Bytes that could not be decoded are counted on stderr and doubted in the record."""
    broken = "本报讯(记者 闻小溪)区图书馆今天开馆,来的人很多。".encode() * 20 + b"\xff"
    done = hkpaper("run", data=broken)
    assert "1 bytes are not utf-8" in done.stderr.decode()
    assert b"lossy-decoding" in done.stdout


def test_a_terminal_without_input_is_not_waited_for() -> None:
    """With a terminal as standard input and no file, hkpaper says what it wants and leaves with 2."""
    main, child = pty.openpty()
    done = subprocess.run([*HKPAPER, "run"], stdin=child, capture_output=True, env=BARE, timeout=20, check=False)
    os.close(main)
    os.close(child)
    assert done.returncode == 2
    assert b"no input" in done.stderr


def test_show_is_for_eyes() -> None:
    """show prints headline, byline and paragraphs; colour only when asked or on a terminal; --raw numbers the lines."""
    plain = out("show", TINY).decode()
    assert "清源区启动老河道整治" in plain
    assert "\x1b[" not in plain
    assert "\x1b[" in out("show", TINY, "--color", "always").decode()
    raw = out("show", TINY, "--raw").decode()
    assert "1▏清源区启动老河道整治" in raw
    assert "-▏每周五出版" in raw


@pytest.mark.parametrize("command", ["", *TOOLS, *pipeline.NAMES])
def test_help_fits_a_screen(command: str) -> None:
    """--help of every command is at most 80 columns wide and tells the exit statuses."""
    text = out(*command.split(), "--help").decode()
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "Exit status" in text


@pytest.mark.parametrize(
    ("arguments", "loaded"),
    [
        (["byline"], {"rich.console", "jieba", "numpy", "pydantic", "asyncio", "multiprocessing", "regex", "scipy", "marisa_trie"}),
        (["dates"], {"rich.console", "jieba", "numpy", "pydantic", "asyncio", "multiprocessing", "regex", "scipy", "marisa_trie"}),
        (["jump"], {"hkpaper.signs", "hkpaper.names", "rich.console", "jieba", "numpy", "pydantic", "asyncio", "multiprocessing", "regex", "scipy", "marisa_trie"}),
        (["people"], {"rich.console", "jieba", "numpy", "pydantic", "asyncio", "multiprocessing", "regex", "scipy"}),
        (["--version"], {"typer", "json", "dataclasses", "hkpaper.records", "rich"}),
        (["run"], {"rich.console", "pydantic", "asyncio", "multiprocessing", "scipy", "jieba", "importlib.metadata"}),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)  # fmt: skip
def test_a_command_loads_only_what_it_uses(arguments: list[str], loaded: set[str]) -> None:
    """Import guards: start-up is held by what is not in sys.modules, not by a clock."""
    before = {"byline": "repair", "dates": "byline", "jump": "dates", "people": "link", "run": "read"}
    data = out(before[arguments[0]], TINY) if arguments[0] in before else b""
    code = (
        "import sys\nfrom hkpaper.cli import main\n"
        f"sys.argv = ['hkpaper', *{arguments!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"sys.stderr.write(','.join(sorted(set(sys.modules) & {loaded!r})))\n"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, input=data, capture_output=True, env=BARE, check=True)
    assert done.stderr == b""


def test_nothing_is_written_but_the_output(tmp_path: Path) -> None:
    """With an empty home and temp folder, neither holds anything afterwards."""
    done = hkpaper("run", FRONT, env={"HOME": str(tmp_path), "TMPDIR": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)})
    assert done.returncode == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [["show", FRONT], ["verify", FRONT], ["run", FRONT], ["dates", FRONT, "--format", "csv"]],
    ids=lambda a: a[0],
)
def test_a_reader_that_leaves_is_told_by_the_status_alone(arguments: list[object]) -> None:
    """When the reader of the pipe has gone, every command leaves with 141 and without a word."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*HKPAPER, *map(str, arguments)], stdout=writing, stderr=subprocess.PIPE, check=False, env=BARE
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_a_table_is_no_dump(form: str, tmp_path: Path) -> None:
    """What a stage printed as a table is told from newspaper text, alone and among the files of an issue."""
    table = tmp_path / f"bylines.{form}"
    table.write_bytes(out("byline", TINY, "--format", form))
    for options in ([], ["--one-issue"]):
        done = hkpaper("run", *options, table)
        assert (done.returncode, done.stdout) == (1, b"")
        assert b"is a table that a stage printed" in done.stderr


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["read", TINY], "11 lines"),
        (["segment", TINY], "1 articles"),
        (["byline", TINY, "--format", "csv"], "rows"),
        (["tokens", TINY], "words"),
        (["run", TINY], "1 articles"),
    ],
)
def test_verbose_counts_what_was_printed(command: list[object], says: str) -> None:
    """--verbose counts articles as articles, and lines, rows and words as what they are."""
    last = hkpaper(*command, "-v").stderr.decode().splitlines()[-1]
    assert last.split(",")[0].endswith(says)


def test_a_value_that_cannot_be_stops_at_once(tmp_path: Path) -> None:
    """A bad value is said once for all inputs, with status 2, and no half-written file is left."""
    target = tmp_path / "out.jsonl"
    done = hkpaper("run", TINY, FRONT, "--date", "tomorrow", "-o", target)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert list(tmp_path.iterdir()) == []


def test_shape_is_taken_by_who_reads_dumps() -> None:
    """show, verify and explain take --shape as the stages do, and refuse one that there is none of."""
    assert hkpaper("show", TINY, "--shape", "lines").returncode == 0
    assert hkpaper("verify", TINY, "--shape", "lines").returncode == 0
    wrong = [["show", TINY], ["verify", TINY], ["explain", TINY, "--offset", "60"]]
    assert [hkpaper(*command, "--shape", "round").returncode for command in wrong] == [2, 2, 2]
    told = [records(out("explain", TINY, "--offset", "60", "--shape", shape)) for shape in ("blocks", "lines")]
    assert all(each[0]["line"]["text"] for each in told)


def test_a_profile_of_nothing_says_so() -> None:
    """Where dumps show no word that hkpaper lacks, profile new says so on standard error."""
    done = hkpaper("profile", "new", TINY)
    assert done.returncode == 0
    assert b"nothing in these dumps" in done.stderr
