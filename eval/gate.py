"""Score the samples and compare with their floors: a score that falls is a failure.

    python eval/gate.py                  compare with eval/floors.json
    python eval/gate.py --update         raise the floors to what is measured now
    python eval/gate.py --lower REASON   lower them too, with the reason written beside

The floors pin the hash of each dump and gold file; a page that crashes counts as all missed. The calibration error is
held over all pages together: of one page's few articles it is mostly chance.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import hkpaper
from hkpaper.comparing import Record
from hkpaper.scoring import Scores, calibration_error, judged, score
from hkpaper.stages.emit import records

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
SAMPLES = HERE.parent / "samples"
LESS_IS_BETTER = ("cer", "lost_10k", "false_headlines", "ece")
TOGETHER = "all pages"
SLACK = 1e-4  # floors are kept to four places


def measure(raw: Path, gold: Path) -> tuple[Scores, list[tuple[float, bool]]]:
    """Return the scores of one page, and its articles' confidence and rightness; a crash is a miss in everything."""
    truth = json.loads(gold.read_text(encoding="utf-8"))
    found: list[Record] = []
    try:
        found = list(records(hkpaper.run(raw)))
    except Exception as error:
        print(f"{raw.name}: {type(error).__name__}: {error}", file=sys.stderr)
    return score(truth, found), judged(truth, found)


def pages(folder: Path) -> list[tuple[str, Path, Path]]:
    """Return the dumps of a folder that have a gold file."""
    golds = sorted(folder.glob("*.gold.json"))
    stems = [gold.name.removesuffix(".gold.json") for gold in golds]
    return [(stem, folder / f"{stem}.txt", gold) for stem, gold in zip(stems, golds, strict=True)]


def pinned(raw: Path, gold: Path) -> str:
    """Return the hash of a dump and its gold together."""
    return hashlib.sha256(raw.read_bytes() + gold.read_bytes()).hexdigest()


def fallen(floors: dict[str, Any], name: str, scores: Scores) -> list[str]:
    """Return the metrics of a page that are worse than their floor, in words."""
    found = []
    for metric, floor in floors.get(name, {}).get("scores", {}).items():
        now = scores.get(metric)
        worse = now is None or (now > floor + SLACK if metric in LESS_IS_BETTER else now < floor - SLACK)
        if worse:
            found.append(f"{name}: {metric} {floor} → {now}")
    return found


def _rounded(scores: Scores) -> dict[str, float]:
    return {metric: round(value, 4) for metric, value in scores.items() if value is not None}


def main(arguments: list[str] | None = None) -> int:
    """Score, print the table, compare, and update where told."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--lower", metavar="REASON")
    options = parser.parse_args(arguments)
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    broken: list[str] = []
    results: list[tuple[str, Scores]] = []
    new = dict(floors)
    sure: list[tuple[float, bool]] = []
    for name, raw, gold in pages(SAMPLES):
        scores, articles = measure(raw, gold)
        sure += articles
        results.append((name, scores))
        if name in floors and floors[name]["sha256"] != pinned(raw, gold) and not options.update:
            broken.append(f"{name}: the page is not the one its floors were measured on")
        broken += fallen(floors, name, scores)
        new[name] = {"sha256": pinned(raw, gold), "scores": _rounded(scores)}
        new[name]["scores"].pop("ece", None)
    together: Scores = {"ece": calibration_error(sure)}
    broken += fallen(floors, TOGETHER, together)
    new[TOGETHER] = {"scores": _rounded(together)}
    from hkpaper.cli.score import table

    print(table(results), end="")
    if sure:
        print(f"{TOGETHER}: calibration error {together['ece']:.3f} over {len(sure)} articles")
    if options.lower:
        new["lowered"] = [*floors.get("lowered", []), {"reason": options.lower, "what": broken}]
    if options.lower or (options.update and not broken):
        FLOORS.write_text(json.dumps(new, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return 0
    for line in broken:
        print(f"fell: {line}", file=sys.stderr)
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
