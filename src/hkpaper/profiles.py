"""报性: read a paper's own habits from a TOML file: its sections, the words that open its stories, its roles.

A profile is chosen by name or path, or by the title that a masthead prints, among those in the user's folder and those shipped.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from hkpaper.errors import InputError, OptionError
from hkpaper.records import NO_PROFILE, Profile
from hkpaper.traditional import fold, simplified

SHIPPED = Path(__file__).parent / "profiles_shipped"
LISTS = {"sections": "sections", "leads": "lead_words", "agencies": "agencies", "notes": "masthead_notes"}
MAPS = {"roles": "roles", "works": "works", "labels": "furniture_words"}
ROLES = ("reporter", "correspondent", "photographer", "author", "editor", "intern", "translator")
VALUES = {"roles": ROLES, "works": ROLES, "labels": ("editors", "contact")}
SIGNS = "者员图摄笔撰文采生道导整稿综译编拍像供由"  # lines are sifted by these before a role or a work is looked for


def folder() -> Path:
    """Return the folder of the user's profiles: below HKPAPER_CONFIG, else below the user's folder of settings."""
    own = os.environ.get("HKPAPER_CONFIG")
    base = os.environ.get("XDG_CONFIG_HOME") or os.environ.get("APPDATA") or "~/.config"
    return (Path(own) if own else Path(base).expanduser() / "hkpaper") / "profiles"


def named(name: str) -> Profile:
    """Return a profile by the path of its file, or by its name in the user's folder or among those shipped."""
    places = [Path(name)] if name.endswith(".toml") else [place / f"{name}.toml" for place in (folder(), SHIPPED)]
    for place in places:
        if place.is_file():
            return read(place)
    known = ", ".join(sorted(path.stem for path in files())) or "none"
    if Path(name).is_file():
        raise OptionError(f"--profile {name}: a profile's file ends in .toml")
    raise OptionError(f"--profile {name}: there is no such profile (known: {known}; hkpaper profile new drafts one)")


def of_title(title: str | None) -> Profile:
    """Return the profile of the paper that is called `title`, or none."""
    if title:
        for path in files():  # most say another title: seen before TOML is loaded
            text = path.read_text(encoding="utf-8", errors="replace")
            if title in fold(text) and (found := read(path)).title and title in (found.title, simplified(found.title)):
                return found
    return NO_PROFILE


def files() -> Iterator[Path]:
    """Yield the files of all profiles, the user's first."""
    for place in (folder(), SHIPPED):
        if place.is_dir():
            yield from sorted(place.glob("*.toml"))


def read(path: Path) -> Profile:
    """Return the profile that a file holds; raises `InputError` that says what is wrong in it."""
    import tomllib

    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: not a profile: {error}") from None
    unknown = data.keys() - {"title", "number", *LISTS, *MAPS}
    if unknown:
        known = ", ".join(["title", "number", *LISTS, *MAPS])
        raise InputError(f"{path}: {min(unknown)} is no key of a profile (keys: {known})")
    tables: dict[str, tuple[tuple[str, ...], ...]]
    tables = {LISTS[key]: tuple((word,) for word in _words(path, key, data[key])) for key in LISTS if key in data}
    tables |= {MAPS[key]: tuple(_rows(path, key, data[key])) for key in MAPS if key in data}
    if fold(text) != text:  # stages see traditional text in simplified characters, other text as it is
        tables = {name: tuple(dict.fromkeys((*rows, *simplified(rows)))) for name, rows in tables.items()}
    title = data.get("title")
    if title is not None and not isinstance(title, str):
        raise InputError(f'{path}: title must be a text, such as "清源报", not {title}')
    return Profile(path.stem, title or None, tables, _anchor(path, data.get("number")))


def _words(path: Path, key: str, value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise InputError(f'{path}: {key} must be a list of words, such as ["要闻"]')
    return value


def _rows(path: Path, key: str, value: Any) -> Iterator[tuple[str, ...]]:
    if not isinstance(value, Mapping):
        raise InputError(f'{path}: {key} must be a table of words, such as 记者 = "reporter"')
    for word, kinds in value.items():
        many = [kinds] if isinstance(kinds, str) else kinds
        if not isinstance(many, list) or not all(isinstance(kind, str) for kind in many):
            raise InputError(f"{path}: {key}: {word} must be a word or a list of words, not {kinds}")
        told = " ".join(many)
        if not told or any(kind not in VALUES[key] for kind in told.split()):
            raise InputError(f"{path}: {key}: {word} is one of {', '.join(VALUES[key])}, not {told}")
        if key != "labels" and not set(word) & set(SIGNS):
            raise InputError(f"{path}: {key}: {word} must hold one of {SIGNS}")
        yield word, told


def _anchor(path: Path, value: Any) -> tuple[str, int] | None:
    if value is None:
        return None
    if (
        not isinstance(value, Mapping)
        or not isinstance(value.get("date"), date)
        or not isinstance(value.get("total"), int)
    ):
        raise InputError(f"{path}: number must have a date and a total, such as date = 2024-06-12, total = 1234")
    return value["date"].isoformat(), value["total"]
