"""The samples: made by their maker, read as well as their floors say."""

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "eval"))

import gate  # noqa: E402
import make_samples  # noqa: E402

SAMPLES = ROOT / "samples"


def test_the_maker_makes_the_samples(tmp_path: Path) -> None:
    """The committed pages and gold files are the maker's, byte for byte."""
    make_samples.main(tmp_path)
    made = sorted(tmp_path.iterdir())
    assert made
    assert [path.name for path in made if path.read_bytes() != (SAMPLES / path.name).read_bytes()] == []


def test_no_score_falls_below_its_floor(capsys: pytest.CaptureFixture[str]) -> None:
    """The gate over all samples is green."""
    assert gate.main([]) == 0, capsys.readouterr().err


def test_the_gate_can_fail() -> None:
    """A score under its floor, or above it where less is better, is named."""
    floors = {"page": {"scores": {"headline": 0.9, "cer": 0.1}}}
    assert gate.fallen(floors, "page", {"headline": 0.8, "cer": 0.05}) == ["page: headline 0.9 → 0.8"]
    assert gate.fallen(floors, "page", {"headline": 0.95, "cer": 0.2}) == ["page: cer 0.1 → 0.2"]
    assert gate.fallen(floors, "page", {"headline": 0.9, "cer": 0.1}) == []


def test_the_gate_misses_a_page_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A page with floors that is no sample any more has fallen, until a reason is given; why floors fell is no page."""
    floor = json.loads(gate.FLOORS.read_text(encoding="utf-8"))["interleaved"]
    kept = tmp_path / "floors.json"
    kept.write_text(json.dumps({"interleaved": floor, "lost": floor, "lowered": []}), encoding="utf-8")
    for end in ("txt", "gold.json"):
        (tmp_path / f"interleaved.{end}").write_bytes((SAMPLES / f"interleaved.{end}").read_bytes())
    monkeypatch.setattr(gate, "FLOORS", kept)
    monkeypatch.setattr(gate, "SAMPLES", tmp_path)
    for arguments in ([], ["--update"]):
        assert gate.main(arguments) == 1
        assert capsys.readouterr().err == "fell: lost: it has floors and is no sample any more\n"
    assert gate.main(["--lower", "the page is gone"]) == 0
    assert "lost" not in json.loads(kept.read_text(encoding="utf-8"))
    assert gate.main([]) == 0


def test_a_page_that_crashes_is_a_miss(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The gate outlives pages that crash, even all of them, and names what fell."""
    whole, crashing = gate.hkpaper.run, {"mixed"}

    def crash(path: Path) -> object:
        if path.stem in crashing:
            raise RuntimeError("made to fail")
        return whole(path)

    monkeypatch.setattr(gate.hkpaper, "run", crash)
    for _ in range(2):
        assert gate.main([]) == 1
        assert "fell: mixed: article_f1_95 1.0 → 0.0" in capsys.readouterr().err
        crashing |= {path.stem for path in SAMPLES.glob("*.txt")}


def test_every_sample_is_told_of() -> None:
    """samples/README.md names each page."""
    told = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in SAMPLES.glob("*.txt") if path.name not in told] == []
