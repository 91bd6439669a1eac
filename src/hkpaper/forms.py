"""验型: hold a record read from outside to what `records` declares. Takes a type; gives what raises where a value is not of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import getitem
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

Check = Callable[[Any], None]
NEVER_EMPTY = frozenset(
    {"DateMention.spans", "PersonMention.spans", "Strand.lines", "Jump.mark", "Article.paragraphs[]"}
)


@cache
def check_of(kind: Any, place: str) -> Check:
    """Return what raises `TypeError`, with the place in the record, where a value is not of a type."""
    inner = get_args(kind)
    if get_origin(kind) is UnionType:
        return _one_of([check_of(each, place) for each in inner], place)
    if get_origin(kind) is tuple:
        return _tuple(inner, place)
    if hasattr(kind, "__annotations__"):
        hints = get_type_hints(kind).items()
        return _members([(name, check_of(hint, f"{kind.__name__}.{name}")) for name, hint in hints], getattr)
    plain = {int: (int,), str: (str,), float: (int, float), type(None): (type(None),)}.get(kind)
    return _plain(plain, place) if plain else lambda _: None


def _plain(kinds: tuple[type, ...], place: str) -> Check:
    def check(value: Any) -> None:
        if type(value) not in kinds:
            raise TypeError(f"{place} is {value!r:.40}")

    return check


def _one_of(checks: list[Check], place: str) -> Check:
    def check(value: Any) -> None:
        for each in checks:
            try:
                return each(value)
            except (TypeError, AttributeError):
                continue
        raise TypeError(f"{place} is {value!r:.40}")

    return check


def _tuple(inner: tuple[Any, ...], place: str) -> Check:
    if inner[-1] is not ...:
        return _members([(at, check_of(each, place)) for at, each in enumerate(inner)], getitem)
    each = check_of(inner[0], f"{place}[]")

    def check(value: Any) -> None:
        if not value and place in NEVER_EMPTY:
            raise TypeError(f"{place} is empty")
        for held in value:
            each(held)

    return check


def _members(checks: list[tuple[Any, Check]], member: Callable[[Any, Any], Any]) -> Check:
    def check(value: Any) -> None:
        for name, each in checks:
            each(member(value, name))

    return check
