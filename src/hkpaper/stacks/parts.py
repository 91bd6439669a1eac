"""题段: what speaks for some lines of a group being one level of a headline stack, as named features.

Of their form, of what stands around them, of the seam above them, and of each story that they may head.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hkpaper import words
from hkpaper.chars import AFTER_STOP, STOPS, is_han
from hkpaper.loglinear import step
from hkpaper.stacks.form import CLOSING, OPENING, form, known_as, left_open, wording
from hkpaper.stacks.groups import Group
from hkpaper.stacks.likeness import Shared, together

SHARES = (0.02, 0.1, 0.2, 0.35, 0.5, 0.7)
SHORT = 3  # characters; a headline as short is a word
MOST = 7


class Teller(NamedTuple):
    """What a story shows to headlines."""

    number: int
    place: int  # of its first line: strands of running text that begin before
    first: int  # its first line
    opens: bool  # with a lead, a byline or a 上接 mark
    comes: bool  # from another page
    size: int  # characters


class Seen(NamedTuple):
    """A group with what its lines share with the stories, how well each goes on from the line before it (nats; 0 for the
    first where no article holds that), and those stories of the page that it may head, the likeliest few.
    """

    group: Group
    shared: tuple[Shared, ...]
    onward: tuple[float, ...]
    stories: tuple[Teller, ...]


def likeliest(group: Group, shared: Sequence[Shared], stories: Sequence[Teller]) -> tuple[Teller, ...]:
    """Return the stories that a group may head: those that share most with a line of it, and those nearest."""
    near = sorted(stories, key=lambda each: (each.number != group.below, abs(each.place - group.place), each.number))
    best = sorted(stories, key=lambda each: (-max(own.share(each.number) for own in shared), each.number))
    found = dict.fromkeys(story for pair in zip(best, near, strict=True) for story in pair)
    return tuple(sorted(list(found)[:MOST], key=lambda each: each.number))


def fragment(seen: Seen, first: int, last: int) -> bool:
    """Say whether lines are no level of a headline whatever speaks for it: crumbs, or so short that they must be a word
    of the dictionary or of a story, and are not.
    """
    atoms = seen.group.atoms[first : last + 1]
    text = "".join(atom.text for atom in atoms)
    if any(atom.crumb for atom in atoms):
        return True
    if sum(map(str.isalnum, text)) > SHORT:  # Han is alphanumeric, but for what this Python does not know
        return False
    letters = [char for char in text if is_han(char) or char.isalnum()]
    if not 2 <= len(letters) <= SHORT:
        return len(letters) < 2
    return not words.dictionary().count("".join(letters)) and not any(
        seen.shared[at].share(story.number) for at in range(first, last + 1) for story in seen.stories
    )


def seams_of(seen: Seen, at: int) -> list[str]:
    """Return the features of the seam above a line: of two parts, one after the other."""
    if at == 0:
        return ["start", *_start(seen)]
    atoms, shared = seen.group.atoms, seen.shared
    upper, lower = atoms[at - 1], atoms[at]
    gap = lower.gap
    best = _best(shared[at - 1]), _best(shared[at])
    same = "none" if None in best else "same" if best[0] == best[1] else "other"
    return [
        "seam", f"gap={gap}", f"gap={gap} onward={step(seen.onward[at], -1, 0, 1, 2, 3, 4.5, 6)}", f"stories={same}",
        f"gap={gap} widths={step(upper.ems / max(lower.ems, 0.5), 0.5, 0.75, 0.95, 1.05, 1.35, 2)}",
        f"colon={upper.text[-1:] in '：:'}",
    ]  # fmt: skip


def _start(seen: Seen) -> Iterator[str]:
    """Yield the features of the seam above a group: may its first line go on from the story above it?"""
    group = seen.group
    if group.above is None or group.held:
        return
    closed = group.over.rstrip(AFTER_STOP)[-1:] in STOPS
    gap = group.atoms[0].gap
    yield f"start gap={gap} ends={group.ends}"
    yield f"start closed={closed} ends={group.ends}"
    yield f"start closed={closed} onward={step(seen.onward[0], -1, 0, 1, 2, 3, 4.5)}"
    yield f"start inside={group.above == group.below}"


def _best(shared: Shared) -> int | None:
    """Return the story with which a line shares most, if anything."""
    found = max(shared.lead, key=lambda story: (shared.share(story), -story), default=None)
    return found if found is not None and shared.share(found) > 0.08 else None


def features_of(seen: Seen, first: int, last: int, shared: Shared | None = None) -> list[str]:
    """Return the features of lines as one part; `shared` is what they share with the stories, where that is known."""
    shared = together(seen.shared[first : last + 1]) if shared is None else shared
    atoms = seen.group.atoms[first : last + 1]
    text = "".join(atom.text for atom in atoms)
    return [
        *form(text, atoms), *wording(text), *_inside(seen, first, last), *_around(seen, first, last), *_stories(seen.group, shared),
    ]  # fmt: skip


def _inside(seen: Seen, first: int, last: int) -> Iterator[str]:
    """Yield the features of the seams between the lines of a part."""
    atoms = seen.group.atoms
    for at in range(first + 1, last + 1):
        gap = atoms[at].gap
        yield f"joins={gap}"
        yield f"joins={gap} onward={step(seen.onward[at], -1, 0, 1, 2, 3, 4.5, 6)}"
        yield f"joins widths={step(abs(atoms[at].ems - atoms[at - 1].ems), 0.3, 1.3, 3.3, 6.3)}"
        if len(atoms[at].text) == len(atoms[at - 1].text):
            yield f"joins a couplet={gap} width={step(atoms[at].ems, 4.5, 7.5, 10.5)}"
        if left_open(atoms[at - 1].text):
            yield "joins open"
        if atoms[at - 1].text[-1:] in OPENING or atoms[at].text[:1] in CLOSING:
            yield "joins what wants more"
        yield from (f"joins {sign}" for sign in known_as(atoms[at].text))
    if last > first:
        yield f"longest line={step(max(atom.ems for atom in atoms[first : last + 1]), 4.5, 8.5, 12.5, 16.5, 21)}"


def _around(seen: Seen, first: int, last: int) -> Iterator[str]:
    """Yield where a part stands in its group, and what stands around the group."""
    group = seen.group
    size = len(group.atoms)
    place = f"{'top' if first == 0 else 'in'}-{'foot' if last == size - 1 else 'in'}"
    held = group.held or "aside"
    yield f"held={held}"
    yield f"place={place} held={held}"
    yield f"size={step(size, 2, 3, 4, 6, 10, 20)}"
    if last == size - 1:
        onto = "nothing" if group.below is None else "begins" if group.begins else "inside"
        yield f"foot onto={onto} from={'end' if group.ends else 'inside'}"
        yield f"foot gap onto={onto} place={place}"
    if first == 0:
        yield f"top from={'nothing' if group.above is None else 'end' if group.ends else 'inside'}"
        yield f"top same={group.above is not None and group.above == group.below}"
    own = [atom.ems for atom in group.atoms[first : last + 1]]
    if first > 0:
        gap, ratio = group.atoms[first].gap, sum(own) / max(0.5, group.atoms[first - 1].ems)
        yield f"above gap={gap}"
        yield f"above ratio={step(ratio, 0.4, 0.7, 0.95, 1.05, 1.5, 2.5)}"
    if last < size - 1:
        gap, ratio = group.atoms[last + 1].gap, sum(own) / max(0.5, group.atoms[last + 1].ems)
        yield f"below gap={gap}"
        yield f"below ratio={step(ratio, 0.4, 0.7, 0.95, 1.05, 1.5, 2.5)}"
    if 1 < size < 7:
        yield f"widest={max(own) >= max(atom.ems for atom in group.atoms)}"
        yield f"narrowest={min(own) <= min(atom.ems for atom in group.atoms)}"


def _stories(group: Group, shared: Shared) -> Iterator[str]:
    """Yield how much of a part comes again in the stories: the one right below, the best, the one above."""
    best = max((shared.share(story) for story in shared.lead if story != group.story), default=0.0)
    yield f"best={step(best, *SHARES)}"
    if group.above is not None:
        yield f"above={step(shared.share(group.above), *SHARES)}"
    if group.held:
        yield f"other={step(best, *SHARES)} held={group.held}"
    if group.held in ("head", "tail") and group.story is not None:
        yield f"own={step(shared.share(group.story), *SHARES)} held={group.held}"
