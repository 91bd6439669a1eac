"""日期: resolve the dates in the text by the masthead's. Takes paragraphs and the issue's date; fills ``dates``.

A date is a day, a month or an interval. What names no day (近日, 今年以来), no single day (每年3月) or a
holiday (“五一”) is left alone; what the calendar does not have (2月30日) is a doubt, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from hkpaper.almanac import ERA
from hkpaper.daywords import Read, Seen, read_dates
from hkpaper.records import Article, DateMention, Doubt, Issue
from hkpaper.spans import Text
from hkpaper.stage import Row
from hkpaper.text import cut, plain, spans_of

COLUMNS = ("id", "text", "iso", "part", "time", "precision", "start", "end")


def dates(issue: Issue) -> Issue:
    """Fill the dates of each article, in the order of its text."""
    today = date.fromisoformat(issue.masthead.date) if issue.masthead.date else None
    if today and today.year not in ERA:
        today = None
    articles: list[Article] = []
    doubts: list[Doubt] = []
    for article in issue.articles:
        found: list[DateMention] = []
        seen = Seen(today)
        for paragraph in article.paragraphs:
            reads, seen = read_dates(plain(paragraph), seen)
            found += [_mention(paragraph, read) for read in reads if read.iso]
            doubts += [_doubt(paragraph, read) for read in reads if read.why]
        articles.append(replace(article, dates=tuple(found)))
    return replace(issue, articles=tuple(articles), doubts=(*issue.doubts, *_new(issue, doubts)))


def rows(issue: Issue) -> Iterator[Row]:
    """Yield a row for each date."""
    for article in issue.articles:
        for found in article.dates:
            told = found.text, found.iso, found.part, found.time, found.precision
            yield article.id, *told, found.spans[0].start, found.spans[-1].end


def _mention(paragraph: Text, read: Read) -> DateMention:
    mention = cut(paragraph, read.start, read.end)
    return DateMention(plain(mention), spans_of(mention), read.iso or "", read.part, read.time, read.precision)


def _doubt(paragraph: Text, read: Read) -> Doubt:
    mention = cut(paragraph, read.start, read.end)
    note = {
        "impossible-date": f"the calendar has no {plain(mention)}",
        "no-issue-date": f"no masthead date to reckon {plain(mention)} from (say it with --date)",
        "weekday-differs": f"{read.iso} is no such weekday as {plain(mention)} says",
    }[read.why]
    return Doubt("dates", read.why, spans_of(mention)[0], note)


def _new(issue: Issue, doubts: list[Doubt]) -> Iterator[Doubt]:
    """Yield the doubts that the issue does not hold yet, one no-issue-date for the whole issue."""
    without = any(doubt.code == "no-issue-date" for doubt in issue.doubts)
    for doubt in doubts:
        if doubt.code == "no-issue-date":
            if without:
                continue
            without = True
        if doubt not in issue.doubts:
            yield doubt
