"""The docs: what they show is what happens."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from shell import BARE, ROOT, out

PAGES = [ROOT / "docs" / "tutorial.md", ROOT / "docs" / "explain.md", *sorted((ROOT / "docs" / "stages").glob("*.md"))]
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
RUN = re.compile(r"hkpaper .*samples/|printf .*\| hkpaper ")
BIN = Path(sys.executable).parent


def examples(page: Path) -> list[tuple[str, list[str]]]:
    """Return the commands on samples, or on a text that they print, which a page shows, each with the lines of output below it."""
    found: list[tuple[str, list[str]]] = []
    for block in CONSOLE.findall(page.read_text(encoding="utf-8")):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif found:
                found[-1][1].append(line)
    return [(command, shown) for command, shown in found if RUN.match(command)]


CASES = [pytest.param(c, s, id=f"{p.stem}: {c[:40]}") for p in PAGES for c, s in examples(p) if s]


@pytest.mark.parametrize(("command", "shown"), CASES)
def test_an_example_prints_what_the_page_shows(command: str, shown: list[str], tmp_path: Path) -> None:
    """Each line that a page shows under a command is printed by it, in order; … stands for what is left out."""
    if "jq" in shlex.split(command) or "front-page.jsonl" in command:
        pytest.skip("needs jq, or the file that an earlier command wrote")
    env = BARE | {"PATH": f"{BIN}:{BARE['PATH']}"}
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, env=env, check=False)
    printed = iter((done.stdout + done.stderr).decode().replace("\r", "").splitlines())
    for line in shown:
        start = line.split("…")[0].rstrip()
        if start:
            assert any(each.rstrip() == start or ("…" in line and each.startswith(start)) for each in printed), line


SCRIPTS = [
    pytest.param(block, id=f"{page.stem} {number}")
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    for number, block in enumerate(PYTHON.findall(page.read_text(encoding="utf-8")))
    if "corpus" not in block  # corpora are not in the repository
]


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_runs(script: str) -> None:
    """Python that a page shows runs as it stands, in silence on standard error."""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, env=BARE, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")


def test_the_readme_shows_the_tiny_sample() -> None:
    """The first lines that a reader sees are those of the sample, its blank lines left out."""
    shown = re.search(
        r"samples/tiny\.txt`, its blank lines left out\):\n\n```text\n(.*?)```",
        (ROOT / "README.md").read_text("utf-8"),
        re.DOTALL,
    )
    lines = (ROOT / "samples" / "tiny.txt").read_text(encoding="utf-8").splitlines()
    assert shown is not None
    assert shown[1].splitlines() == [line for line in lines if line.strip()]


def test_a_grouped_run_is_proved_issue_by_issue(tmp_path: Path) -> None:
    """The cookbook's way: verify groups the dumps as the run did."""
    front = (ROOT / "samples" / "front-page.txt").read_bytes()
    for number, name in enumerate(("2025-05-02_01.txt", "2025-05-02_02.txt", "2025-05-09_01.txt")):
        (tmp_path / name).write_bytes(front + b"\n" * number)
    records = tmp_path / "articles.jsonl"
    records.write_bytes(out("run", "--issue-by", r"\d{4}-\d\d-\d\d", tmp_path))
    told = out("verify", "--issue-by", r"\d{4}-\d\d-\d\d", tmp_path, records).decode().splitlines()
    assert [line.split(": kept")[0] for line in told] == ["2025-05-02", "2025-05-09_01.txt"]
    assert all(line.endswith("lost 0, doubled 0, invented 0") for line in told)
