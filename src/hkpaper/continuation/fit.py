"""合缝: what it costs to begin or to end a strand, and what it gains to join two runs of lines.

Takes `Run`s, the smallest units of reading order: lines that certainly follow each other. All prices
are in nats, set by hand on what printed lines show; a model fitted on simulated pages is to replace
them, and `Prices` is the place for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from hkpaper.continuation.evidence import Evidence
from hkpaper.continuation.runs import TITLE_LINES, Run

NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Prices:
    """The prices of the cues, in nats; each line says what it pays for."""

    end_open: float = 5.0  # a strand ends in mid-sentence
    end_hanging: float = 6.0  # … at a comma
    end_full: float = 1.5  # … at a full stop in a full line
    end_short: float = 0.6  # … at a full stop in a short line
    start_lead: float = 0.0  # a strand begins with a byline
    start_inset: float = 1.2  # … with an indented line
    start_plain: float = 3.0  # … with a line at the margin
    start_cling: float = 8.0  # … with a closing mark
    start_mark: float = 2.5  # a jump mark stands for itself
    inset_in_sentence: float = -4.0  # an indent where the sentence above is open
    flush_in_sentence: float = 1.0  # no indent, and the sentence above is open
    inset_after_stop: float = 1.0
    flush_after_stop: float = -0.8  # no indent after a full stop in a full line
    flush_after_end: float = -1.2  # … after one in a short line: a paragraph has ended there
    under_byline: float = 2.0  # a byline or a 上接 mark stands on a line of its own above its story
    short_open: float = -3.0  # an open line that does not fill its column
    clings: float = 2.0
    clings_to_stop: float = -7.0
    brackets: float = 1.5  # brackets left open above are closed below
    measure_same: float = 1.0
    measure_allowed: float = 0.4
    measure_off: float = -2.5  # for each em beyond the first
    measure_least: float = -8.0
    same_block: float = 4.0
    next_in_dump: float = 1.0
    step: float = -1.1  # for each factor e of distance in the dump, inside a sentence
    step_after_stop: float = -1.4  # … after a full stop, where nothing but the place speaks
    to_mark: float = 1.0  # a jump mark closes the strand
    leap: float = -0.8  # for each story that begins between
    back: float = -1.5  # reading against the dump's order


PRICES = Prices()


def end_price(run: Run, prices: Prices = PRICES) -> float:
    """Return what it costs that nothing follows a run."""
    last = run.last
    if last.ends_story:
        return 0.0
    if last.closed:
        return prices.end_short if last.short else prices.end_full
    return prices.end_hanging if last.hanging else prices.end_open


def start_price(run: Run, prices: Prices = PRICES) -> float:
    """Return what it costs that nothing precedes a run."""
    first = run.first
    if first.opens_story:
        return prices.start_lead
    if first.only_mark:
        return prices.start_mark
    if first.clings:
        return prices.start_cling
    return prices.start_inset if first.indented else prices.start_plain


def join_gain(upper: Run, lower: Run, evidence: Evidence, apart: int, leaps: int = 0, prices: Prices = PRICES) -> float:
    """Return what it gains to read `lower` right after `upper`.

    `apart` is how many runs further on it stands (back, below 0), `leaps` how many stories begin between.
    """
    if upper.last.ends_story or lower.first.opens_story:
        return NEVER
    gain = end_price(upper, prices) + start_price(lower, prices)
    step = prices.step_after_stop if upper.last.closed else prices.step
    gain += step * log(abs(apart)) + (prices.back if apart < 0 else 0.0) + prices.leap * leaps
    if lower.first.only_mark:
        return gain + prices.to_mark
    if apart == 1 and not (_lone(upper) and _lone(lower)):
        gain += prices.next_in_dump  # lone lines are lone because their columns alternate
    if upper.last.block == lower.first.block and apart == 1:
        gain += prices.same_block
    gain += _measure_gain(upper, lower, prices) + _bracket_gain(upper, lower, prices)
    if upper.last.byline or _comes_from(upper):
        return gain + prices.under_byline
    if upper.last.closed:
        return gain + _after_stop(upper, lower, prices)
    return gain + _in_sentence(upper, lower, evidence, prices)


def _comes_from(run: Run) -> bool:
    """Say whether a run is nothing but a 上接 mark."""
    mark = run.last.mark
    return len(run.lines) == 1 and mark is not None and mark.direction == "from" and mark.end == len(run.last.text)


def _in_sentence(upper: Run, lower: Run, evidence: Evidence, prices: Prices) -> float:
    gain = prices.inset_in_sentence if lower.first.indented else prices.flush_in_sentence
    if upper.last.short:
        gain += prices.short_open
    if lower.first.clings:
        gain += prices.clings
    return gain + evidence.gain(upper.last.text, lower.first.text)


def _after_stop(upper: Run, lower: Run, prices: Prices) -> float:
    if lower.first.clings:
        return prices.clings_to_stop
    if lower.first.indented:
        return prices.inset_after_stop
    if lower.first.width > lower.first.measure - 1 and upper.last.short:
        return prices.flush_after_end
    return 0.0 if upper.last.short else prices.flush_after_stop


def _measure_gain(upper: Run, lower: Run, prices: Prices) -> float:
    off = max(upper.narrowest - lower.widest, lower.narrowest - upper.widest)
    if off <= 1.0:
        sure = upper.narrowest == upper.widest and lower.narrowest == lower.widest
        return prices.measure_same if sure else prices.measure_allowed
    return max(prices.measure_least, prices.measure_off * (off - 1.0))


def _bracket_gain(upper: Run, lower: Run, prices: Prices) -> float:
    if upper.depth > 0 and lower.depth < 0:
        return prices.brackets
    return -prices.brackets if (upper.depth > 0) != (lower.depth < 0) else 0.0


def stories_before(runs: Sequence[Run]) -> list[int]:
    """Return for each run how many stories have begun in the dump before it, its own not counted."""
    counts, count = [], 0
    for run in runs:
        counts.append(count)
        count += run.first.opens_story
    return counts


def aside_gain(run: Run, before: Run | None, after: Run | None, prices: Prices = PRICES) -> float:
    """Return what it gains that a run is no running text: a headline, a crumb, a caption's tag."""
    first, last = run.first, run.last
    if (len(run.lines) > TITLE_LINES and not run.crumbs) or first.opens_story or last.mark:
        return NEVER
    text = first.text if len(run.lines) == 1 else first.text + last.text
    gain = end_price(run, prices) + start_price(run, prices) - 1.0
    if run.crumbs or "\\" in text:
        return gain + 5.0
    alone = run.whole and not (before and after and _lone(before) and _lone(after))
    gain += 1.5 if alone else -2.0
    gain += 1.5 if not any(char in "，,。;；" for char in text) else 0.0
    gain -= 6.0 if (last.closed and not text.endswith(("!", "！", "?", "？"))) or last.hanging else 0.0
    gain -= 5.0 if first.clings else 0.0
    gain -= 3.0 if "。" in text else 0.0
    gain -= 2.0 if run.depth else 0.0
    gain += 1.0 if after and after.first.opens_story else 0.0
    gain += 1.0 if before is None or before.last.ends_story or before.last.closed else -0.5
    return gain + _out_of_column(run, [each for each in (before, after) if each])


def _lone(run: Run) -> bool:
    """Say whether a run is a line of running text that lost its neighbours."""
    return len(run.lines) == 1 and run.whole and (run.first.only_mark or any(c in "，,。" for c in run.first.text))


def _out_of_column(run: Run, neighbours: Sequence[Run]) -> float:
    """Return what a width unlike the neighbours' says; a line as wide as theirs, or set in, is text."""
    if not neighbours:
        return 0.0
    fits = any(run.narrowest <= each.widest + 0.5 and run.widest >= each.narrowest - 0.5 for each in neighbours)
    return -2.5 if fits else 1.0
