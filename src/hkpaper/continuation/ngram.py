"""字链: a counted character n-gram model, memory-mapped: how likely is a character after the ones before it?

One file, read where it lies: a header, the characters it knows, their own probabilities, and a hash
table of all longer n-grams. Everything is asked for in whole arrays, since a page asks some ten
thousand questions. A model counted from a user's archive may stand beside the shipped one, and both
then answer as one.
"""

from __future__ import annotations

import json
import mmap
import os
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hkpaper.continuation.table import Ids, Numbers, mapped, mixed
from hkpaper.errors import ModelError
from hkpaper.lexicon import DATA

MAGIC = b"hkpngram"
VERSION = 1
HEAD = 3  # characters of a line that are asked about
CHUNK = 1 << 16  # pairs at a time: their temporaries stay in a processor's cache
VARIABLE = "HKPAPER_MODEL"
SHIPPED = DATA / "chars.ngram"

FOLDED = str.maketrans(
    "，．：；？！（）“”‘’〔〕【】［］—–―－0123456789０１２３４５６７８９"
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    ",.:;?!()\"\"''()()()----" + "0" * 20 + "a" * 52,
)


def normal(text: str) -> str:
    """Return a text as the model counts it: marks folded, digits and Latin letters each one class, no space.

    >>> normal("2025年5月，“虹口” App")
    '0000年0月,"虹口"aaa'
    """
    return "".join(text.translate(FOLDED).split())


class Model:
    """An opened model. ``order`` is the length of its longest n-grams; ``card`` says what it was counted from.

    With a model ``beside`` it, gains are those of the mixture: the card's ``share`` of this one, the rest of that.
    """

    def __init__(self, data: bytes | mmap.mmap, name: str = "-") -> None:
        self.beside: Model | None = None
        if data[:8] != MAGIC:
            raise ModelError(f"{name}: this is no model of hkpaper (hkpaper train makes one)")
        try:
            at = 12 + int.from_bytes(data[8:12], "little")
            self.card: dict[str, Any] = json.loads(data[12:at])
            if self.card["version"] != VERSION:
                raise ModelError(f"{name}: a model of form {self.card['version']}, not {VERSION} (train it anew)")
            self._lay_out(data, at)
        except (ValueError, KeyError, TypeError) as error:
            raise ModelError(f"{name}: the model is cut short or damaged (train it anew)") from error

    def _lay_out(self, data: bytes | mmap.mmap, at: int) -> None:
        self.order: int = self.card["order"]
        count: int = self.card["characters"]
        at += -at % 64
        self.characters = np.frombuffer(data, "<u4", count, at)
        self.alone = np.frombuffer(data, "<f4", 2 * (count + 1), at + 4 * count).reshape(2, -1)
        at += 12 * count + 8
        at += -at % 64
        self.table = mapped(data, self.card["buckets"], at)

    def ids(self, text: str) -> Ids:
        """Return the number of each character of a `normal` text; 0 is one that the model does not know."""
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        if not len(self.characters):
            return np.zeros(len(points), np.uint64)
        found = np.searchsorted(self.characters, points)
        found[found == len(self.characters)] = 0
        return np.where(self.characters[found] == points, found + 1, 0).astype(np.uint64)

    def log_probability(self, following: Ids, before: Ids) -> Numbers:
        """Return log P of each character in `following` (n) after its column of `before` (any number, n), in nats.

        The first row of `before` is the nearest character; a 0 in it ends the context.
        """
        result: Numbers = self.alone[0, following.astype(np.intp)].astype(np.float32)
        ngram, context = mixed(np.zeros_like(following), following), np.zeros_like(following)
        rows = np.flatnonzero(following)
        for back, char in enumerate(before[: self.order - 1]):
            rows = rows[char[rows] > 0]
            ngram, context = mixed(ngram, char), mixed(context, char)
            if back:
                held, _, weight = self.table.look_up(context[rows])
                result[rows[held]] += weight
            else:
                result[rows] += self.alone[1, char[rows].astype(np.intp)]
            held, chance, _ = self.table.look_up(ngram[rows])
            result[rows[held]] = chance
        return result

    def gains(
        self, tails: Sequence[str], heads: Sequence[str], upper: NDArray[np.intp], lower: NDArray[np.intp]
    ) -> Numbers:
        """Return how much each upper line's tail raises the log probability of each lower line's first characters.

        `upper` and `lower` are numbers of lines in `tails` and `heads`, pair by pair; the answer (pairs, 3) is
        log P(character | the tail and the head before it) - log P(character | the head before it), in nats, and 0
        where the head has ended or the model does not know the character.
        """
        return self.asked(tails, heads).gains(upper, lower)

    def asked(self, tails: Sequence[str], heads: Sequence[str]) -> Asked:
        """Return lines ready to be asked for in pairs, as often as it takes: see `gains`."""
        edges = self._edges(tails, heads)
        return Asked(self, edges, self.beside._edges(tails, heads) if self.beside else None)

    def raised(self, edges: Edges, upper: NDArray[np.intp], lower: NDArray[np.intp]) -> Numbers:
        """Return this model's own gains (3, pairs)."""
        result = np.zeros((HEAD, len(upper)), np.float32)
        for start in range(0, len(upper), CHUNK):
            part = slice(start, start + CHUNK)
            self._gain(edges, upper[part], lower[part], result[:, part])
        return result

    def _edges(self, tails: Sequence[str], heads: Sequence[str]) -> Edges:
        uppers = ["".join(tail.split()) for tail in tails]
        lowers = uppers if heads is tails else ["".join(head.split()) for head in heads]
        before = self._table([line[: -self.order : -1] for line in uppers], self.order - 1)
        after = self._table([line[:HEAD] for line in lowers], HEAD)
        weights = np.zeros(before.shape, np.float32)
        weights[0] = self.alone[1, before[0].astype(np.intp)] * (before[0] > 0)
        contexts = list(accumulate(before, mixed, initial=np.zeros_like(before[0])))[2:]
        if contexts:
            held, _, weight = self.table.look_up(np.concatenate(contexts))
            weights[1:].reshape(-1)[held] = weight
        seeds = np.zeros_like(after)
        for column in range(HEAD):
            for char in after[column::-1]:
                seeds[column] = mixed(seeds[column], char)
        base = [self.log_probability(after[column], after[:column][::-1]) for column in range(HEAD)]
        return Edges(before, weights, seeds, np.stack(base), after > 0)

    def _table(self, texts: Sequence[str], length: int) -> Ids:
        """Return the numbers of the characters of short texts without spaces, a column for each, 0 where one is shorter."""
        flat = self.ids("".join([text.ljust(length, "\0") for text in texts]).translate(FOLDED))
        return np.ascontiguousarray(flat.reshape(-1, length).T)

    def _gain(self, edges: Edges, upper: NDArray[np.intp], lower: NDArray[np.intp], result: Numbers) -> None:
        """Fill in the gains of some pairs.

        An n-gram is held only where the two n-grams one character shorter are, so that nearly all pairs are done
        with after their first question; each column's n-grams are the contexts of the next column.
        """
        contexts: list[tuple[NDArray[np.intp] | slice, Numbers]]
        contexts = [(slice(None), weight.take(upper)) for weight in edges.weights]
        for column in range(min(HEAD, self.order - 1)):
            held: list[tuple[NDArray[np.intp] | slice, Numbers]] = []
            gain, hashes, base = result[column], edges.seeds[column].take(lower), edges.base[column]
            shorter = np.ones(len(upper), bool)
            for back in range(self.order - 1 - column):
                rows, weight = contexts[back]
                gain[rows] += weight
                asked = shorter.nonzero()[0] if isinstance(rows, slice) else rows[shorter.take(rows)]
                longer = mixed(hashes.take(asked), edges.before[back].take(upper.take(asked)))
                hashes[asked] = longer
                hits, chance, weight = self.table.look_up(longer)
                found = asked.take(hits)
                gain[found] = chance - base.take(lower.take(found))
                shorter[:] = False
                shorter[found] = True
                held.append((found, weight))
            contexts = held
            gain *= edges.known[column].take(lower)


