"""合订: bind the files of one issue. Takes the sources of its pages; gives one source, which knows where each file lies in it.

A form feed parts two files, so that what is known of a dump of several pages holds of several files too.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from hkpaper.records import Doubt, Line
from hkpaper.shapes import Physical, named_page, page_of, physical_lines
from hkpaper.spans import Part, Source, Span

BARE = re.compile(r"0*([1-9]\d?)")  # "01.txt" is a page where its neighbours are


def bound(sources: Sequence[Source], name: str) -> Source:
    """Return the source of an issue from those of its files; a single file is itself.

    Files go in the order of their pages where the name or the folio of each says another one, else as they are given.
    """
    if len(sources) == 1:
        return sources[0]
    pages = _pages(sources)
    order = (
        sorted(range(len(sources)), key=lambda each: pages[each] or 0) if _told_apart(pages) else range(len(sources))
    )
    parts: list[Part] = []
    at = 0
    for each in order:
        one = sources[each]
        parts.append(Part(one.name, one.encoding, one.sha256, at, at + len(one.text), pages[each]))
        at += len(one.text) + 1
    inside = [(sources[each], part) for each, part in zip(order, parts, strict=True)]
    return Source(
        name,
        ", ".join(dict.fromkeys(part.encoding for part in parts)),
        hashlib.sha256("".join(f"{part.sha256}\n" for part in parts).encode()).hexdigest(),
        "\f".join(one.text for one, _ in inside),
        tuple(part.start + offset for one, part in inside for offset in one.lossy),
        tuple(parts),
    )


def _pages(sources: Sequence[Source]) -> list[int | None]:
    """Return the page that each file begins with, by its folio or its name; bare numbers are pages if all names are such."""
    bare = [BARE.fullmatch(_stem(one.name)) for one in sources]
    named = [
        int(found[1]) if found and all(bare) else named_page(_stem(one.name))
        for one, found in zip(sources, bare, strict=True)
    ]
    return [_folio(one.text) or page for one, page in zip(sources, named, strict=True)]


def _stem(name: str) -> str:
    return name.rsplit("/", 1)[-1].split(".", 1)[0]


def _folio(text: str) -> int | None:
    """Return the page that the first line of a file prints, if it is a folio."""
    first = next(physical_lines(text, 0), None)
    return first.page or None if first else None


def _told_apart(pages: Sequence[int | None]) -> bool:
    return None not in pages and len(set(pages)) == len(pages)


def physical_of(source: Source) -> Iterator[Physical]:
    """Yield the lines of a source that hold something, numbered by page and block, each file's pages by its own name.

    A file that says no page goes on from the one before it, and so does one that says the same page.
    """
    text = source.text
    if not source.parts:
        # A file of several pages is not called after one.
        yield from physical_lines(text, 1 if "\f" in text.strip() else page_of(source.name))
        return
    page, block = 0, 0
    for part in source.parts:
        inside = list(physical_lines(text[part.start : part.end], part.page or page + 1))
        more = 1 if inside and inside[0].page == page else 0
        for each in inside:
            span = Span(each.span.start + part.start, each.span.end + part.start)
            yield Physical(span, each.page + more, each.block + block)
        page = inside[-1].page + more if inside else part.page or page + 1
        block += inside[-1].block + 1 if inside else 0


def doubts(source: Source, lines: Sequence[Line]) -> Iterator[Doubt]:
    """Yield a doubt for each page that two files say they are, and for each file whose folio is not its name's page."""
    if not source.parts:
        return
    starts = [part.start for part in source.parts]
    found: list[set[int]] = [set() for _ in starts]
    for line in lines:
        found[bisect_right(starts, line.span.start) - 1].add(line.page)
    told = Counter(part.page for part in source.parts if part.page)
    for part, pages in zip(source.parts, found, strict=True):
        where = Span(part.start, part.start)
        named = named_page(_stem(part.name))
        if part.page and told[part.page] > 1:
            yield Doubt(
                "read", "page-twice", where, f"{part.name} says that it is page {part.page}, and so does another file"
            )
        elif named and part.page != named:
            yield Doubt(
                "read", "page-differs", where, f"{part.name} is called after page {named}, its folio says {part.page}"
            )
        elif not pages:
            yield Doubt("read", "empty-page", where, f"there is no text in {part.name}")
