"""接续: join the halves of a story across pages. Takes jumps and headlines; gives whole articles, or says what is missing.

The first half keeps its id and headline; where it broke off in mid-sentence the second goes on in the
same paragraph. A headline that the second half repeats becomes furniture.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from hkpaper.account import fields
from hkpaper.halves import Half, closed, halves, page_number, pages, paired
from hkpaper.records import Article, Byline, Doubt, Furniture, Headline, Issue, Jump, Suggestion
from hkpaper.spans import Text
from hkpaper.stage import Row
from hkpaper.text import plain, spans_of

COLUMNS = ("id", "direction", "page", "target", "pages", "start", "end")


def link(issue: Issue, *, link: bool = True) -> Issue:
    """Join the halves whose marks point to each other; ``link=False`` leaves them apart and only looks."""
    firsts, seconds = halves(issue.articles, "to"), halves(issue.articles, "from")
    here = {line.page for line in issue.lines} | {page for article in issue.articles for page in pages(article)}
    pairs, ties = paired(issue.articles, firsts, seconds, here)
    doubts = [*_ambiguous(issue, ties), *_unpaired(issue, {*firsts, *seconds} - {h for p in pairs for h in p}, here)]
    issue = replace(issue, doubts=(*issue.doubts, *(doubt for doubt in doubts if doubt not in issue.doubts)))
    return _without_settled(_joined(issue, pairs)) if link else issue


def rows(issue: Issue) -> Iterator[Row]:
    """Yield a row for each half that was sent on or came from elsewhere."""
    for article in issue.articles:
        for jump in article.jumps:
            at = spans_of(jump.mark)
            pages = tuple(str(page) for page in article.pages)
            yield article.id, jump.direction, jump.page, jump.target, pages, at[0].start, at[-1].end


def _ambiguous(issue: Issue, ties: Sequence[Half]) -> Iterator[Doubt]:
    for half in ties:
        article = issue.articles[half.article]
        note = f"another half fits {article.id} as well as the one it was joined to"
        yield _at(article.jumps[half.jump], "jump-ambiguous", note)


def _unpaired(issue: Issue, alone: set[Half], here: set[int]) -> Iterator[Doubt]:
    """Yield a doubt for each half whose other half was not found."""
    for half in sorted(alone, key=lambda half: (half.article, half.jump)):
        article = issue.articles[half.article]
        jump = article.jumps[half.jump]
        if jump.direction == "from":
            yield _at(jump, "jump-source-absent", f"{article.id} comes from page {jump.page}: no first half was found")
        elif page_number(jump.page) in here:
            yield _at(jump, "jump-unmatched", f"{article.id} goes on on page {jump.page}, but no half there is its own")
        else:
            yield _at(jump, "jump-target-absent", f"{article.id} goes on on page {jump.page}, not in this dump")


def _at(jump: Jump, code: str, note: str) -> Doubt:
    return Doubt("link", code, spans_of(jump.mark)[0], note)


def _joined(issue: Issue, pairs: Sequence[tuple[Half, Half]]) -> Issue:
    """Join each pair; a third leg follows the second."""
    articles = dict(enumerate(issue.articles))
    stands: dict[int, int] = {}  # where a half that was joined now is
    furniture: list[Furniture] = []
    for first, second in sorted(pairs, key=lambda pair: pair[1].article, reverse=True):
        upper, lower = _now(first.article, stands), _now(second.article, stands)
        if upper == lower:
            continue  # two marks that point in a ring
        whole, left = one_of(articles[upper], articles[lower])
        articles[upper] = _linked(whole, issue.articles[first.article], issue.articles[second.article], first, second)
        furniture += left
        stands[lower] = upper
        del articles[lower]
    return replace(issue, articles=tuple(articles.values()), furniture=(*issue.furniture, *furniture))


def _without_settled(issue: Issue) -> Issue:
    """Drop the doubts that a second half has no headline, where its first half has one."""
    whole = [article for article in issue.articles if len(article.pages) > 1 and article.headline.main]
    spans = [span for article in whole for _, text in fields(article) for span in spans_of(text)]
    settled = [
        doubt
        for doubt in issue.doubts
        if doubt.code == "no-headline" and any(span.start <= doubt.span.start < span.end for span in spans)
    ]
    return replace(issue, doubts=tuple(doubt for doubt in issue.doubts if doubt not in settled))


def _now(article: int, stands: Mapping[int, int]) -> int:
    while article in stands:
        article = stands[article]
    return article


def _linked(whole: Article, upper: Article, lower: Article, first: Half, second: Half) -> Article:
    """Return the whole with each of the two marks naming the half that it points to."""
    sent, came = upper.jumps[first.jump].mark, lower.jumps[second.jump].mark
    targets = {sent: lower.id, came: upper.id}
    jumps = tuple(jump._replace(target=targets.get(jump.mark, jump.target)) for jump in whole.jumps)
    return replace(whole, jumps=jumps)


def one_of(first: Article, second: Article) -> tuple[Article, list[Furniture]]:
    """Return the story that two halves make, and the second's headline where it repeats the first's."""
    repeated: list[Furniture] = []
    headline = first.headline
    if headline == Headline():
        headline = second.headline
    else:
        parts = (second.headline.kicker, second.headline.main, second.headline.deck)
        repeated = [Furniture("repeated-headline", span) for part in parts for span in spans_of(part)]
    whole = replace(
        first,
        headline=headline,
        suggestion=_hint(first.suggestion, second.suggestion, told=bool(headline.main)),
        paragraphs=_run_on(first.paragraphs, second.paragraphs),
        pages=tuple(dict.fromkeys((*pages(first), *pages(second)))),
        byline=_both(first.byline, second.byline),
        dates=first.dates + second.dates,
        jumps=first.jumps + second.jumps,
        confidence=min(first.confidence, second.confidence),
    )
    return whole, repeated


def _hint(first: Suggestion | None, second: Suggestion | None, *, told: bool) -> Suggestion | None:
    """Return the crumbs of both halves with the better of their suggestions, with none where the headline is told."""
    hints = [hint for hint in (first, second) if hint]
    if not hints:
        return None
    best = max(hints, key=lambda hint: hint.confidence)
    crumbs = tuple(piece for hint in hints for piece in hint.crumbs)
    return Suggestion("", 0.0, crumbs) if told else best._replace(crumbs=crumbs)


def _run_on(upper: tuple[Text, ...], lower: tuple[Text, ...]) -> tuple[Text, ...]:
    """Join two runs of paragraphs; one cut in mid-sentence goes on."""
    if upper and lower and not closed(plain(upper[-1])):
        return (*upper[:-1], upper[-1] + lower[0], *lower[1:])
    return upper + lower


def _both(first: Byline | None, second: Byline | None) -> Byline | None:
    """Return the first half's byline with what the second's adds."""
    if first is None or second is None:
        return first or second
    return first._replace(
        reporters=tuple(dict.fromkeys(first.reporters + second.reporters)),
        correspondents=tuple(dict.fromkeys(first.correspondents + second.correspondents)),
        photographers=tuple(dict.fromkeys(first.photographers + second.photographers)),
        agency=first.agency or second.agency,
        own=first.own + second.own,
        people=tuple(dict.fromkeys(first.people + second.people)),
        place=first.place or second.place,
    )
