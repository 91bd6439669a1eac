"""题屑: tell the crumbs of a vertical headline from a word that is a line by itself; give both to a story without one.

Of the crumbs a story's own words are suggested, those that they spell; a word alone right above a story heads it.

A suggestion is never a headline: it quotes the story's lead, and says how many of the crumbs it explains.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence, Set

from hkpaper import signs, words
from hkpaper.chars import has_han, is_han
from hkpaper.records import Issue, Suggestion
from hkpaper.spans import Text
from hkpaper.stacks.groups import Atom, Group
from hkpaper.stacks.likeness import LEAD_LENGTH
from hkpaper.text import as_printed, plain

SHORT = 2  # Han characters of a crumb
LONGEST = 4  # of a headline, or of a column's name, that is one word


def words_alone(groups: Sequence[Group]) -> frozenset[int]:
    """Return the lines that are a word of the dictionary, no crumb beside them: 天气, 招聘, 名词解释."""
    found: set[int] = set()
    for group in groups:
        crumbs = [_short(atom) for atom in group.atoms]
        for at, atom in enumerate(group.atoms):
            if _word(atom) and not any(crumbs[max(0, at - 1) : at] + crumbs[at + 1 : at + 2]):
                found.update(atom.lines)
    return frozenset(found)


def _short(atom: Atom) -> bool:
    return atom.crumb or sum(map(is_han, atom.text)) <= SHORT


def _word(atom: Atom) -> bool:
    whole = len(atom.lines) == 1 and 2 <= len(atom.text) <= LONGEST and all(map(is_han, atom.text))
    return whole and bool(words.dictionary().count(atom.text))


def labels(issue: Issue, groups: Sequence[Group], alone: Set[int], untitled: Collection[int]) -> dict[int, int]:
    """Return for each story without a headline the word that stands by itself right above its first line.

    A story that opens as news (本报讯) has no word for a headline.
    """
    above = {group.below: group.atoms[-1].lines[0] for group in groups if group.begins and group.below in untitled}
    return {
        story: line
        for story, line in above.items()
        if story is not None and line in alone and signs.lead(plain(issue.articles[story].paragraphs[0])) is None
    }


def homes(groups: Sequence[Group], crumbs: Set[int], untitled: Collection[int]) -> dict[int, list[int]]:
    """Return for each story without a headline the crumbs that stand right before it, inside it, or right after it."""
    found: dict[int, list[int]] = {}
    for group in groups:
        atoms = [atom for atom in group.atoms if crumbs >= set(atom.lines)]
        if not any(has_han(atom.text) or "\\" in atom.text for atom in atoms):
            continue  # a number, a mark: of anything
        lines = [line for atom in atoms for line in atom.lines]
        inside = group.above == group.below
        beside = (group.below if group.begins or inside else None, group.above if group.ends or inside else None)
        home = next((story for story in beside if story in untitled), None)
        if lines and home is not None:
            found.setdefault(home, []).extend(lines)
    return found


def suggestion(issue: Issue, opening: Text, lines: Sequence[int]) -> Suggestion:
    """Return the words of a story's opening paragraph that crumbs spell, in their order there."""
    crumbs = tuple(as_printed(issue.source.text, issue.lines[line].span) for line in lines)
    letters = Counter(filter(is_han, plain(crumbs)))
    lead = plain(opening)
    begins = signs.lead(lead) or 0
    spelt = sorted(_spelt(lead[begins : begins + LEAD_LENGTH], letters))
    explained = sum(count for _, _, count in spelt)
    text = ""
    end = -1
    for start, word, _ in spelt:
        text += word if start == end or not text else f" {word}"
        end = start + len(word)
    return Suggestion(text, round(explained / max(1, letters.total()), 2) if text else 0.0, crumbs)


def _spelt(lead: str, letters: Counter[str]) -> Iterator[tuple[int, str, int]]:
    """Yield the words that letters spell by half or more, best first, each letter used once: place, word, letters of it.

    Nothing is spelt where no word is there whole.
    """
    tokens = [(start, word) for word, start, _ in words.tokenize(lead) if len(word) > 1 and all(map(is_han, word))]
    left = letters.copy()
    whole = False
    for start, word in sorted(tokens, key=lambda token: (-_share(token[1], letters), -len(token[1]), token[0])):
        share = _share(word, left)
        whole = whole or share == 1
        if not whole or share < 0.5:
            continue
        held = Counter(word) & left
        left -= held
        yield start, word, held.total()


def _share(word: str, letters: Counter[str]) -> float:
    """Return how much of a word is among letters."""
    return (Counter(word) & letters).total() / len(word)
