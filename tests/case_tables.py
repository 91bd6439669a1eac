"""The case tables: one JSON file a stage, each case with a label, a kind, what is given and what is wanted."""

import json
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"
KINDS = {"wild", "made", "negative", "unsolved"}


def cases(stage: str) -> list[Any]:
    """Return the stage's cases as pytest parameters; an unsolved one must fail, or lose its mark."""
    table = json.loads((CASES / f"{stage}.json").read_text(encoding="utf-8"))
    return [
        pytest.param(
            case,
            id=case["label"],
            marks=[pytest.mark.xfail(strict=True, reason="unsolved")] if case["kind"] == "unsolved" else [],
        )
        for case in table
    ]
