"""流程: the stages in order, and how an issue goes through them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hkpaper import lexicon, traditional
from hkpaper.errors import OptionError, OrderError
from hkpaper.records import Issue
from hkpaper.spans import Source
from hkpaper.stage import Stage

STAGES: tuple[Stage, ...] = (
    Stage("read", "读入", "cut the dump into pages, blocks and visual lines", (), ("lines",), ("shape",)),
    Stage("masthead", "报头", "read the title, date, licence and other furniture", ("lines",), ("masthead",), ("date", "profile")),
    Stage("untangle", "理栏", "put the visual lines in reading order", ("lines", "masthead"), ("strands",), ("model",)),
    Stage("segment", "分篇", "group the strands into articles", ("strands",), ("articles",), ("model",)),
    Stage("headline", "配题", "give each article its kicker, headline and deck", ("articles",), ("headlines",)),
    Stage("repair", "修行", "re-flow paragraphs and restore punctuation", ("articles",), ("text",), ("punctuation",)),
    Stage("byline", "署名", "find who wrote each article", ("text",), ("bylines",)),
    Stage("dates", "日期", "resolve the dates in the text by the masthead's", ("text", "masthead"), ("dates",)),
    Stage("jump", "转版", "take out the marks that send a story to another page", ("text",), ("jumps",)),
    Stage("link", "接续", "join the halves of a story across pages", ("jumps", "headlines"), ("links",), ("link",)),
    Stage("people", "人物", "find who is named with an office", ("links", "bylines"), ("people",)),
    Stage("entities", "机构", "find the organisations and places named", ("links", "bylines", "people"), ("entities",)),
    Stage("kind", "文体", "say what kind of text each story is", ("links", "headlines", "bylines"), ("kinds",)),
    Stage("emit", "输出", "give stable ids and print the articles", ("links", "bylines", "dates"), ("ids",)),
)  # fmt: skip
NAMES = tuple(stage.name for stage in STAGES)
OPTIONS = tuple(dict.fromkeys(option for stage in STAGES for option in stage.options))


def stage(name: str) -> Stage:
    """Return the stage called `name`."""
    for found in STAGES:
        if found.name == name:
            return found
    raise OrderError(f"{name}: there is no such stage (the stages are {', '.join(NAMES)})")


def open_issue(source: Source) -> Issue:
    """Return the issue that no stage has seen yet."""
    return Issue(source)


def apply(issue: Issue, name: str, **options: object) -> Issue:
    """Put `issue` through one stage and note that it is done.

    Raises `OrderError` when an earlier stage has not yet given what this one needs.
    """
    this = stage(name)
    lexicon.use(issue.profile.tables)
    given = {thing for done in issue.done for thing in stage(done).gives}
    missing = [thing for thing in this.needs if thing not in given]
    if missing:
        raise OrderError(f"{name} needs {', '.join(missing)}: run the stages before it first")
    done = traditional.restored(this.function()(traditional.folded(issue), **options), issue.source)
    return replace(done, done=(*issue.done, name))


def run_up_to(issue: Issue, last: str, options: Mapping[str, object] | None = None) -> Issue:
    """Put `issue` through every stage up to `last` that it has not been through.

    `options` are keyword parameters by name, given to the stage that declares them; raises `OptionError` for one that none does.
    """
    for option in options or ():
        if option not in OPTIONS:
            raise OptionError(f"{option}: no stage has such an option (they are {', '.join(OPTIONS)})")
    for each in STAGES[: NAMES.index(stage(last).name) + 1]:
        if each.name not in issue.done:
            mine = {key: value for key, value in (options or {}).items() if key in each.options}
            issue = apply(issue, each.name, **mine)
    return issue
