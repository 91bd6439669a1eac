"""字体: a traditional page gives what its simplified twin gives, at the same offsets, in its own characters."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path
from typing import Any

import pytest

import hkpaper
import shell
from case_tables import CASES
from facts_support import written
from hkpaper import account, pipeline, traditional
from hkpaper.lexicon import shipped
from hkpaper.stages.emit import records
from hkpaper.verify import verify_records
from hkpaper.wire import from_line, to_dict, to_line
from made import put_through
from shell import SAMPLES

FORMS = dict(shipped("traditional"))
ONLY = {simplified: held[0] for simplified, held in shipped("traditional") if len(held) == 1}
STORY = (
    "青禾報\n\n2024年6月12日　星期三　農曆五月初七　第88期\n\n圖書館夜裡不熄燈\n\n"
    "本報訊（記者　劉　麗　通訊員 歐陽國華）區圖書館6月10日起延長開放時間，夜讀的人不用再掐著錶。區委書記趙學東說：「燈亮著，人就來了。」"
    "（下轉第2版）\n\n梧桐街擺起長桌\n\n據新華社電 區領導錢樂、孫蘭蘭昨天夜裡到街上看望居民，聽他們講種樹的事。（周曉東 攝）"
)

TOLD = (
    "书记说：这个区来的电还没见过，我们对后来的人说。"  # as any page, with characters by which traditional text is told
)
MIXED = "青禾報\n\n" + "本报讯（记者 蘇丽）区图书馆本周起延长开放时间，夜读的人不用再掐着表，灯一直亮到十点。" * 9


def _traditional(text: str) -> str:
    """Return a text in traditional characters, where a character has but one such form and is read back from it."""
    return "".join(ONLY.get(char, char) for char in text)


def _in_any_form(text: str, seed: str) -> str:
    """Return a text with a traditional form of each character that has one, drawn where there are several: 发 is 發 or 髮."""
    drawn = random.Random(seed)
    return "".join(drawn.choice(FORMS[char]) if char in FORMS else char for char in text)


def _simplified(value: Any) -> Any:
    """Return JSON in simplified characters, without what names the file or hashes it."""
    if isinstance(value, dict):
        return {key: _simplified(each) for key, each in value.items() if key != "source" and "residue" not in str(each)}
    if isinstance(value, list):
        return [_simplified(each) for each in value]
    return traditional.simplified(value)


def test_each_character_is_read_as_one_that_is_read_as_itself() -> None:
    folds = traditional.folds()
    assert len(folds) > 2500
    for point, simplified in folds.items():
        assert len(simplified) == 1
        assert ord(simplified) not in folds
        assert ord(simplified) != point


@pytest.mark.parametrize("name", ["front-page", "gb18030", "interleaved", "mixed", "two-pages"])
def test_a_traditional_page_gives_what_its_simplified_twin_gives(name: str) -> None:
    """Same articles, bylines, dates, people, jumps at the same offsets; and each character is one that the page prints."""
    raw = hkpaper.read((SAMPLES / f"{name}.txt").read_bytes()).source.text
    page = _traditional(raw)
    assert len(page) == len(raw)
    assert sum(a != b for a, b in zip(page, raw, strict=True)) > len(raw) / 8
    issue = hkpaper.run(page)
    found = list(records(issue))
    assert issue.source.text == page
    assert _simplified(found) == _simplified(list(records(hkpaper.run(raw))))
    assert [char for char in json.dumps(found, ensure_ascii=False) if char in ONLY and char not in page] == []


@pytest.mark.parametrize("stage", ["byline", "dates", "jump", "people", "entities"])
def test_each_case_of_a_stage_is_read_as_its_simplified_twin(stage: str) -> None:
    """Whatever form its characters have, a case gives the same records at the same offsets, and strings that stand on the page."""
    table = [case for case in json.loads((CASES / f"{stage}.json").read_text("utf-8")) if "given" in case]
    assert len(table) > 20
    function = pipeline.stage(stage).function()
    for case in table:
        held = [case["given"]] if isinstance(case["given"], str) else case["given"]
        own, twin = (
            written(
                [{"headline": "柳溪镇新桥通车", "paragraphs": [form(text, case["label"]) for text in (*held, TOLD)]}],
                case.get("issue"),
            )
            for form in (_in_any_form, lambda text, _: text)
        )
        found = traditional.restored(function(traditional.folded(own)), own.source)
        assert _simplified(to_dict(found)) == _simplified(to_dict(function(twin)))
        assert account.audit(found) == account.audit(own)
        told = json.dumps(to_dict(found), ensure_ascii=False)
        assert [char for char in told if char in FORMS and char not in own.source.text] == []


def test_what_is_told_of_a_story_is_as_printed() -> None:
    """Names, titles, dates and marks are in the page's own characters, a padded name without its space."""
    issue = hkpaper.run(STORY)
    first, second = issue.articles
    assert (issue.masthead.title, issue.masthead.date, issue.masthead.lunar) == ("青禾報", "2024-06-12", "農曆五月初七")
    assert first.byline is not None
    assert (first.byline.reporters, first.byline.correspondents) == (("劉麗",), ("歐陽國華",))
    assert [(each.name, each.title) for each in first.people] == [("趙學東", "區委書記")]
    assert [(jump.direction, jump.page) for jump in first.jumps] == [("to", "2")]
    assert second.byline is not None
    assert (second.byline.agency, second.byline.photographers) == ("新華社", ("周曉東",))
    assert [(date.iso, date.part) for date in second.dates] == [("2024-06-11", "夜裡")]
    assert {each.name for each in second.people} == {"錢樂", "孫蘭蘭"}


