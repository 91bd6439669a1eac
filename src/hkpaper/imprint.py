"""版权行: tell a line of editors (责任编辑：甲) or contacts (新闻热线：…) from a story by one visual line.

Takes the text of a line; gives the kind of furniture. Strict: a line that may belong to a story is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hkpaper import credits, lexicon, surnames
from hkpaper.crafts import HAN

NO_STORY = re.compile(
    rf"[^\u3400-\u9fff]{{5,}}|(?:{HAN}|\d){{3,20}}\d(?:号|号?[楼层室院])"
)  # figures and addresses, of mails too; 河边路8号3楼
LONGEST = 60  # characters of an imprint line; a longer one is running text


@lexicon.cached
def _labels() -> dict[str, tuple[str, bool]]:
    """Return each label with its kind, and whether stories have lines that open with it too."""
    return {row[0].lower(): (row[1], row[2:] == ("weak",)) for row in lexicon.rows("furniture_words")}


def _of(label: re.Match[str]) -> tuple[str, bool]:
    return _labels()[re.sub(r"\s", "", label.group(1)).lower()]


@lexicon.cached
def _opens_label() -> frozenset[str]:
    return frozenset(char for word in lexicon.words("furniture_words") for char in (word[0], word[0].lower()))


def opens(text: str) -> bool:
    """Say whether a line may open with a label: most may not, by their first character."""
    return text.strip()[:1] in _opens_label()


@lexicon.cached
def _label() -> re.Pattern[str]:
    words = "|".join(r"\s?".join(map(re.escape, word)) for word in lexicon.words("furniture_words"))
    return re.compile(rf"({words})\s?([:：/／]?)\s?", re.IGNORECASE)


def furniture_kind(text: str) -> str | None:
    """Return ``editors`` or ``contact`` when the line is nothing but such furniture, or None.

    >>> furniture_kind("责任编辑：林小满 版式设计 欧阳澄"), furniture_kind("新闻热线:020-00000000")
    ('editors', 'contact')
    >>> furniture_kind("编辑 手记"), furniture_kind("责任编辑要把好关。") is None
    (None, True)
    """
    bare = text.strip()
    if bare[:1] not in _opens_label() or len(bare) > LONGEST or re.search(r"[。！？!?]", bare):
        return None
    first = _label().match(bare)
    if not first:
        return None
    kind, weak = _of(first)
    if kind == "editors":
        return kind if _only_editors(bare) else None
    return kind if not weak and _only_contact(bare[first.end() :], marked=bool(first.group(2))) else None


def _only_editors(bare: str) -> bool:
    """Say whether a line is labels and names by turns: 责任编辑 甲 美编：乙 丙."""
    at, named, labels = 0, 0, 0
    while at < len(bare):
        label = _label().match(bare, at)
        if not label:
            return False
        labels += 1
        at = label.end()
        people = _names_to_label(bare[at:])
        held = bare[at : at + people]
        at += people
        if _of(label)[0] == "contact" and _only_contact(held, marked=True):
            continue
        if not held.strip() and _of(label)[1] and labels == 1:
            return False
        if held.strip() and not _only_names(held, marked=bool(label.group(2))):
            return False
        named += bool(held.strip())
    return named > 0 or labels > 1 or len(bare) >= 4


def _only_names(held: str, *, marked: bool) -> bool:
    """Say whether what follows an editors' label is names; behind its colon one with a rare surname, too."""
    left = held[credits.parse(held, inside=marked).end :].strip(" \u3000/／、，,|｜")
    return not left or (
        marked
        and all(
            re.fullmatch(f"{HAN}{{2,4}}", word) and surnames.may_name(word)
            for word in re.split(r"[\s、，,/／|｜]+", left)
        )
    )


def _names_to_label(rest: str) -> int:
    found = _label().search(rest)
    while found:
        before = rest[: found.start()]
        if not before or not before[-1].isalpha() or surnames.is_name(before.strip()):
            return found.start()
        found = _label().search(rest, found.start() + 1)  # 丁一 校对: not 一校
    return len(rest)


def _only_contact(rest: str, *, marked: bool) -> bool:
    """Say whether what follows a label is a number, an address or a name, not a sentence."""
    digits = re.search(r"\d{4,}|@|www\.|https?:|元", rest)
    return bool(digits) or (marked and 2 <= len(rest) <= 40 and not re.search(r"[，,]", rest))


def goes_on(text: str) -> bool:
    """Say whether a line may go on an imprint that the line above begins: a label, names, figures, an address.

    >>> goes_on("美编：丁桥"), goes_on("0000-1234567"), goes_on("河边路8号3楼"), goes_on("老街修缮完工")
    (True, True, True, False)
    """
    bare = text.strip()
    named = credits.parse(bare)  # with a role they are a byline
    return label_at(bare, 0) or NO_STORY.fullmatch(bare) is not None or (named.end == len(bare) and not named.roles)


def label_at(text: str, at: int) -> bool:
    """Say whether a label stands at `at`."""
    return _label().match(text, at) is not None


def label_ends(text: str, at: int) -> Iterator[tuple[str, int]]:
    """Yield the kind of the label at `at` with each place before a space where what belongs to it may end.

    >>> list(label_ends("责编：林小满 第2版", 0))
    [('editors', 6)]
    """
    label = _label().match(text, at)
    if label is None:
        return
    for space in re.finditer(r"(?<=\S)(?:\s|$)", text):
        held = text[label.end() : space.start()]
        if held and _of(label)[0] == "editors" and _only_editors(text[at : space.start()]):
            yield "editors", space.start()
        elif held and _of(label)[0] == "contact" and _only_contact(held, marked=bool(label.group(2))):
            yield "contact", space.start()


def labelled(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Yield each label of an imprint, what stands after it, and where the two stand.

    >>> [(label, value) for label, value, *_ in labelled("责任编辑：林小满 版式设计 欧阳澄")]
    [('责任编辑', '林小满'), ('版式设计', '欧阳澄')]
    """
    at = 0
    while label := _label().search(text, at):
        end = label.end() + _names_to_label(text[label.end() :])
        value = re.sub(r"\s+", " ", text[label.end() : end]).strip(" ·|｜/／，,、;；")
        if value:
            yield (
                re.sub(r"\s", "", label.group(1)),
                value,
                label.start(),
                label.start() + len(text[label.start() : end].rstrip()),
            )
        at = max(end, label.end())
