"""版面: the records of a page as it is set: lines, modules, pages."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(eq=False)
class Line:
    """One printed line, and what the extractor makes of it (`shown`)."""

    text: str
    role: str
    story: int = -1
    order: int = 0
    paragraph: int = -1
    page: int = 1
    indent: float = 0
    opens: bool = False  # the first line of its paragraph in this column run
    shown: str = ""
    room: float = 0.0  # ems it is justified to, 0 where it is not
    level: str = ""  # of a character of a vertical headline: kicker, headline, deck
    loose: bool = False  # justified with room to spare: some readers see spaces between its characters


@dataclass(eq=False)
class Module:
    """A story, or a leg of one, as it stands on the page."""

    story: int
    measure: float
    heads: list[list[Line]] = field(default_factory=list)  # kicker, headline, deck: each of one or more lines
    signs: list[Line] = field(default_factory=list)  # section, byline and 上接 lines, above the body
    columns: list[list[Line]] = field(default_factory=list)
    labels: list[Line] = field(default_factory=list)  # column name, loose captions: of no story
    mark: Line | None = None  # its jump mark
    vertical: bool = False

    @property
    def width(self) -> float:
        """Return the width in ems, gutters of two ems between columns."""
        return (self.measure + 2) * max(1, len(self.columns)) + (4 if self.vertical else 0)

    def depth(self) -> float:
        """Return the rows that stand above the body, a headline's line counting two."""
        return sum(2 * len(head) for head in self.heads) + len(self.signs) + len(self.labels)

    def lines(self) -> list[Line]:
        """Return every line, in reading order."""
        flat = [line for head in self.heads for line in head] + self.signs
        flat += [line for column in self.columns for line in column]
        return flat + ([self.mark] if self.mark else [])


@dataclass(eq=False)
class Page:
    """A page: bands of modules side by side, and what stands around them."""

    number: int
    bands: list[list[Module]] = field(default_factory=list)
    top: list[Line] = field(default_factory=list)  # masthead or folio
    foot: list[Line] = field(default_factory=list)  # editors, telephone

    def modules(self) -> list[Module]:
        """Return the modules, band by band."""
        return [module for band in self.bands for module in band]
