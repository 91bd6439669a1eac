"""简体: a simplified copy stands beside the original and changes nothing of it."""

import sys
from typing import Any

import jsonschema
import pytest

import hkpaper
from hkpaper import simplify
from hkpaper.errors import HkpaperError
from hkpaper.schema import schema_of
from shell import BARE, out, records
from shell import hkpaper as call

PAGE = (
    "柳溪週報 2025年5月2日 星期五\n\n古渡口又聞槳聲\n\n"
    "本報訊(記者 聞小溪)5月1日,停航二十年的柳溪古渡口重新開渡。兩條木船載著遊人來往,乾隆年間的碑也洗乾淨了。\n"
).encode()
COPY = "停航二十年的柳溪古渡口重新开渡。两条木船载着游人来往，乾隆年间的碑也洗干净了。"


def without(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key != "simplified"}


def test_a_copy_stands_beside_the_original() -> None:
    """--simplify adds a field to each article and leaves all else, the residue too, as it is."""
    plain, copied = records(out("run", data=PAGE)), records(out("run", "--simplify", data=PAGE))
    assert [without(record) for record in copied] == plain
    article = copied[0]
    assert article["headline"] == "古渡口又聞槳聲"
    assert article["simplified"]["headline"] == "古渡口又闻桨声"
    assert article["simplified"]["paragraphs"][0].endswith(COPY)
    jsonschema.validate(article, schema_of("article"), jsonschema.Draft202012Validator)


def test_a_byline_is_copied_and_what_is_absent_stays_absent() -> None:
    """Each string has its copy, null where there is none."""
    record = {
        "kicker": None,
        "headline": "渡口",
        "subhead": None,
        "byline": {"text": "(記者 聞小溪)"},
        "paragraphs": [],
    }
    copy = simplify.simplified(record)
    assert copy == {"kicker": None, "headline": "渡口", "subhead": None, "byline": "(记者 闻小溪)", "paragraphs": []}


def test_verify_takes_records_with_copies(tmp_path: Any) -> None:
    """The copy is no text of the paper's: verify proves what it proves without it."""
    (tmp_path / "p1.txt").write_bytes(PAGE)
    (tmp_path / "p1.jsonl").write_bytes(out("run", "--simplify", tmp_path / "p1.txt"))
    assert b"lost 0, doubled 0, invented 0" in out("verify", tmp_path / "p1.txt", tmp_path / "p1.jsonl")


def test_tables_have_two_columns_more() -> None:
    """In a table the copies of headline and text stand before start and end."""
    head, row = (line.split("\t") for line in out("run", "--simplify", "-f", "tsv", data=PAGE).decode().splitlines())
    assert head[-4:] == ["simplified_headline", "simplified_text", "start", "end"]
    assert row[-4] == "古渡口又闻桨声"
    assert row[-3].endswith(COPY)


def test_python_has_it() -> None:
    """hkpaper.articles(issue, simplify=True) adds the same field."""
    issue = hkpaper.run(PAGE)
    assert hkpaper.articles(issue, simplify=True)[0]["simplified"]["headline"] == "古渡口又闻桨声"


def test_opencc_is_asked_for_only_when_it_is_wanted(tmp_path: Any) -> None:
    """Without the option opencc is not imported; with it and without opencc there is one clear line and no output."""
    (tmp_path / "opencc.py").write_text("raise ImportError")
    env = {"PYTHONPATH": str(tmp_path)}
    assert call("run", data=PAGE, env=env).returncode == 0
    done = call("run", "--simplify", data=PAGE, env=BARE | env)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b"hkpaper: --simplify needs opencc: pip install 'hkpaper[simplify]'\n"


def test_python_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A script is told the same."""
    monkeypatch.setitem(sys.modules, "opencc", None)
    simplify.converter.cache_clear()
    with pytest.raises(HkpaperError, match="needs opencc"):
        simplify.converter()
