"""题组: the laws of telling headline stacks: groups, levels, matching, crumbs."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hkpaper import account, loglinear
from hkpaper.records import Suggestion
from hkpaper.stacks.crumbs import suggestion
from hkpaper.stacks.levels import HEADS, LABELS, LONGEST, lattice, parts_of, states
from hkpaper.stacks.likeness import Page, together
from hkpaper.stacks.look import Look, looks
from hkpaper.stacks.match import matched, stacks_of
from hkpaper.text import plain
from made import put_through

WEIGHTS = loglinear.shipped("stacks")
FERRY = (
    "本报讯(记者 闻小溪)昨天傍晚,柳溪渡口的 老艄公鲁大成收起船桨,三十年的摆渡生涯画 上了句号。新桥通车以后,渡口停航。"
)
LIBRARY = "本报讯(记者 丘南)区图书馆本周起延长开放 时间,夜读的人不用再掐着表往外走。馆里添 了六十张书桌,志愿者轮流值守到夜里十点。"
PAGE = f"渡口摆渡三十年\n\n老艄公收桨上岸\n\n{FERRY}\n\n图书馆夜里亮着灯\n\n{LIBRARY}\n"
TEXTS = st.lists(
    st.text(alphabet="渡口老桥灯市\\口 。，“”3（）——", min_size=1, max_size=14).filter(str.strip),
    min_size=1,
    max_size=12,
).map("\n\n".join)


def seen_of(text: str) -> list[Look]:
    return looks(put_through(text, "segment"))


@given(TEXTS)
def test_a_group_is_cut_into_parts_without_a_gap(text: str) -> None:
    """Every line of a group is in one part, no part is longer than its label allows, and only asides go back to a story."""
    for look in seen_of(text):
        for seen in look.seen:
            parts = parts_of(WEIGHTS, seen)
            assert [at for part in parts for at in range(part.first, part.last + 1)] == list(
                range(len(seen.group.atoms))
            )
            assert all(part.last - part.first < LONGEST[part.label] for part in parts)
            assert not (seen.group.held and any(part.label == "B" for part in parts))


@given(TEXTS)
def test_no_headline_holds_what_could_not_be_read(text: str) -> None:
    """\\square and the like are in no part of a stack."""
    for look in seen_of(text):
        for seen in look.seen:
            for part in parts_of(WEIGHTS, seen):
                held = "".join(atom.text for atom in seen.group.atoms[part.first : part.last + 1])
                assert part.label not in HEADS or "\\" not in held


def test_the_likeliest_cut_is_the_best_of_all() -> None:
    """The cut that is given scores as much as the best of every cut there is."""
    for seen in [seen for look in seen_of(PAGE) for seen in look.seen][:3]:
        held, (label, _) = lattice(WEIGHTS, seen), states(len(seen.stories))
        count = len(held.seams)
        best = -np.inf
        for cuts in itertools.product((False, True), repeat=count - 1):
            bounds = [0, *(at + 1 for at, cut in enumerate(cuts) if cut), count]
            spans = list(itertools.pairwise(bounds))
            if all((low, high - 1) in held.parts for low, high in spans):
                for way in itertools.product(range(len(label)), repeat=len(spans)):
                    befores = (len(label), *way[:-1])
                    best = max(best, sum(
                        held.parts[low, high - 1][to] + held.seams[low][before, to]
                        for (low, high), before, to in zip(spans, befores, way, strict=True)
                    ))  # fmt: skip
        given_score, before = 0.0, len(label)
        for part in parts_of(WEIGHTS, seen):
            story = len(seen.stories) if part.story is None else part.story
            to = (
                2 + HEADS.index(part.label) * (len(seen.stories) + 1) + story
                if part.label in HEADS
                else LABELS.index(part.label)
            )
            given_score += held.parts[part.first, part.last][to] + held.seams[part.first][before, to]
            before = to
        assert given_score == pytest.approx(best)


def test_a_story_has_one_stack() -> None:
    """Two parts of the same level, one after the other, never head the same story."""
    label, number = states(2)
    for level in range(len(HEADS)):
        for story in range(2):
            at = 2 + level * 3 + story
            assert number[at, at] == -1
            assert label[at] == 2 + level


def test_each_story_gets_its_own_stack() -> None:
    """Stacks are matched to stories one to one, with a probability each."""
    (look,) = seen_of(PAGE)
    stacks = [stack for seen in look.seen for stack in stacks_of(seen, parts_of(WEIGHTS, seen))]
    found = matched(WEIGHTS, stacks, look.stories)
    homes = [story for story, _ in found if story is not None]
    assert sorted(homes) == [0, 1]
    assert all(0 <= sure <= 1 for _, sure in found)


def test_what_a_headline_shares_is_a_share() -> None:
    """A text shares all of itself with a lead that holds it, nothing with one that holds none of it."""
    articles = dict(enumerate(put_through(PAGE, "segment").articles))
    page = Page(articles, ["渡口停航", "图书馆"], {})
    ferry, library = page.shared("渡口"), page.shared("图书馆")
    assert (ferry.share(0), ferry.share(1)) == (1.0, 0.0)
    assert (library.share(0), library.share(1)) == (0.0, 1.0)
    assert together([ferry, library]).share(0) == pytest.approx(ferry.whole / (ferry.whole + library.whole))


def test_letters_spaced_and_letters_below_each_other_are_closed_up() -> None:
    """A headline with spaced letters, or one that runs downwards, is printed without the spaces, every letter held once."""
    for head in ("渡 口 摆 渡 三 十 年", "\n".join("渡口摆渡三十年")):
        issue = put_through(f"{head}\n\n{FERRY}", "headline")
        assert [plain(article.headline.main) for article in issue.articles] == ["渡口摆渡三十年"]
        assert account.audit(issue) == []


def crumbs(text: str, lead: str = FERRY) -> Suggestion:
    issue = put_through(f"{text}\n\n{lead}", "headline")
    found = suggestion(
        issue, issue.articles[0].paragraphs[0], range(len(issue.lines) - len(put_through(lead, "read").lines))
    )
    assert plain(found.crumbs).replace(" ", "") == text.replace(" ", "")
    return found


def test_crumbs_spell_words_of_the_lead() -> None:
    """Words that the crumbs hold whole, and such as they hold half of, in the lead's order; each crumb explains one."""
    found = crumbs("\\square 渡 口停 新")
    assert (found.text, found.confidence) == ("渡口 新桥 停航", 1.0)


def test_crumbs_that_spell_nothing_suggest_nothing() -> None:
    assert (crumbs("囍").text, crumbs("囍").confidence) == ("", 0.0)


def test_crumbs_go_to_the_story_without_a_headline() -> None:
    """They are held by that story, no debris, and its headline stays empty."""
    issue = put_through(f"\\square 渡 口停 新\n\n{FERRY}\n\n图书馆夜里亮着灯\n\n{LIBRARY}", "headline")
    ferry, library = issue.articles
    assert ferry.suggestion is not None
    assert plain(ferry.headline.main) == ""
    assert library.suggestion is None
    assert issue.debris == ()
    assert account.audit(issue) == []
