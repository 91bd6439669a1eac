"""The page simulator: nothing is said of a dump that is not so."""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path
from shutil import which

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from eval.simulator import EXTRACTORS, REAL, Dump, Text, simulate  # noqa: E402
from eval.simulator.library import library  # noqa: E402

from hkpaper import archive  # noqa: E402
from hkpaper.scoring import score  # noqa: E402

PARTS = ("河道", "书场", "菜园", "渡船", "夜校", "木桥", "灯会", "食堂")
LIBRARY = [
    Text(
        f"{part}又热闹起来 {number}号公告贴出",
        tuple(
            f"第{line}天，{part}边上来了{number + line}位客人，“人真不少”，看门的老人说，他数到{line}就忘了前面的数。"
            f"《{part}小志》里写着：{part}每{line}年要修一次，修的时候全村都来，今年也不例外。"
            for line in range(1, 7)
        ),
        "2025-03-01",
    )
    for number, part in enumerate(PARTS)
]
SEEDS = range(12)


def bare(text: str) -> str:
    """Return letters and digits only: what folding does not touch."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char)[0] in "LN")


@pytest.fixture(scope="module")
def dumps() -> list[Dump]:
    return [simulate(seed, LIBRARY, extractor) for extractor in EXTRACTORS for seed in SEEDS]


def test_every_character_lies_in_one_segment(dumps: list[Dump]) -> None:
    """Segments stand in order, do not overlap, begin and end on a mark, and leave only white space between."""
    for dump in dumps:
        last = 0
        for segment in dump.segments:
            assert dump.text[last : segment.start].strip() == ""
            assert segment.start >= last
            printed = dump.text[segment.start : segment.end]
            assert printed
            assert printed == printed.strip()
            last = segment.end
        assert dump.text[last:].strip() == ""


def test_a_storys_segments_in_order_are_its_gold_lines(dumps: list[Dump]) -> None:
    """Body segments by their order read as the gold reads: as long, and the same but for slips of reading."""
    for dump in dumps:
        for number, article in enumerate(dump.gold["articles"]):
            body = sorted((s for s in dump.segments if s.story == number and s.role == "body"), key=lambda s: s.order)
            read = [bare(dump.text[segment.start : segment.end]) for segment in body]
            assert len(read) == len(article["lines"])
            assert bare("".join(article["paragraphs"])) == bare("".join(article["lines"]))
            pairs = [
                pair for a, b in zip(read, article["lines"], strict=True) for pair in zip(a, bare(b), strict=False)
            ]
            assert sum(a != b for a, b in pairs) <= len(pairs) * 0.2  # a wrong line would differ in nearly all
            numbers = [segment.paragraph for segment in body]
            assert numbers == sorted(numbers)


def test_numbers_of_printed_lines_are_their_own(dumps: list[Dump]) -> None:
    """No two segments of a story share a number, headline lines counted apart; a jump mark ends its page."""
    for dump in dumps:
        for number in range(len(dump.gold["articles"])):
            own = [s for s in dump.segments if s.story == number and s.role != "crumb"]
            keys = [(s.role in ("kicker", "headline", "deck"), s.order) for s in own]
            assert len(keys) == len(set(keys))
            for jump in [s for s in own if s.role == "jump"]:
                assert all(s.order < jump.order for s in own if s.page == jump.page and s.role in ("body", "byline"))


@pytest.mark.parametrize("extractor", REAL)
def test_real_pages_are_known_too(extractor: str) -> None:
    """What a real extractor gives of a typeset page is found again, all but little."""
    if extractor != "pdftotext-layout":  # set without ink
        pytest.importorskip("reportlab")
        tool = extractor.split("-", maxsplit=1)[0]
        if tool != "pdftotext":
            pytest.importorskip(tool)
        elif not which(tool):
            pytest.skip("there is no pdftotext here")
    dump = simulate(3, LIBRARY, extractor)
    printed = sum(len(line) for article in dump.gold["articles"] for line in article["lines"])
    strange = sum(segment.end - segment.start for segment in dump.segments if segment.role == "noise")
    assert strange < printed * 0.02
    covered = {at for segment in dump.segments for at in range(segment.start, segment.end)}
    assert all(at in covered or char.isspace() for at, char in enumerate(dump.text))


def test_same_seed_same_bytes() -> None:
    """A seed decides everything."""
    for extractor in (None, *EXTRACTORS):
        assert simulate(7, LIBRARY, extractor) == simulate(7, LIBRARY, extractor)
    assert simulate(7, LIBRARY).text != simulate(8, LIBRARY).text


def test_gold_can_be_scored(dumps: list[Dump]) -> None:
    """Gold scored against itself is right."""
    for dump in dumps[::5]:
        records = [
            {
                **{key: article[key] for key in ("kicker", "headline", "subhead", "paragraphs", "dates", "pages")},
                "byline": {"text": article["byline"], "reporters": article["reporters"]},
                "confidence": 1.0,
            }
            for article in dump.gold["articles"]
        ]
        scores = score(dump.gold, records)
        assert scores["cer"] == 0
        assert scores["article_f1_exact"] == 1


def test_roles_pages_and_stories_are_known(dumps: list[Dump]) -> None:
    """A segment's role is one of the list; only lines of no story are masthead, furniture, captions, noise."""
    own = {"body", "byline", "jump", "from", "kicker", "headline", "deck", "crumb"}
    for dump in dumps:
        for segment in dump.segments:
            assert segment.role in own | {"caption", "masthead", "furniture", "noise"}
            assert segment.story < len(dump.gold["articles"])
            assert segment.story == -1 or segment.role in own
            assert (segment.paragraph >= 0) == (segment.role == "body")
        assert {article["kind"] for article in dump.gold["articles"]} <= {
            "article", "brief", "photo", "notice", "verse", "essay", "opinion", "table", "ad", "other",
        }  # fmt: skip


def test_the_library_is_what_the_model_did_not_count(tmp_path: Path) -> None:
    """Pages are set from held-out articles and from no other."""
    titles = [f"{part}{number}" for part in PARTS for number in range(40)]
    body = "渡口的老船工今天收了最后一班船。"
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("".join(json.dumps({"title": title, "body": body}) + "\n" for title in titles), encoding="utf-8")
    kept = [title for title in titles if archive.Text(title, body).held_out]
    assert 0 < len(kept) < len(titles) / 2
    assert [text.headline for text in library([corpus])] == kept
