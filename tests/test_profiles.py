"""Profiles: a paper's own habits, from a file to the articles."""

from dataclasses import replace
from pathlib import Path

import pytest

from hkpaper import lexicon, nameplate, pipeline, profiles, wire
from hkpaper.crafts import role_pattern
from hkpaper.drafting import draft
from hkpaper.errors import InputError
from hkpaper.records import NO_PROFILE, Masthead
from hkpaper.signs import CREDITED
from hkpaper.stacks.form import known_as
from shell import hkpaper, records

PAGE = (
    "芦汀晚报\n\n2024年6月19日 星期三 每周三出版 总第{total}期\n\n值日编辑：林一舟\n\n第2版 河畔\n\n"
    "芦报讯（桥头记者 闻小溪）新桥昨天通车,两岸的人都来看。桥长三 十米,桥栏刻着荷花。镇里请来老匠人, 照着旧样一点点凿出来。\n"
)


def page(total: int = 1235) -> bytes:
    return PAGE.format(total=total).encode()


def test_a_profile_is_chosen_by_the_title_of_the_masthead() -> None:
    """What the paper alone prints is read: a lead of its own, a role, a label, a section."""
    story, residue = records(hkpaper("run", data=page()).stdout)
    assert story["byline"]["people"] == [{"name": "闻小溪", "role": "reporter"}]
    assert [entry["label"] for entry in residue["imprint"]] == ["值日编辑"]


def test_a_title_that_no_profile_has_chooses_none() -> None:
    """Another paper's habits are left alone."""
    story, _ = records(hkpaper("run", data=page().replace("芦汀".encode(), "柳溪".encode())).stdout)
    assert story["byline"] is None


def test_a_profile_goes_on_through_pipes() -> None:
    """A stage reads the issue by the profile that an earlier one chose, and it survives the wire."""
    first = hkpaper("masthead", "--profile", "luting", data=page()).stdout
    issue = wire.from_line(first.decode())
    assert issue.profile.name == "luting"
    assert wire.to_line(issue).encode() == first.strip()
    assert records(hkpaper("run", data=first).stdout) == records(hkpaper("run", data=page()).stdout)


def test_the_users_folder_comes_first(tmp_path: Path) -> None:
    """A profile in the user's folder is found by its name and by its title."""
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "mine.toml").write_text(
        'title = "柳溪晚报"\nleads = ["芦报讯"]\n[roles]\n"桥头记者" = "author"\n'
    )
    other = page().replace("芦汀".encode(), "柳溪".encode())
    env = {"HKPAPER_CONFIG": str(tmp_path)}
    for options in ((), ("--profile", "mine")):
        story, _ = records(hkpaper("run", *options, data=other, env=env).stdout)
        assert story["byline"]["people"] == [{"name": "闻小溪", "role": "author"}]
    assert b"mine\t" in hkpaper("profile", "list", env=env).stdout


def test_a_profile_names_a_paper_whose_title_is_a_picture() -> None:
    """The title that a dump lacks is the profile's, as its date is that of --date."""
    story, _ = records(hkpaper("run", "--profile", "luting", data=page().split(b"\n\n", 1)[1]).stdout)
    assert story["issue"]["title"] == "芦汀晚报"


@pytest.mark.parametrize(("total", "codes"), [(1235, []), (1290, ["number-mismatch"])])
def test_a_number_is_held_against_the_one_that_is_known(total: int, codes: list[str]) -> None:
    """A weekly's number a week on is one more."""
    *_, residue = records(hkpaper("run", data=page(total)).stdout)
    assert [doubt["code"] for doubt in residue["doubts"] if doubt["stage"] == "masthead"] == codes


def test_what_a_profile_adds_is_gone_with_its_issue() -> None:
    """The next issue is read by hkpaper's own lists."""
    lexicon.use({"roles": (("桥头记者", "reporter"),)})
    assert role_pattern().match("桥头记者")
    lexicon.use({})
    assert not role_pattern().match("桥头记者")
    lexicon.use(
        {
            "sections": (("河畔",),),
            "masthead_notes": (("(内",),),
            "works": (("绘(图", "author"),),
            "roles": (("驻(村记者", "reporter"),),
        }
    )
    try:
        assert known_as("河畔") == ("section",)
        assert role_pattern().match("驻(村记者")  # its words stand for themselves, whatever a pattern makes of them
        assert nameplate.fields("(内") != ()
    finally:
        lexicon.use({})
    assert known_as("河畔") == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title = ", "not a profile"),
        ("colour = 1", "colour is no key of a profile"),
        ('sections = "河畔"', "sections must be a list of words"),
        ('roles = ["记者"]', "roles must be a table of words"),
        ('[roles]\n"桥头记者" = "boss"', "桥头记者 is one of reporter"),
        ('[roles]\n"桥头" = "reporter"', "桥头 must hold one of"),
        ('[roles]\n"桥头记者" = 5', "桥头记者 must be a word or a list of words"),
        ("title = 5", "title must be a text"),
        ("number = 3", "number must have a date and a total"),
    ],
)
def test_a_profile_that_is_none_says_what_is_wrong(text: str, says: str, tmp_path: Path) -> None:
    """A fault names the file, the key and what is wanted."""
    path = tmp_path / "ours.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        profiles.read(path)


def test_an_unknown_profile_is_a_fault() -> None:
    """The message lists those there are."""
    done = hkpaper("run", "--profile", "nobody", data=page())
    assert done.returncode == 2
    assert "there is no such profile (known: luting" in done.stderr.decode()


def test_a_draft_is_a_profile(tmp_path: Path) -> None:
    """What recurs in dumps and is in no list of hkpaper's is drafted, in a form that is read again."""
    issues = [
        pipeline.run_up_to(wire.from_line(hkpaper("read", data=page()).stdout.decode()), "masthead") for _ in range(2)
    ]
    path = tmp_path / "ours.toml"
    path.write_text(draft(issues), encoding="utf-8")
    assert profiles.read(path)._replace(name="") == NO_PROFILE._replace(
        title="芦汀晚报",
        tables={"sections": (("河畔",),), "lead_words": (("芦报讯",),), "roles": (("桥头记者", "reporter"),)},
        anchor=("2024-06-19", 1235),
    )


def test_the_commonest_title_is_drafted() -> None:
    """One dump of another paper does not rename it."""
    issue = pipeline.run_up_to(wire.from_line(hkpaper("read", data=page()).stdout.decode()), "masthead")
    others = [replace(issue, masthead=Masthead(title=title)) for title in ("柳溪晚报", "芦汀晚报", "芦汀晚报", None)]
    assert 'title = "芦汀晚报"' in draft(others)


def test_words_of_a_profile_are_not_sifted_out() -> None:
    """A role or a work that a profile may hold shows one of the characters that lines are sifted by."""
    assert set(profiles.SIGNS) <= CREDITED
