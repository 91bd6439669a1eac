"""How well likeness tells a story's next paragraph from paragraphs of other stories of its paper.

    python eval/measure_themes.py [THEMES…]

On the articles written for the simulator, which no model was counted from: each paragraph with the one after it, against
the first and the last paragraphs of eight other stories of the same paper. Prints the share of such choices told right
(the area under the curve) by the last 40, 80, or all characters of the one and the first of the others: by shared pairs and triples, by theme, by both.
"""

from __future__ import annotations

import random
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1]))

from eval.simulator.written import FOLDER, written
from hkpaper.continuation import themes, topics

LENGTHS = (40, 80, 1500)
OTHERS = 8
LEAST = 25  # characters of a paragraph that is asked
SHARE = 0.05  # of the theme's cosine, beside the others'


def choices(seed: int = 1) -> list[list[str]]:
    """Return a paragraph, the one after it, then those of other stories, many times."""
    chance, found = random.Random(seed), []
    for paper in sorted(path.stem for path in FOLDER.glob("*.jsonl")):
        told = [[each for each in story.paragraphs if len(each) >= LEAST] for story in written(paper)]
        stories = [paragraphs for paragraphs in told if len(paragraphs) > 1]
        for story in stories:
            rest = [other for other in stories if other is not story]
            for one, following in pairwise(story):
                drawn = chance.sample(rest, OTHERS)
                found.append([one, following, *(other[at] for other in drawn for at in (0, -1))])
    return found


def told_right(found: NDArray[np.floating]) -> float:
    """Return how often the true one (in front) has more than another; a draw counts half."""
    return float(np.mean((found[:1] > found[1:]) + 0.5 * (found[:1] == found[1:])))


def main(arguments: list[str]) -> None:
    """Measure and print."""
    asked = choices()
    for path in [Path(each) for each in arguments] or [themes.SHIPPED]:
        space = themes.opened(path)
        print(f"{path.name}: {len(asked)} paragraphs\n| characters | shared | theme | both |\n|---|---|---|---|")
        for length in LENGTHS:
            marks = []
            for texts in asked:
                cut = [texts[0][-length:], *(text[:length] for text in texts[1:])]
                two, three = topics.likeness(cut)
                shared, theme = (two + three)[0, 1:], space.likeness(cut)[0, 1:]
                marks.append([told_right(each) for each in (shared, theme, shared + SHARE * theme)])
            print(f"| {length} | " + " | ".join(f"{each:.3f}" for each in np.mean(marks, axis=0)) + " |")


if __name__ == "__main__":
    main(sys.argv[1:])
