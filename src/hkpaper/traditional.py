"""字体: traditional text is read as simplified, one character for one, and given back as printed.

What tells a byline from a sentence, or one character from the next, is known to hkpaper in simplified characters. So a
stage sees an issue whose traditional characters are `folded` into these, at the same offsets; of what it gives, each
character that it took from the page is `restored` to what stands there. A page without traditional characters costs a look.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache, lru_cache
from itertools import chain
from typing import Any, NamedTuple, TypeVar, cast

from hkpaper.records import Article, Byline, Headline, Issue, Masthead
from hkpaper.spans import Piece, Source, Span, Text

T = TypeVar("T")

TELLING = "們來時為國說後會過對學沒還樣種開從無現動頭經長見這個記報訊區書電"  # any traditional page has many of these, no other has
SHARE = (
    0.005  # of a page's characters: of a traditional page's 2 to 8 % are of these, of a simplified one's .02 % at most
)
AROUND = 40  # characters before and after a record's spans in which its words are looked for


@cache
def folds() -> Mapping[int, str]:
    """Return the simplified character that each traditional one is read as."""
    from hkpaper.lexicon import shipped

    return {ord(char): simplified for simplified, held in shipped("traditional") for char in held}


@lru_cache(maxsize=1)
def fold(text: str) -> str:
    """Return a text in simplified characters, one for one; what is no traditional text is given back as it is.

    >>> fold("本報訊（記者 蘇麗）"), fold("本报讯（记者 蘇丽）")
    ('本报讯（记者 苏丽）', '本报讯（记者 蘇丽）')
    """
    if sum(map(text.count, TELLING)) <= SHARE * len(text):
        return text
    return text.translate(folds())


def folded(issue: Issue) -> Issue:
    """Return an issue as its stages are to see it: the same where its text is not traditional."""
    text = fold(issue.source.text)
    if text == issue.source.text:  # equal is enough: the same text may come again by the wire
        return issue
    return replace(
        issue,
        source=issue.source._replace(text=text),
        masthead=simplified(issue.masthead),
        articles=simplified(issue.articles),
        doubts=simplified(issue.doubts),
    )


def simplified(value: T) -> T:
    """Return a value with all strings in it, however deep, in simplified characters."""
    found: Any = value
    if isinstance(value, str):
        found = value.translate(folds())
    elif isinstance(value, tuple):
        held = map(simplified, value)
        found = type(value)(*held) if hasattr(value, "_fields") else tuple(held)
    elif is_dataclass(value) and not isinstance(value, (type, Span)):
        found = replace(value, **{each.name: simplified(getattr(value, each.name)) for each in fields(value)})
    return cast("T", found)


def restored(issue: Issue, source: Source) -> Issue:
    """Return what a stage made of a folded issue, in the characters of its true source."""
    if issue.source.text == source.text:
        return issue
    page = printed(issue, source)
    articles = tuple(_article(article, page) for article in issue.articles)
    doubts = tuple(each._replace(note=page.word(each.note, [each.span])) for each in issue.doubts)
    return replace(
        issue,
        source=issue.source._replace(text=source.text),
        masthead=_masthead(issue.masthead, page),
        articles=articles,
        doubts=doubts,
    )


def printed(issue: Issue, source: Source) -> Printed:
    """Return what leads from a folded issue back to its true source."""
    return Printed(issue.source.text, source.text, _usual(issue.source.text, source.text))


class Printed(NamedTuple):
    """A page as its stages saw it, and as it is printed: the same length; and what each character seen mostly is in print."""

    seen: str
    true: str
    usual: Mapping[int, str]

    def text(self, text: Text) -> Text:
        """Return pieces as printed; a character that a stage put for another stays."""
        return tuple(Piece(piece.span, self._piece(piece)) for piece in text)

    def texts(self, texts: Iterable[Text]) -> tuple[Text, ...]:
        """Return several."""
        return tuple(map(self.text, texts))

    def _piece(self, piece: Piece) -> str:
        seen, true = piece.span.of(self.seen), piece.span.of(self.true)
        if piece.text == seen:
            return true
        return "".join(b if char == a else char for char, a, b in zip(piece.text, seen, true, strict=True))

    def word(self, word: str, spans: Iterable[Span]) -> str:
        """Return a string that a stage took from these spans, or near them, as it is printed there.

        A name that is printed with a space in it stands nowhere as it is: its characters do.
        """
        held = [each for each in spans if len(each)]
        if not held or not word:
            return word
        start = max(0, min(each.start for each in held) - AROUND)
        end = max(each.end for each in held) + AROUND
        for lower, upper in [(each.start, each.end) for each in held] + [(start, end)]:
            at = self.seen.find(word, lower, upper)
            if at >= 0:
                return self.true[at : at + len(word)]
        near, own = (
            _usual(self.seen[lower:upper], self.true[lower:upper])
            for lower, upper in ((start, end), (held[0].start, held[-1].end))
        )
        return word.translate({**self.usual, **near, **own})


def _usual(seen: str, true: str) -> dict[int, str]:
    """Return what each character of a text mostly is in print."""
    pairs = Counter(zip(seen, true, strict=True))
    return {ord(char): printed for (char, printed), _ in reversed(pairs.most_common())}


def _article(article: Article, page: Printed) -> Article:
    head, held, byline = article.headline, article.suggestion, article.byline
    body = [piece.span for paragraph in article.paragraphs for piece in paragraph]

    return replace(
        article,
        paragraphs=page.texts(article.paragraphs),
        headline=Headline(*page.texts(head)),
        suggestion=held and held._replace(text=page.word(held.text, body), crumbs=page.text(held.crumbs)),
        byline=byline and _byline(byline, page),
        dates=tuple(
            date._replace(text=page.word(date.text, date.spans), part=date.part and page.word(date.part, date.spans))
            for date in article.dates
        ),
        people=tuple(
            person._replace(
                name=page.word(person.name, spans := list(chain.from_iterable(each.spans for each in person.mentions))),
                title=page.word(person.title, spans),
                mentions=tuple(
                    each._replace(title=each.title and page.word(each.title, each.spans)) for each in person.mentions
                ),
            )
            for person in article.people
        ),
        entities=tuple(
            each._replace(name=page.word(each.name, chain.from_iterable(each.mentions))) for each in article.entities
        ),
        jumps=tuple(
            jump._replace(mark=page.text(jump.mark), page=page.word(jump.page, [piece.span for piece in jump.mark]))
            for jump in article.jumps
        ),
    )


def _byline(byline: Byline, page: Printed) -> Byline:
    def words(held: Iterable[str]) -> tuple[str, ...]:
        return tuple(page.word(word, byline.spans) for word in held)

    names = words(each.name for each in byline.people)
    return byline._replace(
        text=page.word(byline.text, byline.spans),
        reporters=words(byline.reporters),
        correspondents=words(byline.correspondents),
        photographers=words(byline.photographers),
        agency=byline.agency and page.word(byline.agency, byline.spans),
        own=page.text(byline.own),
        people=tuple(each._replace(name=name) for each, name in zip(byline.people, names, strict=True)),
        place=byline.place and page.word(byline.place, byline.spans),
    )


def _masthead(masthead: Masthead, page: Printed) -> Masthead:
    """Return a masthead's fields as printed; a title that a profile gave stays."""

    def as_printed(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(as_printed, value))
        return page.word(value, masthead.spans) if isinstance(value, str) else value

    told = {name: as_printed(value) for name, value in masthead._asdict().items() if name != "spans"}
    return masthead._replace(**told)
