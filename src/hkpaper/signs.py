"""记号: the printed signs that one visual line carries: a lead, a byline, a jump mark.

Takes the text of one line, as the dump has it; gives where the sign stands, or None. Several stages
ask for them, so they stand below the stages. Half-width and full-width marks are read alike. Jump
marks are read in `jumpmarks`, and at hand here too; folios in `folios`, other furniture in `imprint`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from hkpaper import crafts, credits, datelines, lexicon
from hkpaper.chars import CLOSE, CLOSING, OPEN, OPENING
from hkpaper.crafts import HAN
from hkpaper.datelines import DAY
from hkpaper.jumpmarks import Mark, jump_mark, jump_marks
from hkpaper.surnames import affiliated, may_name, strange

__all__ = ["Mark", "byline_line", "jump_mark", "jump_marks", "lead"]

MARK = rf"(?:[{credits.MARKS}]|口(?=\s?(?:本报)?记者)|\\(?:square|Box|blacksquare))?\s*"
MARKED, BOXED = rf"{MARK}(?=[^\s])", rf"{OPEN}([^()（）]+){CLOSE}"
SAYS = "[昨今明日时从在到了的是者向对为将与和就也已]|获悉|采访|走进|探访|报名|招聘|手记|培训|大赛|征集|活动|调查"
CREDITED = frozenset("者述员策筹图摄笔撰文采生道导整稿综译编拍像供由/／:：|｜")  # each role and work holds one of these
FOREIGN = re.compile(  # no name, role or work, nor what stands between them
    rf"[^\w\s{credits.MARKS}\\()（）〔〕［］\[\]【】〈〉·•‧・.\-、，,;；&/／:：|｜]|[\d_]"
)
HEAD = 40  # characters in which a lead that opens a line shows its role or agency
KEPT = 2048  # lines, some eight pages: several stages ask the same of a line
LONGEST_REST = 10  # characters in a byline's brackets that are neither role nor name


@lexicon.remembered
@lru_cache(maxsize=KEPT)
def lead(text: str) -> int | None:
    """Return the length of the lead or byline that opens a story at the head of this line, or None.

    A bracket still open at the end of the line runs to the end. A closed bracket that is the whole
    line is no lead: it signs a story as often as it opens one (see `byline_line`).

    >>> lead("本报讯(记者 林小满)昨天上午,"), lead("本报讯（通讯员 欧"), lead("记者从会上获悉")
    (11, 9, None)
    """
    if not _head().match(text):
        return None
    head = "".join(text[:HEAD].split())
    for find, table in ((_lead_word, None), (_wire, "agencies"), (_bracketed, "roles"), (_open, "roles")):
        if table is None or _shows(head, table):
            length = find(text)
            if length is not None:
                return length
    return None


@lexicon.cached
def _head() -> re.Pattern[str]:
    """Return the pattern of how a lead may begin: a mark, a bracket, a word of the tables, or a paper's name."""
    heads = {word[0] for table in ("lead_words", "agencies", "roles") for word in lexicon.words(table)}
    return re.compile(rf"[\s{credits.MARKS}口\\本据{''.join(sorted(heads))}]|{OPEN}|{HAN}{{2,8}}[讯报网社台端心]")


def _shows(head: str, table: str) -> bool:
    """Say whether the head of a line holds a word of a table: most hold none, and patterns take long to build."""
    return (table == "agencies" and "本" in head) or any(map(head.__contains__, lexicon.words(table)))


@lexicon.cached
def _lead_words() -> re.Pattern[str]:
    # 本报讯 · 【本报讯】 · □本报讯 · 临江日报讯(全媒体记者 甲) · 临江讯 记者甲报道 · 临江日报5月1日讯（记者 甲）
    known = lexicon.alternation("lead_words")
    return re.compile(
        rf"{MARK}(?:(【?(?:{known})】?)(?!员)|({HAN}{{2,8}}(?:\s?{DAY}\s?)?讯(?=\s*{OPEN}|\s+{crafts.OWN}记者)))\s*"
    )


