"""记录: the frozen records that every stage takes and gives.

A record that checks itself, or that stages replace, is a frozen dataclass; the others are named tuples,
since each dataclass costs every start half a millisecond. Nothing here holds a copy of the page. A record points into ``Source.text`` with spans; only a
`Piece` carries text, and then exactly one character for each character of its span.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from hkpaper.spans import Source, Span, Text


class Line(NamedTuple):
    """One visual line as the press set it; ``ems`` is its width (Han 1, ASCII ½)."""

    span: Span
    page: int
    block: int
    ems: float


class Strand(NamedTuple):
    """Lines of one column run in reading order (indices into ``Issue.lines``) and their measure in ems.

    ``role`` is ``body``, or ``aside`` for what is no running text: a headline, a crumb, a mark.
    """

    lines: tuple[int, ...]
    measure: float | None
    role: str = "body"


class Headline(NamedTuple):
    """A headline stack: kicker (引题), main (主题) and deck (副题), each empty where absent."""

    kicker: Text = ()
    main: Text = ()
    deck: Text = ()


class Suggestion(NamedTuple):
    """What a story's headline may have said, by the crumbs left of it: words of its lead that they spell, perhaps none.

    ``confidence`` is the share of the crumbs' characters that the words explain.
    """

    text: str
    confidence: float
    crumbs: Text


class Credit(NamedTuple):
    """A name in a byline and what its bearer did: reporter, correspondent, photographer, author, editor, intern, translator."""

    name: str
    role: str


class Byline(NamedTuple):
    """Who wrote or sent an article. ``own`` holds a byline that stands on a line of its own.

    ``people`` has each name with each of its roles; of the three lists ``reporters`` counts authors and interns too.
    """

    text: str
    spans: tuple[Span, ...]
    reporters: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()
    photographers: tuple[str, ...] = ()
    agency: str | None = None
    own: Text = ()
    people: tuple[Credit, ...] = ()
    place: str | None = None  # from where a dispatch was sent: 据新华社柳溪2月16日电


class DateMention(NamedTuple):
    """A date in the text: ``iso`` is a day, a month (2025-04) or an interval (a/b).

    ``time`` is what the clock says (15:30, or 09:00/17:00); ``precision`` is half-year, quarter, month, third (of a month) or day.
    """

    text: str
    spans: tuple[Span, ...]
    iso: str
    part: str | None = None
    time: str | None = None
    precision: str = "day"


class PersonMention(NamedTuple):
    """Where a person's name stands in the text, with the title printed there, if any."""

    spans: tuple[Span, ...]
    title: str | None = None


class Person(NamedTuple):
    """A person whom the issue names with an office or a trade; ``title`` is the fullest that is printed."""

    name: str
    title: str
    mentions: tuple[PersonMention, ...]


class Entity(NamedTuple):
    """An organisation or a place that an article names (``kind`` says which), with the spans of each mention."""

    kind: str
    name: str
    mentions: tuple[tuple[Span, ...], ...]


class Jump(NamedTuple):
    """A 下转 or 上接 mark. ``page`` is a printed page name, ``target`` the other half's id once linked."""

    direction: str  # "to" or "from"
    page: str
    mark: Text
    target: str | None = None


class Masthead(NamedTuple):
    """What the paper prints of itself. ``spans`` are the characters that these fields account for.

    ``number`` is the issue's (第12期), ``total`` that since the first (总第1234期), ``lunar`` the lunar day as printed,
    ``postal`` the mail subscription code, ``sheets`` how many pages the issue says that it has.
    """

    title: str | None = None
    date: str | None = None
    weekday: str | None = None
    number: str | None = None
    licence: str | None = None
    publisher: str | None = None
    period: str | None = None
    url: str | None = None
    notes: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    total: str | None = None
    lunar: str | None = None
    postal: str | None = None
    sheets: int | None = None


class Profile(NamedTuple):
    """A paper's own habits: its title, rows that it adds to word lists, and an issue whose total number is known."""

    name: str = ""
    title: str | None = None
    tables: Mapping[str, tuple[tuple[str, ...], ...]] = {}
    anchor: tuple[str, int] | None = None  # its date, its number


NO_PROFILE = Profile()
NO_HEADLINE = Headline()
NO_MASTHEAD = Masthead()


@dataclass(frozen=True, slots=True)
class Article:
    """One story. ``paragraphs`` hold each character once; what was taken out stands in ``jumps`` or ``byline.own``."""

    id: str
    page: int
    paragraphs: tuple[Text, ...]
    kind: str = "article"
    kind_confidence: float = 1.0
    pages: tuple[int, ...] = ()
    headline: Headline = NO_HEADLINE
    suggestion: Suggestion | None = None
    byline: Byline | None = None
    dates: tuple[DateMention, ...] = ()
    people: tuple[Person, ...] = ()
    entities: tuple[Entity, ...] = ()
    jumps: tuple[Jump, ...] = ()
    measure: float | None = None
    confidence: float = 1.0


class Furniture(NamedTuple):
    """Text of the page rather than of a story: a folio, a section name, an editor's line."""

    kind: str
    span: Span


class Debris(NamedTuple):
    """Text that no story, masthead or furniture could claim, kept with the reason."""

    reason: str
    span: Span


class Doubt(NamedTuple):
    """What could not be settled: which stage says so, a stable code, where, and why in words."""

    stage: str
    code: str
    span: Span
    note: str


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue on its way through the stages; ``done`` names the stages it has been through.

    ``extra`` keeps fields of the wire form that this version does not know, so that they pass through.
    """

    source: Source
    lines: tuple[Line, ...] = ()
    shape: str = "blocks"
    masthead: Masthead = NO_MASTHEAD
    strands: tuple[Strand, ...] = ()
    articles: tuple[Article, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    debris: tuple[Debris, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    done: tuple[str, ...] = ()
    profile: Profile = NO_PROFILE
    extra: Mapping[str, object] = field(default_factory=dict)

    def text_of(self, line: int) -> str:
        """Return the printed text of visual line number `line`."""
        return self.lines[line].span.of(self.source.text)

    def before(self, line: int) -> str:
        """Return what parts a visual line from the one read before it: line ends, or spaces on one row of the dump.

        In layout the dump's own white space says nothing of what is read together: there a block's end is a blank line.
        """
        upper, lower = self.lines[line - 1] if line else None, self.lines[line]
        space = self.source.text[upper.span.end if upper else 0 : lower.span.start]
        if self.shape == "layout" or space.strip() or (upper and upper.span.end > lower.span.start):
            return "\n" if upper and upper.block == lower.block else "\n\n"
        return space
