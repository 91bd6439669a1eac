"""主题词: the laws of words with their place, and of keywords."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts_support import written
from hkpaper import terms, words
from hkpaper.errors import InputError
from hkpaper.records import Byline
from hkpaper.stages.people import people
from shell import SAMPLES, hkpaper, out

FRONT = SAMPLES / "front-page.txt"
TEXTS = st.text(alphabet="区图书馆延长开放时间，夜读的人2025 AI林小满", min_size=1, max_size=30)
STORY = {
    "headline": "图书馆延长开放时间",
    "paragraphs": ["本报讯 图书馆延长开放时间，读者说好。", "图书馆的读者多了，馆员指出要多买书。"],
}


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_tokens_hold_every_printed_character_once(paragraphs: list[str]) -> None:
    """Words in order, with their places, make up all that is printed but white space."""
    issue = written([{"headline": "开放", "paragraphs": paragraphs}])
    found = list(terms.tokens(issue.articles[0]))
    text = issue.source.text
    assert ["".join(span.of(text) for span in token.spans) for token in found] == [token.word for token in found]
    assert "".join("".join(token.word.split()) for token in found) == "".join(text.split())


def test_a_users_word_is_one_word(tmp_path: Path) -> None:
    """A word of --dict is not cut; without it, it is."""
    path = tmp_path / "own.txt"
    path.write_text("夜读人\n开放时 9 n\n", encoding="utf-8")
    own = words.read_words(str(path))
    assert own == (("夜读人", None), ("开放时", 9))
    assert "夜读人" in [word for word, _, _ in words.tokenize("夜读人多", own)]
    assert "夜读人" not in [word for word, _, _ in words.tokenize("夜读人多")]


@pytest.mark.parametrize("data", [None, b"\xff\xfe\x00"])
def test_a_dictionary_that_cannot_be_read_is_one_line(tmp_path: Path, data: bytes | None) -> None:
    """A missing file and one that is not UTF-8 are told by name."""
    path = tmp_path / "own.txt"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(InputError, match=r"own\.txt"):
        words.read_words(str(path))
    done = hkpaper("tokens", FRONT, "--dict", path)
    assert (done.returncode, done.stderr.count(b"\n"), done.stdout) == (1, 1, b"")


@pytest.mark.parametrize("method", terms.METHODS)
def test_keywords_are_words_of_the_text_without_stop_words(method: str) -> None:
    """The weightiest come first, each is told with how often it stands there."""
    issue = written([STORY])
    found = terms.keywords(issue.articles[0], top=5, method=method)
    assert found[0].word == "图书馆"
    assert found[0].times == 3
    assert [each.weight for each in found] == sorted((each.weight for each in found), reverse=True)
    assert not {each.word for each in found} & terms.stop_words()
    assert all("".join(span.of(issue.source.text) for span in each.spans) == each.word for each in found)


def test_who_signs_is_no_keyword() -> None:
    """The byline says nothing of what a story is about."""
    issue = written([{"paragraphs": ["记者王小明 图书馆延长开放时间。"]}])
    article = issue.articles[0]
    span = type(article.paragraphs[0][0].span)(0, 5)
    from dataclasses import replace

    signed = replace(article, byline=Byline("记者王小明", (span,)))
    assert "王小明" in [each.word for each in terms.keywords(article)]
    assert "王小明" not in [each.word for each in terms.keywords(signed)]


def test_a_persons_name_is_one_keyword() -> None:
    """Whom the text names with an office is a word, though jieba would cut the name or glue its neighbour to it."""
    text = "县长阚满意说，路要修好。阚满意走了，阚满意又来了。"
    article = people(written([{"paragraphs": [text]}])).articles[0]
    found = {each.word: each.times for each in terms.keywords(article)}
    assert found["阚满意"] == 3
    assert "满意" not in found
    cut = [token.word for token in terms.tokens(article)]
    assert "阚满意" not in cut
    assert "".join(token.word for token in terms.tokens(article, named=True)) == "".join(cut) == text


def test_rarity_is_jiebas() -> None:
    """A word weighs what jieba's own table says, an unknown one its median."""
    from jieba.analyse.tfidf import DEFAULT_IDF, IDFLoader

    table, median = IDFLoader(DEFAULT_IDF).get_idf()
    known = [word for word in list(table)[::997] if words.dictionary().trie.get(word) is not None]
    assert len(known) > 200
    assert all(abs(words.rarity(word) - table[word]) <= 0.0005 for word in known)
    assert abs(words.rarity("不是任何词呀") - median) <= 0.0005


def test_the_commands_print_tables_and_records() -> None:
    """A row a word whose offsets lie in the source, a record an article, the same from a stage's JSON."""
    text = FRONT.read_text(encoding="utf-8")
    for command in ("tokens", "keywords"):
        rows = list(csv.DictReader(io.StringIO(out(command, FRONT, "--format", "csv").decode(), newline="")))
        assert all(0 <= int(row["start"]) < int(row["end"]) <= len(text) for row in rows)
        records = [json.loads(line) for line in out(command, FRONT).splitlines()]
        assert sum(len(record[command]) for record in records) == len(rows) > 0
        assert {record["schema"] for record in records} == {f"hkpaper/{command}/1"}
        assert out(command, data=out("repair", FRONT)) == out(command, FRONT)
    assert all(
        len(record["keywords"]) <= 3 for record in map(json.loads, out("keywords", FRONT, "--top", "3").splitlines())
    )


@pytest.mark.parametrize("wrong", [("--method", "guess"), ("--format", "text"), ("--top", "0")])
def test_a_wrong_wish_is_a_fault_of_usage(wrong: tuple[str, str]) -> None:
    """What the command cannot give is said before anything is read."""
    done = hkpaper("keywords", FRONT, *wrong)
    assert (done.returncode, done.stdout) == (2, b"")
