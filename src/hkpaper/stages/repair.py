"""修行: take articles as printed; give their paragraphs re-flowed, each character still its source's.

Spaces that the press or the extractor put in go; those that mean something (between Latin words, in
a byline's names, in a headline) stay. Folded punctuation is restored in Chinese context, listed
one-for-one reading errors only where their context proves them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from hkpaper.chars import is_han, is_wide
from hkpaper.crafts import role_pattern
from hkpaper.errors import OptionError
from hkpaper.marks import is_latin, with_full_marks, without_confusions
from hkpaper.records import Article, Doubt, Headline, Issue
from hkpaper.rows import rows_apart, signed_apart
from hkpaper.signatures import credited
from hkpaper.spans import Piece, Span, Text
from hkpaper.stage import Row
from hkpaper.text import joined, offsets, plain, stripped, without_each
from hkpaper.wraps import spaced

COLUMNS = ("id", "field", "was", "now", "start", "end")

PUNCTUATION = ("restore", "keep")
SPACE = re.compile(r"\s")
MARKS_AFTER, MARKS_BEFORE = ",.;:!?)]\"'%", "([\"'$"  # ASCII marks that close up to the word before, or behind
SHORT = 8  # characters; a role or a name that `read` took for a line, since a space stands beside it
CUT = 2.0  # nats by which the word must be likelier than its halves


def repair(issue: Issue, *, punctuation: str = "restore") -> Issue:
    """Re-flow every paragraph and headline of an issue.

    `punctuation` is ``restore`` (folded marks in Chinese context get their full form) or ``keep``.
    """
    if punctuation not in PUNCTUATION:
        raise OptionError(f"--punctuation {punctuation}: it is one of {', '.join(PUNCTUATION)}")
    marks = punctuation == "restore"
    doubts: list[Doubt] = []
    articles: list[Article] = []
    starts = {line.span.start for line in issue.lines}
    for article in issue.articles:
        paragraphs = []
        for paragraph, cells in rows_apart(tuple(signed_apart(issue.source.text, article.paragraphs, starts))):
            text = reflowed(issue.source.text, paragraph, body=True, cells=cells)
            paragraphs.append(_restored(text, marks))
            if marks and plain(text).count('"') % 2:
                doubts.append(
                    Doubt("repair", "odd-quote", text[0].span, "a quotation mark of this paragraph has no pair")
                )
        head = Headline(*(_headline(issue.source.text, text, marks) for text in _stack(article)))
        articles.append(replace(article, paragraphs=tuple(filter(None, paragraphs)), headline=head))
    return replace(issue, articles=tuple(articles), doubts=(*issue.doubts, *doubts))


def rows(issue: Issue) -> Iterator[Row]:
    """Yield a row for each character that is not printed as the source has it."""
    for article in issue.articles:
        fields = [("kicker", article.headline.kicker), ("headline", article.headline.main)]
        fields += [("subhead", article.headline.deck)]
        for name, text in [*fields, *(("paragraph", paragraph) for paragraph in article.paragraphs)]:
            for piece in text:
                printed = piece.span.of(issue.source.text)
                for index, (was, now) in enumerate(zip(printed, piece.text, strict=True)):
                    if was != now:
                        at = piece.span.start + index
                        yield article.id, name, was, now, at, at + 1


def _stack(article: Article) -> tuple[Text, Text, Text]:
    return article.headline.kicker, article.headline.main, article.headline.deck


def _headline(source: str, text: Text, marks: bool) -> Text:
    return _restored(reflowed(source, text, body=False), marks) if text else ()


def reflowed(source: str, text: Text, *, body: bool, cells: Set[int] = frozenset()) -> Text:
    """Join the printed lines of a paragraph into one run, without the spaces that mean nothing.

    In a headline (not `body`) a space between two Han characters parts two lines of verse or two
    halves and stays, unless it parts all letters; in running text it stays only in a byline, and at the offsets
    of `cells`.
    """
    pieces: list[Piece] = []
    letters = not body and spaced([piece.text for piece in text])
    for piece in text:
        if pieces and not letters and (space := _between(source, pieces[-1], piece, body)):
            pieces.append(space)
        pieces.append(piece)
    run = joined(pieces)
    whole = plain(run)
    spaces = [match.start() for match in SPACE.finditer(whole)]
    named = credited(whole) if spaces and body else ()
    held = {at for at, offset in enumerate(offsets(run)) if offset in cells} if cells else frozenset()
    idle = [at for at in spaces if at not in held and not _means(whole, at, body, named)]
    return stripped(joined(without_each(run, idle)) if idle else run)


def _between(source: str, above: Piece, below: Piece, body: bool) -> Piece | None:
    """Return the space that joins two printed lines, or cells of a row, where they need one and the source has it there."""
    latin = is_latin(below.text[:1]) and is_latin(above.text[-1:])  # the first question is mostly the last
    cells = below.text[:1].isdigit() and above.text[-1:].isdigit()
    one = min(len(above.text), len(below.text)) <= SHORT or role_pattern().match(below.text)
    short = body and bool(one)  # two names of a byline, or a role behind one: `_means` has the last word
    if (body and not latin and not cells and not short) or above.span.end == below.span.start:
        return None
    gap = source[above.span.end : below.span.start]
    if latin and not gap.isspace():  # lines read in another order than the dump's: the space where the upper one ends
        gap = source[above.span.end : above.span.end + 1]
    parted = (
        latin
        or (short and "\n" not in gap)
        or (cells and gap[:1] == "\u3000" and "\n" not in gap)
        or (not body and " " in gap)
    )
    if not gap.isspace() or above.text[-1:].isspace() or below.text[:1].isspace() or not parted:
        return None
    return Piece(Span(above.span.end, above.span.end + 1), " " if gap[0] in " \n" else gap[0])


def _means(whole: str, index: int, body: bool, named: Sequence[tuple[int, int]]) -> bool:
    """Say whether the space at `index` is to be read."""
    before, after = whole[index - 1] if index else " ", whole[index + 1 : index + 9].lstrip()[:1] or " "
    if any(start <= index < end for start, end in named):
        return True
    if whole[index] == "\u3000" and (before.isdigit() or after.isdigit()):  # between cells of a table
        return True
    if before.isspace() or after.isspace():  # of several spaces the first is read
        return False
    if not is_wide(before) and not is_wide(after):
        return (before.isalnum() and after.isalnum() and (is_latin(before) or is_latin(after))) or _english(
            whole, index
        )
    return not body and (is_han(before) or is_han(after)) and not _cuts_a_word(whole[:index], whole[index + 1 :])


def _english(whole: str, index: int) -> bool:
    """Say whether a space stands between two Latin words, the marks at their edges left aside.

    >>> _english("goes home. The", 10), _english("区委, AI技术", 3)
    (True, False)
    """
    before, after = whole[:index].rstrip(MARKS_AFTER)[-1:], whole[index + 1 : index + 9].lstrip(MARKS_BEFORE)[:1]
    return (is_latin(before) or is_latin(after)) and before.isascii() and after.isascii() and (before + after).isalnum()


def _cuts_a_word(before: str, after: str) -> bool:
    """Say whether a word stands across a space in a headline: then it is the end of a line (疏 通), no pause.

    >>> _cuts_a_word("地下血管疏", "通了"), _cuts_a_word("灯下读书", "窗外听雨")
    (True, False)
    """
    from hkpaper.words import log_probability

    tail, head = before[-3:], after[:3]
    return log_probability(tail + head) > log_probability(tail) + log_probability(head) + CUT


def _restored(text: Text, marks: bool) -> Text:
    """Return a run with its folded punctuation and its proven reading errors put right."""
    whole = plain(text)
    now = without_confusions(whole)
    now = with_full_marks(now) if marks else now
    if now == whole:
        return text
    at, pieces = 0, []
    for piece in text:
        size = len(piece.text)
        pieces.append(Piece(piece.span, now[at : at + size]))
        at += size
    return tuple(pieces)
