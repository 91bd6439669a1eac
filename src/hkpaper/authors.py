"""作者: say whether a line is nothing but an author's name, as under the headline of an essay. Takes a line; gives yes or no."""

from __future__ import annotations

import re

from hkpaper import names, surnames
from hkpaper.words import dictionary

LONGEST = 24  # characters; 柳溪中学八（2）班 甲, 甲 乙 丙
BRACKETS = re.compile(r"^\s*[（(](.*)[)）]\s*$")
MISREAD = re.compile(r"^口(?!述)\s?")  # □甲


def is_author(text: str, *, headed: bool = True) -> bool:
    """Say whether a line is an author's bare name, as under the headline of an essay or of verse.

    >>> is_author("尉迟 松"), is_author("江南"), is_author("其一"), is_author("柳溪中学 林小满")
    (True, False, False, True)
    """
    if "·" in text:
        return headed and len(text) <= LONGEST and names.by_sound(text.strip())
    if headed and len(text) <= LONGEST and (affiliated := surnames.affiliated(text.strip())):
        return _sure_name(affiliated)
    text = MISREAD.sub("", text) if headed else text
    name = re.sub(r"\s", "", BRACKETS.sub(r"\1", text)) if len(text) <= 7 else ""
    if surnames.is_name(name, everyday=False):
        common = dictionary().count(name) >= (surnames.EVERYDAY if len(name) == 2 else surnames.WELL_KNOWN)
        return (headed or len(name) > 2) and not common and not surnames.is_phrase(name)
    several = re.split(r"[\s、]+", BRACKETS.sub(r"\1", text.strip())) if headed and len(text) <= LONGEST else []
    return 1 < len(several) < 4 and max(map(len, several)) > 2 and all(map(_sure_name, several))


def _sure_name(word: str) -> bool:
    return surnames.is_name(word, everyday=False) and not dictionary().count(word)
