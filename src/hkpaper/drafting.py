"""起草: draft a paper's profile from dumps: what recurs in them that hkpaper's own word lists lack. Takes issues; gives TOML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from hkpaper import lexicon
from hkpaper.crafts import HAN
from hkpaper.records import Issue

LEAST = 2  # times that a word must be seen in the samples, or in as many of them, to be drafted
LEAD = re.compile(rf"^\W*({HAN}{{2,6}}讯)(?=\s*[(（〔［\[]|\s+{HAN})")
ROLE = re.compile(
    rf"(?:^|[\s(（〔［\[□■◎])({HAN}{{0,6}}?(?:记者|通讯员|特派员|信息员|摄影师))(?=[\s/／:：]\s*{HAN}{{2,4}})"
)
SECTION = re.compile(rf"(?:^|\s)({HAN}{{2,6}})(?=\s|$)")
KINDS = {
    "记者": "reporter",
    "通讯员": "correspondent",
    "特派员": "reporter",
    "信息员": "correspondent",
    "摄影师": "photographer",
}
OWN = re.compile(r"^本[报刊网台社]")


def draft(issues: Sequence[Issue]) -> str:
    """Return the profile of the paper that issues are of, its masthead read already, as TOML with comments.

    >>> draft([])
    '# Drafted by hkpaper from 0 dumps: keep what is right, take out the rest.\\n'
    """
    lines = [f"# Drafted by hkpaper from {len(issues)} dumps: keep what is right, take out the rest."]
    title = _commonest(issue.masthead.title for issue in issues)
    if title:
        lines.append(f"title = {_quoted(title)}")
    lines += _listed("sections", _new("sections", _sections(issues)))
    lines += _listed("leads", _new("lead_words", _found(LEAD, issues)))
    roles = _new("roles", ((OWN.sub("", word), number) for word, number in _found(ROLE, issues)))
    if roles:
        lines += ["", "[roles]"]
        lines += [f"{_quoted(word)} = {_quoted(_kind(word))} # seen {count} times" for word, count in roles]
    lines += _number(issues)
    return "\n".join(lines) + "\n"


def _commonest(titles: Iterable[str | None]) -> str | None:
    count = Counter(title for title in titles if title)
    return count.most_common(1)[0][0] if count else None


def _sections(issues: Sequence[Issue]) -> Iterator[tuple[str, int]]:
    """Yield the names that stand beside folios, each with the number of its dump."""
    for number, issue in enumerate(issues):
        for item in issue.furniture:
            if item.kind in {"folio", "section"}:
                yield from ((found[1], number) for found in SECTION.finditer(item.span.of(issue.source.text)))


def _found(pattern: re.Pattern[str], issues: Sequence[Issue]) -> Iterator[tuple[str, int]]:
    for number, issue in enumerate(issues):
        for line in range(len(issue.lines)):
            yield from ((found[1], number) for found in pattern.finditer(issue.text_of(line)))


def _new(table: str, seen: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return the words that a table lacks and that were seen often enough, the commonest first."""
    known = {row[0] for row in lexicon.shipped(table)}
    count = Counter(word for word, _ in seen if word not in known and not re.search("星期|农历|[年月日版]$", word))
    return sorted(
        ((word, times) for word, times in count.items() if times >= LEAST), key=lambda each: (-each[1], each[0])
    )


def _listed(key: str, words: Sequence[tuple[str, int]]) -> list[str]:
    if not words:
        return []
    told = ", ".join(f"{count}×" for _, count in words)
    return [f"{key} = [{', '.join(_quoted(word) for word, _ in words)}] # seen {told}"]


def _kind(role: str) -> str:
    if "摄影" in role:
        return "photographer"
    return next(kind for end, kind in KINDS.items() if role.endswith(end))


def _number(issues: Sequence[Issue]) -> list[str]:
    """Return the number of the last issue since the first, if it prints one."""
    known = [
        (issue.masthead.date, issue.masthead.total) for issue in issues if issue.masthead.date and issue.masthead.total
    ]
    if not known:
        return []
    day, total = max(known)
    digits = re.search(r"\d+", total.replace(" ", ""))
    return ["", "[number]", f"date = {day}", f"total = {digits[0]}"] if digits else []


def _quoted(word: str) -> str:
    import json

    return json.dumps(word, ensure_ascii=False)  # its escapes are TOML's, too
