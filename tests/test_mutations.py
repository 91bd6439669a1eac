"""Mutated dumps: the harness makes the same dump again, and finds what is wrong with one."""

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from eval import mutations
from eval.mutations import READ_AS, check, fault_of, mutated

from hkpaper import pipeline
from hkpaper.records import Issue


@pytest.mark.parametrize("shape", READ_AS)
def test_mutated_dumps_of_each_shape_go_through(shape: str) -> None:
    """A few of each shape; `python eval/mutations.py` checks thousands."""
    assert check(shape, range(3), None) == 0


def test_a_number_is_a_dump() -> None:
    """The same number makes the same bytes, another one others."""
    assert mutated("lines", 7) == mutated("lines", 7)
    assert len({mutated("lines", number) for number in range(8)}) == 8


def test_what_raises_or_loses_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stage that raises, or that drops what it holds, is a fault."""
    page = "柳溪镇新桥通车\n\n本报讯(记者 闻小溪)柳溪镇新桥昨天通车。\n".encode()
    assert fault_of(page, random.Random(1)) == ""
    whole = pipeline.run_up_to

    def losing(issue: Issue, last: str) -> Issue:
        found = whole(issue, last)
        return found if last != "emit" else Issue(found.source, done=found.done)

    monkeypatch.setattr(mutations.pipeline, "run_up_to", losing)
    assert "faults of the account" in fault_of(page, random.Random(1))
    monkeypatch.setattr(mutations.pipeline, "run_up_to", lambda *_: 1 / 0)
    assert "ZeroDivisionError" in fault_of(page, random.Random(1))


def test_a_failure_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A dump that fails is counted, named and kept."""
    monkeypatch.setattr(mutations, "fault_of", lambda *_: "broken")
    assert check("layout", range(2), tmp_path) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["layout-0.txt", "layout-1.txt"]
    assert "layout 1: broken" in capsys.readouterr().out
