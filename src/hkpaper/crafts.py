"""行当: the roles (记者, 通讯员) and the works (摄, 文/图) that bylines name, as the tables have them. Gives patterns that find them."""

from __future__ import annotations

import re

from hkpaper import lexicon

# Any letter that is not ASCII: here as good as the ranges of Han, which take re 1 ms to compile at each use.
HAN = r"[^\W\da-zA-Z_]"
OWN = r"(?:本\s?[报刊网台社](?:\s?驻[^\s]{1,4}?)?\s?)?"
PAPER = rf"{HAN}{{2,8}}(?:[报网社台端]|中心)\s?"  # 新华社 before 记者
SLASHES = frozenset("/／:：|｜")  # one of these stands between a work and who did it
SENT = ("供稿", "供图", "供稿供图")
WEAK = ("作者", "摄影", "文字", "图片", "撰文", "撰稿", "实习生", "供图", "采写", "摄像", "执笔",
        "翻译", "编译", "译者", "整理", "编辑", "责任编辑", "责编", "航拍", "配图", "供稿", "特约摄影", "摄影摄像")  # fmt: skip


@lexicon.cached
def roles() -> dict[str, str]:
    """Return the roles and the kind of person that each names."""
    return {row[0]: row[1] for row in lexicon.rows("roles")}


@lexicon.cached
def works() -> dict[str, tuple[str, ...]]:
    """Return the words for work done (摄, 文/图) and what each makes of a person."""
    return {row[0]: tuple(row[1].split()) for row in lexicon.rows("works")}


def _loose(word: str) -> str:
    return r"\s?".join("[/／]" if char == "/" else re.escape(char) for char in word)


@lexicon.cached
def role_pattern() -> re.Pattern[str]:
    """Return the pattern of a role with the paper's name for itself before it: 本报首席记者."""
    words = lexicon.words("roles")
    heads = "".join(sorted({word[0] for word in words}))  # most characters open no role: seen before any is tried
    return re.compile(rf"(?=[本{heads}]){OWN}({'|'.join(map(_loose, words))})(?!\s?(?:报道|系|单位|简介|均))")


@lexicon.cached
def labelled_role() -> re.Pattern[str]:
    """Return the pattern of a role that may have a work before it: 文/本报记者 甲 图/本报记者 乙."""
    return re.compile(rf"(?:({lexicon.alternation('works')})\s?[/／:：|｜]\s?)?{role_pattern().pattern}")


@lexicon.cached
def work_pattern() -> re.Pattern[str]:
    """Return the pattern of a work."""
    return re.compile("|".join(_loose(word) for word in lexicon.words("works")))


def bare(work: str) -> str:
    """Return a work as the table has it, without spaces."""
    return re.sub(r"\s", "", work).replace("／", "/")