def _lead_word(text: str) -> int | None:
    found = _lead_words().match(text)
    if not found:
        return None
    bracket = _bracket(text, found.end())
    if bracket is not None:
        return bracket
    people = credits.parse(text[found.end() :], led=True)
    if people.roles:
        return found.end() + people.end
    return len(text[: found.end()].rstrip()) if found.group(1) else None


def _bracket(text: str, at: int) -> int | None:
    """Return where a bracket that names people ends, if one opens at `at`; it may be cut by the line's end."""
    if text[at : at + 1] not in OPENING:
        return None
    close = next((place for place in range(at + 1, len(text)) if text[place] in CLOSING), None)
    held = text[at + 1 : close]
    if close is None and (stop := re.search("[。！？!?]", held)):  # a whole sentence without its closing bracket
        shown = re.split("[，,。！？!?]", held[: stop.end()])[0]
        people = credits.parse(shown, inside=True)
        return at + 1 + people.end if people.roles else None
    people = credits.parse(held, inside=True)
    left = held[people.end :].strip()
    if people.roles and len(left) > LONGEST_REST:
        return at + 1 + people.end  # the closing bracket is lost
    if close is None:
        return len(text) if _may_name(held) else None
    return close + 1 if people.roles or (not left and 1 < len(held.strip()) <= 12) else None


def _may_name(held: str) -> bool:
    """Say whether what a cut bracket still shows may go on to name people: "", "记", "本报记者 林", "甲 乙 通讯"."""
    held = re.sub(r"\s", "", held)
    if not held or any(word.startswith(held) for word in ("本报记者", *lexicon.words("roles"))):
        return True
    return crafts.role_pattern().match(held) is not None


@lexicon.cached
def _wires() -> re.Pattern[str]:
    # 据新华社上海2月16日电 · 新华社北京5月1日电 · 中新网临江1月22日电 · 本报临江5月1日电 · 本报5月1日讯 · 据新华社电
    agency = lexicon.alternation("agencies")
    wire = r"(?:综合|专|体育|特)?电(?![影视商话器台力子脑动工价信源讯])"
    place = r"(?:(?!记者|发|致|来)[^\s\d，。,.、:：;；()（）“”\"]){0,8}"
    return re.compile(
        rf"{MARK}(?:据\s?(?:{agency})\s?{place}(?:\s?{DAY})?\s?{wire}"
        rf"|(?:{agency}|本[报刊网台社])\s?{place}\s?{DAY}\s?(?:{wire}|讯)"
        rf"|(?:{agency})\s?{place}\s?{wire}(?=\s|{OPEN}|$)"
        rf"|(据\s?(?:{agency})(?:{place}\s?\d{{1,2}}(?:\s?月(?:\s?\d{{1,2}}\s?日?)?)?)?$))\s*"
    )


def _wire(text: str) -> int | None:
    found = _wires().match(text)
    if not found:
        return None
    bracket = _bracket(text, found.end())
    if bracket is not None:
        return bracket
    people = credits.parse(text[found.end() :], led=True)  # …电 记者林小满报道：
    return found.end() + people.end if people.roles else len(text[: found.end()].rstrip())


def _bracketed(text: str) -> int | None:
    """Read （本报记者 甲 乙）that opens a line with the story after it."""
    found = re.match(rf"{MARK}({OPEN})\s*(?:{crafts.PAPER}(?=\w*记者))?", text)
    role = crafts.role_pattern().match(text, found.end()) if found else None
    end = _bracket(text, found.start(1)) if found and role else None
    if end is None or (end == len(text.rstrip()) and text[end - 1] in CLOSING):
        return None
    return end


@lexicon.cached
def _opening() -> re.Pattern[str]:
    # 本报记者 甲 乙 · □记者 甲 · 记者 甲 报道 · 临江日报全媒体记者 甲 · 通讯员 甲
    return re.compile(rf"({MARK})({crafts.PAPER})?(?=({crafts.role_pattern().pattern}))")


def _open(text: str) -> int | None:
    found = _opening().match(text)
    if not found:
        return None
    people = credits.parse(text[found.end() :])
    end = found.end() + people.end
    if not people.roles:
        return None
    own = _own(found)
    whole = not text[end:].strip()
    reported = re.search(r"报\s?[道导]$", text[found.end() : end])
    parted = own and (text[end : end + 1].isspace() or text[end : end + 1] in OPENING)
    return end if whole or reported or parted else None


