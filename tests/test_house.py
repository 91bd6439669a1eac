"""The house: floors of imports, parity of stage, test, cases and page, tables in order."""

import ast
import json
from pathlib import Path

import pytest

from hkpaper import pipeline

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "hkpaper"

# Imports run down only: a module may import from its own floor only where it is said so, else from below.
FLOORS: list[set[str]] = [
    {"spans"},
    {"errors", "forms", "records", "views"},
    {"text", "lexicon", "profiles", "stage", "wire", "source", "loglinear", "parts", "traditional"},
    {"chars", "words"},
    {
        "account",
        "almanac",
        "authors",
        "banner",
        "binding",
        "bodies",
        "borders",
        "clock",
        "colophon",
        "crafts",
        "credits",
        "datelines",
        "dayforms",
        "daywords",
        "folios",
        "imprint",
        "issueday",
        "jumpmarks",
        "layout",
        "marks",
        "markup",
        "moon",
        "nameplate",
        "names",
        "numerals",
        "offices",
        "plates",
        "reckoning",
        "rows",
        "shapes",
        "signatures",
        "signs",
        "surnames",
        "terms",
        "wraps",
    },
    {"continuation", "genres", "halves"},
    {"stacks"},
    {"stages"},
    {"pipeline"},
    {"archive", "drafting", "face", "schema", "comparing", "scoring", "simplify", "verify"},
    {"cli", "__init__", "__main__"},
]


def floor(name: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if name in rooms)


def room(path: Path) -> str:
    inside = path.relative_to(PACKAGE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def imported(path: Path) -> list[str]:
    """Return the hkpaper modules that a file imports, deferred and typing-only ones too."""
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "hkpaper":
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("hkpaper."):
            names.append((node.module or "").removeprefix("hkpaper."))
        elif isinstance(node, ast.Import):
            names += [alias.name.removeprefix("hkpaper.") for alias in node.names if alias.name.startswith("hkpaper.")]
    return names


FILES = sorted(path for path in PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_down_the_floors(path: Path) -> None:
    """No file imports from a floor above its own."""
    here = floor(room(path))
    rooms = [name.split(".")[0] for name in imported(path)]
    known = {name for floor_rooms in FLOORS for name in floor_rooms}
    above = [name for name in rooms if name in known and floor(name) > here]
    assert above == []


@pytest.mark.parametrize("path", sorted((PACKAGE / "stages").glob("[a-z]*.py")), ids=lambda path: path.stem)
def test_no_stage_imports_another(path: Path) -> None:
    """Stages share rooms below them, never each other."""
    assert [name for name in imported(path) if name.startswith("stages")] == []


def test_every_room_has_its_floor() -> None:
    """A new module is given a floor before it is used."""
    assert {room(path) for path in FILES} <= {name for rooms in FLOORS for name in rooms}


@pytest.mark.parametrize("stage", pipeline.NAMES)
def test_each_stage_has_its_file_test_cases_and_page(stage: str) -> None:
    """One stage, one file, one test file, one table of cases, one page of docs, declared once."""
    for path in (
        PACKAGE / "stages" / f"{stage}.py",
        ROOT / "tests" / f"test_{stage}.py",
        ROOT / "tests" / "cases" / f"{stage}.json",
        ROOT / "docs" / "stages" / f"{stage}.md",
    ):
        assert path.is_file(), f"{stage} has no {path.relative_to(ROOT)}"
    found = pipeline.stage(stage)
    assert found.columns()
    assert callable(found.function())


@pytest.mark.parametrize("stage", pipeline.NAMES)
def test_each_case_says_where_it_comes_from(stage: str) -> None:
    """A case has a label of its own and a kind."""
    table = json.loads((ROOT / "tests" / "cases" / f"{stage}.json").read_text(encoding="utf-8"))
    labels = [case["label"] for case in table]
    assert len(labels) == len(set(labels))
    assert all(case["kind"] in {"wild", "made", "negative", "unsolved"} and "want" in case for case in table)


@pytest.mark.parametrize("path", sorted((PACKAGE / "data").glob("*.tsv")), ids=lambda path: path.stem)
def test_tables_are_sorted_commented_and_without_doubles(path: Path) -> None:
    """A word list opens with a comment that says what it is, and its rows stand in order, each word once."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("#")
    words = [line.split("\t")[0] for line in lines if line.strip() and not line.startswith("#")]
    assert words == sorted(words)
    assert len(words) == len(set(words))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_stay_small(path: Path) -> None:
    """A file of more than 300 lines does a second thing."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