class Edges(NamedTuple):
    """What gains ask of each tail and each head by itself; a row for each character, a column for each line."""

    before: Ids  # the tail's characters, from its last
    weights: Numbers  # the back-off weight of its last character, its last two, …
    seeds: Ids  # the hash of the head's first character, its first two, …
    base: Numbers  # log P of each of the head's characters after those before it
    known: NDArray[np.bool_]


class Asked(NamedTuple):
    """The lines of a page as a model, and one beside it, ask for them."""

    model: Model
    edges: Edges
    others: Edges | None

    def gains(self, upper: NDArray[np.intp], lower: NDArray[np.intp]) -> Numbers:
        """Return the gains of pairs of lines: see `Model.gains`."""
        raised = self.model.raised(self.edges, upper, lower)
        if self.others is None or self.model.beside is None:
            return raised.T
        theirs = self.model.beside.raised(self.others, upper, lower)
        share = self.model.card["share"]
        own, other = np.log(share), np.log1p(-share)
        for column in range(HEAD):
            before = np.logaddexp(own + self.edges.base[column], other + self.others.base[column])
            mine = raised[column] + (own + self.edges.base[column] - before).take(lower)
            his = theirs[column] + (other + self.others.base[column] - before).take(lower)
            np.logaddexp(mine, his, out=raised[column])
        return raised.T


def chosen(path: str | None = None) -> Model:
    """Return the model to use: the one at `path`, else the one that the environment names, else the shipped one."""
    named = path or os.environ.get(VARIABLE)
    return opened(Path(named) if named else SHIPPED)


@cache
def opened(path: Path) -> Model:
    """Return the model at `path`, mapped once; beside the shipped one where its card says so."""
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is empty"
        raise ModelError(f"{path}: the model cannot be read: {why} (see --model and {VARIABLE})") from None
    model = Model(data, str(path))
    if "share" in model.card:
        model.beside = opened(SHIPPED)
    return model
