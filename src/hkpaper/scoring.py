"""评分: take a gold issue and predicted article records; give the field's metrics.

What is compared with what, and how, is `comparing`'s. Gold is a dict with ``issue`` and ``articles`` (``headline``, ``kicker``, ``subhead``,
``reporters`` …, ``dates``, ``paragraphs``, ``lines``, ``jump_to``); predictions are the records that
``hkpaper run`` prints. Metrics after the definitions in docs/evaluation.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from hkpaper.comparing import RIGHT, Record, alike, body, distance, grams, norm, paired

Scores = dict[str, float | None]

AROUND = 5  # characters on either side of a line break that must stand together
BINS = 10
ROLES = ("reporters", "correspondents", "photographers")
FIELDS = ("title", "date", "weekday", "licence", "url")
LEVELS = (("headline", "headline"), ("kicker", "kicker"), ("subhead", "subhead"))


def score(gold: Record, records: Sequence[Record], *, strict: bool = False) -> Scores:
    """Return every metric of one issue, None where it does not apply.

    `records` may hold the residue record; it counts for conservation and the masthead only.
    """
    golds, stories, pairs = _facing(gold, records, strict)
    matched = [(article, stories[at] if at is not None else None) for article, at in zip(golds, pairs, strict=True)]
    scores: Scores = {}
    similar = [_similarity(article, record, strict) for article, record in matched]
    for name, least in (("article_f1_95", RIGHT), ("article_f1_99", 0.99), ("article_f1_exact", 1.0)):
        hits = sum(similarity >= least for similarity in similar)
        scores[name] = f1(hits, len(stories) - hits, len(golds) - hits)
    scores["cer"] = _mean(_cer(article, record, strict) for article, record in matched)
    scores["b3_f1"] = b_cubed(golds, stories, strict)
    scores["successor"] = _mean(_successors(article, stories, strict) for article in golds)
    scores |= _conservation(golds, records)
    scores |= _headlines(matched, stories, pairs)
    for role in ROLES:
        scores[role] = _bag_f1(
            _pairs_of(matched, lambda a, role=role: a.get(role), lambda r, role=role: _names(r, role))
        )
    scores["first_date"] = _first_dates(matched)
    scores["dates_f1"] = _bag_f1(_pairs_of(matched, _isos, _isos))
    scores["jump_f1"] = _bag_f1(_pairs_of(matched, _gold_jump, _jump))
    scores["masthead"] = _masthead(gold.get("issue") or {}, records)
    scores["ece"] = calibration_error(_sure_and_right(stories, pairs, similar))
    return scores


def judged(gold: Record, records: Sequence[Record], *, strict: bool = False) -> list[tuple[float, bool]]:
    """Return for each predicted story its confidence, and whether it is right: similar to its gold by .95 or more."""
    golds, stories, pairs = _facing(gold, records, strict)
    similar = [
        _similarity(each, stories[at], strict) if at is not None else 0.0 for each, at in zip(golds, pairs, strict=True)
    ]
    return _sure_and_right(stories, pairs, similar)


def _sure_and_right(
    stories: Sequence[Record], pairs: Sequence[int | None], similar: Sequence[float]
) -> list[tuple[float, bool]]:
    by_story = dict(zip(pairs, similar, strict=True))
    return [(float(record["confidence"]), by_story.get(at, 0.0) >= RIGHT) for at, record in enumerate(stories)]


def _facing(
    gold: Record, records: Sequence[Record], strict: bool
) -> tuple[list[Record], list[Record], list[int | None]]:
    """Return the gold articles, the predicted stories, and for each gold article the story it is compared with."""
    golds = list(gold["articles"])
    stories = [record for record in records if record.get("kind") != "residue"]
    return golds, stories, paired([body(each, strict) for each in golds], [body(each, strict) for each in stories])


def _similarity(gold: Record, record: Record | None, strict: bool) -> float:
    return 0.0 if record is None else alike(body(gold, strict), body(record, strict))


def _cer(gold: Record, record: Record | None, strict: bool) -> float:
    """Return Levenshtein / reference length; a story that was not found counts 1."""
    if record is None:
        return 1.0
    reference = body(gold, strict)
    return min(1.0, distance(reference, body(record, strict)) / max(1, len(reference)))


def b_cubed(golds: Sequence[Record], stories: Sequence[Record], strict: bool = False) -> float | None:
    """Return B³ F1: of each 5-gram's story, how much is of its gold story (precision) and the reverse."""
    cells: Counter[tuple[int, int]] = Counter()
    where: dict[str, list[int]] = {}
    for index, article in enumerate(golds):
        for gram in grams(body(article, strict)):
            where.setdefault(gram, []).append(index)
    for at, record in enumerate(stories):
        for gram, count in grams(body(record, strict)).items():
            for index in where.get(gram, [])[:1]:
                cells[index, at] += count
    total = sum(cells.values())
    if not total:
        return None
    rows: Counter[int] = Counter()
    columns: Counter[int] = Counter()
    for (index, at), count in cells.items():
        rows[index] += count
        columns[at] += count
    precision = sum(count * count / columns[at] for (_, at), count in cells.items()) / total
    recall = sum(count * count / rows[index] for (index, _), count in cells.items()) / total
    return 2 * precision * recall / (precision + recall)