def test_stages_in_a_pipe_give_what_one_process_gives() -> None:
    """Between two stages, too, the issue is as printed."""
    issue = hkpaper.read(STORY)
    for name in ("segment", "byline", "people", "emit"):
        issue = from_line(to_line(hkpaper.run_up_to(issue, name)))
    assert list(records(issue)) == list(records(hkpaper.run(STORY)))


def test_a_page_that_is_not_traditional_is_seen_as_it_is() -> None:
    """A few traditional characters, such as a calligraphed title has, change nothing."""
    issue = hkpaper.read(MIXED)
    assert traditional.folded(issue) is issue
    assert traditional.restored(issue, issue.source) is issue


def test_a_few_traditional_characters_stay_when_an_issue_comes_again_by_the_wire() -> None:
    """The same text is another string then, and still no traditional text: its articles are the page's, character for character."""
    again = from_line(to_line(hkpaper.run_up_to(hkpaper.read(MIXED), "repair")))
    assert traditional.folded(again) is again
    done = hkpaper.run_up_to(again, "emit")
    assert not verify_records(again.source, records(done)).faults
    assert "蘇丽" in "".join(piece.text for paragraph in done.articles[0].paragraphs for piece in paragraph)


def test_a_repair_stays_and_what_is_around_it_is_as_printed() -> None:
    """Full marks are put for folded ones, in traditional text as in any."""
    page = STORY.replace("，", ",").replace("：「", ':"').replace("」", '"')
    (first, _) = put_through(page, "repair").articles
    text = "".join(piece.text for paragraph in first.paragraphs for piece in paragraph)
    assert "夜讀的人不用再掐著錶" in text
    assert "，夜讀" in text


def test_a_paper_s_own_words_in_traditional_characters_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A profile is found by a traditional title, and its words by what the stages see."""
    own = tmp_path / "profiles"
    own.mkdir()
    (own / "qinghe.toml").write_text(
        'title = "青禾報"\nleads = ["青禾報訊"]\nsections = ["這個區的記事"]\n[roles]\n"執筆記者" = "reporter"\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("HKPAPER_CONFIG", str(tmp_path))
    issue = hkpaper.run(STORY.replace("本報訊（記者", "青禾報訊（執筆記者"))
    assert issue.profile.name == "qinghe"
    assert issue.masthead.title == "青禾報"
    assert issue.articles[0].byline is not None
    assert issue.articles[0].byline.reporters == ("劉麗",)


@pytest.mark.parametrize("command", ["tokens", "keywords"])
def test_words_are_printed_as_they_stand(command: str, tmp_path: Path) -> None:
    """Words are told apart as in simplified text, and printed in the page's characters; so are a user's own."""
    own = tmp_path / "own.txt"
    own.write_text("長桌\n", encoding="utf-8")
    (tmp_path / "page.txt").write_text(STORY, encoding="utf-8")
    printed = shell.out(command, tmp_path / "page.txt", "--format", "csv", "--dict", own).decode()
    words = [row["word"] for row in csv.DictReader(printed.splitlines())]
    assert ({"圖書館", "長桌"} if command == "tokens" else {"圖書館"}) <= set(words)
    assert set("".join(words)) <= set(STORY)


def test_explain_tells_of_lines_as_printed(tmp_path: Path) -> None:
    """Why a line is read after another is asked of simplified text, and told in the page's characters."""
    page = _traditional((SAMPLES / "tiny.txt").read_text(encoding="utf-8"))
    (tmp_path / "page.txt").write_text(page, encoding="utf-8")
    found = hkpaper.run(page).articles[0]
    (told, *_) = shell.records(shell.out("explain", tmp_path / "page.txt", "--article", found.id))
    candidates = [each["text"] for each in told["candidates"] if each["text"]]
    assert candidates
    assert all(text in page for text in [told["line"]["text"], *candidates])
    assert [char for char in told["why"] if char in ONLY and char not in page] == []