def _own(opening: re.Match[str]) -> bool:
    """Say whether a mark, a paper's name or 本报 stands before a role."""
    return bool(opening.group(1).strip() or opening.group(2) or opening.group(3).startswith("本"))


def due(text: str) -> bool:
    """Say whether a name is due at the head of a line, behind a role and what parts it from a name, read or not.

    >>> due("本报记者 上山采茶"), due("本报记者看到，"), due("记者 看到，")
    (True, False, False)
    """
    found = _opening().match(text)
    role = crafts.role_pattern().match(text, found.end()) if found and _own(found) else None
    return role is not None and text[role.end() : role.end() + 1] in (" ", "\u3000", "/", "／", ":", "：")


@lexicon.remembered
@lru_cache(maxsize=KEPT)
def byline_line(text: str) -> bool:
    """Say whether a line is nothing but a byline.

    >>> byline_line("本报记者 林小满 通讯员 欧阳澄"), byline_line("◎林小满"), byline_line("记者 看到")
    (True, True, False)
    """
    bare = text.strip()
    if (CREDITED.isdisjoint(bare) and bare[:1] not in credits.MARKS) or (FOREIGN.search(bare) and "驻" not in bare):
        return False
    marked = re.match(MARKED, bare)
    start = marked.end() if marked else 0
    boxed = re.fullmatch(BOXED, bare[start:])
    inner = boxed.group(1) if boxed else bare[start:]
    if start and not boxed and affiliated(inner):
        return True
    if re.fullmatch(r"本\s?[报刊网](?:特约|首席)?\s?评论员|本[报刊网]综合(?:报道|消息)?", inner):
        return True
    opening = _opening().match(inner)
    body = inner[opening.end() :] if opening else inner
    free = bool(boxed and (opening or _works_at(inner))) or _only_names(body)
    people = credits.parse(body, inside=free)
    if not people.end or body[people.end :].strip():
        return False
    if people.roles or _works_at(body):
        return True
    return start > 0 and not boxed and bare[0] != "\\" and len(re.sub(r"\s", "", body)) <= 12


def _only_names(text: str) -> bool:
    """Say whether short words, of which no sentence is made, stand behind a role or a work: 本报记者 玉香 摄影报道, 文/卓玛央金."""
    role, label = crafts.role_pattern().match(text), _label().match(text)
    if not label and (role is None or re.sub(r"\s", "", role.group(1)) in crafts.WEAK):
        return False
    words = _no_name().sub(" ", datelines.unsent(text)).split()
    if re.search(SAYS, " ".join(words)) or not all(2 <= len(word) <= 4 for word in words):
        return False
    if label:
        return all(credits.built(word) or strange(word) for word in words)
    glued = role is not None and not text[role.end() : role.end() + 1].isspace()
    return bool(words) and all(map(may_name, words)) and (not glued or credits.built(words[0]))


@lexicon.cached
def _label() -> re.Pattern[str]:
    return re.compile(rf"(?:{lexicon.alternation('works')})\s?[/／:：|｜]\s?(?={HAN})")


@lexicon.cached
def _no_name() -> re.Pattern[str]:
    """Return the pattern of what stands in a byline beside names."""
    return re.compile(
        rf"(?<!{HAN})(?:{lexicon.alternation('works')})(?!{HAN})|{crafts.role_pattern().pattern}|[/／:：|｜、]"
    )


def _works_at(text: str) -> bool:
    """Say whether a run of names says what they did: 林小满 摄, 文/林小满."""
    return _work_said().search(text) is not None


@lexicon.cached
def _work_said() -> re.Pattern[str]:
    works = lexicon.alternation("works")
    return re.compile(
        rf"(?:{works})\s?[/／:：|｜]|[/／:：|｜]\s?(?:{works})|\s(?:{works})|^(?:文|图)[/·](?:文|图)\s|(?:摄|译|报道|整理|供稿|供图|提供|图片)$"
    )