def _successors(article: Record, stories: Sequence[Record], strict: bool) -> float | None:
    """Return the share of a story's line breaks whose two sides stand together in some prediction."""
    everything = "\0".join("".join(norm(paragraph, strict) for paragraph in record["paragraphs"]) for record in stories)
    lines = [norm(line, strict) for line in article.get("lines") or []]
    whole, cut, hits, seen = "".join(lines), 0, 0, 0
    for line in lines[:-1]:
        cut += len(line)
        if 3 <= cut <= len(whole) - 2:
            seen += 1
            hits += whole[max(0, cut - AROUND) : cut + AROUND] in everything
    return hits / seen if seen else None


def _conservation(golds: Sequence[Record], records: Sequence[Record]) -> Scores:
    """Return the Han characters of gold bodies held nowhere, per 10,000."""
    must = _han("".join("".join(article["paragraphs"]) for article in golds))
    printed = _han("".join(_printed(record) for record in records))
    every = max(1, sum(must.values()))
    return {"lost_10k": 1e4 * sum((must - printed).values()) / every}


def _printed(record: Record) -> str:
    if record.get("kind") == "residue":
        return "".join(item["text"] for name in ("masthead", "furniture", "debris") for item in record[name])
    byline = record.get("byline") or {}
    parts = [record.get("kicker"), record.get("headline"), record.get("subhead"), byline.get("text")]
    return "".join([part or "" for part in parts] + list(record["paragraphs"]))


def _han(text: str) -> Counter[str]:
    return Counter(char for char in text if "\u4e00" <= char <= "\u9fff")


def _headlines(
    matched: Sequence[tuple[Record, Record | None]], stories: Sequence[Record], pairs: Sequence[int | None]
) -> Scores:
    """Return the share of recoverable headlines at the right body, of kickers and decks, and of false headlines."""
    scores: Scores = {}
    for name, key in LEVELS:
        wanted = [(a, r) for a, r in matched if a.get(key)]
        hits = sum(r is not None and norm(r.get(key) or "") == norm(a[key]) for a, r in wanted)
        scores[name] = hits / len(wanted) if wanted else None
    taken = set(pairs)
    false = sum(bool(r and r.get("headline")) and not a.get("headline") for a, r in matched)
    false += sum(bool(record.get("headline")) for at, record in enumerate(stories) if at not in taken)
    titled = sum(bool(record.get("headline")) for record in stories)
    scores["false_headlines"] = false / titled if titled else None
    return scores


def _pairs_of(
    matched: Sequence[tuple[Record, Record | None]], want: Any, have: Any
) -> list[tuple[list[str], list[str]]]:
    return [(list(want(a) or []), list(have(r) or []) if r is not None else []) for a, r in matched]


def _bag_f1(pairs: Iterable[tuple[list[str], list[str]]]) -> float | None:
    right = wrong = missed = 0
    for want, have in pairs:
        common = sum((Counter(want) & Counter(have)).values())
        right, wrong, missed = right + common, wrong + len(have) - common, missed + len(want) - common
    return f1(right, wrong, missed)


def f1(right: int, wrong: int, missed: int) -> float | None:
    """Return F1, or None where there was nothing to find and nothing was found.

    >>> f1(3, 1, 1)
    0.75
    """
    return 2 * right / (2 * right + wrong + missed) if right + wrong + missed else None


def _names(record: Record, role: str) -> list[str]:
    byline = record.get("byline") or {}
    return list(byline.get(role) or [])


def _isos(article: Record) -> list[str]:
    return [date["iso"] for date in article.get("dates") or []]


def _gold_jump(article: Record) -> list[str]:
    return [f"{way} {article[key]}" for way, key in (("to", "jump_to"), ("from", "jump_from")) if article.get(key)]


def _jump(record: Record) -> list[str]:
    jump = record.get("jump") or {}
    own = record.get("pages") or []
    return [f"{way} {jump[way]}" for way in ("to", "from") if jump.get(way) and (way == "to" or len(own) < 2)]


def _first_dates(matched: Sequence[tuple[Record, Record | None]]) -> float | None:
    wanted = [(_isos(a)[0], _isos(r)[:1] if r is not None else []) for a, r in matched if _isos(a)]
    return sum(have == [want] for want, have in wanted) / len(wanted) if wanted else None


def _masthead(want: Record, records: Sequence[Record]) -> float | None:
    have: Record = next((record["issue"] for record in records if record.get("issue")), {})
    fields = [name for name in FIELDS if want.get(name)]
    hits = sum(re.sub(r"\s", "", str(have.get(name) or "")) == re.sub(r"\s", "", str(want[name])) for name in fields)
    return hits / len(fields) if fields else None


def calibration_error(judged: Sequence[tuple[float, bool]]) -> float | None:
    """Return the expected calibration error over ten bins: |confidence - share right|, weighted by size.

    >>> calibration_error([(0.8, True), (0.8, True), (0.8, False), (0.8, True), (0.8, True)])
    0.0
    """
    if not judged:
        return None
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in judged:
        bins.setdefault(min(BINS - 1, int(confidence * BINS)), []).append((confidence, right))
    error = sum(abs(sum(c for c, _ in held) - sum(r for _, r in held)) for held in bins.values())
    return round(error / len(judged), 12)


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
