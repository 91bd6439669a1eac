"""讲理: the laws of explaining what is read after a line."""

import json
import os
import pty
import subprocess
from itertools import pairwise

import jsonschema
import pytest
from hypothesis import given, settings

from hkpaper.account import unclaimed_lines
from hkpaper.continuation import answers, reasons, wording
from hkpaper.continuation.ngram import SHIPPED, chosen
from hkpaper.schema import schema_of
from made import put_through
from shell import BARE, HKPAPER, PAGES, SAMPLES, hkpaper, out, records
from test_untangle import PAGES as MADE

TINY = SAMPLES / "tiny.txt"
MIXED = SAMPLES / "interleaved.txt"
FULL = 200  # more candidates than any line of a sample has


@pytest.fixture(scope="module")
def weighed() -> str:
    """Return where a line stands that is weighed against others: the end of a strand."""
    text = MIXED.read_text("utf-8")
    first = next(strand for strand in put_through(text, "untangle").strands if strand.role == "body")
    return str(put_through(text, "read").lines[first.lines[-1]].span.start)


def agrees(text: str) -> None:
    """Hold what is explained of a page against what `untangle` and `segment` made of it."""
    issue = put_through(text, "segment")
    joins = {
        "lines": {pair for strand in issue.strands for pair in pairwise(strand.lines)},
        "stories": {
            pair
            for article in issue.articles
            for pair in pairwise(piece.span for paragraph in article.paragraphs for piece in paragraph)
        },
    }
    asides = {strand.lines[-1] for strand in issue.strands if strand.role == "aside"}
    before = put_through(text, "masthead")
    told: list[int] = []
    for page in answers.answers(before, chosen()):
        numbers = page.asked.numbers
        for place, number in enumerate(numbers):
            told.append(number)
            *_, last = reasons.reasons(page, place, FULL)
            assert last.decided
            assert last.line == place
            (won,) = [each for each in last.candidates if each.chosen]
            assert (last.state == "stands aside") == (number in asides)
            following = None if won.line is None else numbers[won.line]
            if last.question == "lines":
                assert {low for up, low in joins["lines"] if up == number} == ({following} - {None})
            else:
                here = before.lines[number].span
                there = set() if following is None else {before.lines[following].span}
                assert {low for up, low in joins["stories"] if up == here} == there
    assert told == unclaimed_lines(before)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_chosen_is_what_was_decided(page: object) -> None:
    """Each free line has a last word, and what it chose is what the strands and the articles say."""
    agrees(json.loads(out("read", page))["source"]["text"])


@settings(max_examples=15, deadline=None)
@given(MADE)
def test_the_chosen_is_what_was_decided_on_any_page(text: str) -> None:
    """The same holds on pages drawn at random."""
    agrees(text)


@pytest.mark.parametrize("page", [MIXED, SAMPLES / "two-pages.txt"], ids=lambda page: page.stem)
def test_each_line_of_an_article_is_explained(page: object) -> None:
    """One record a line, in reading order, that fits its schema and names one winner; the last does not go on."""
    for article in records(out("run", page))[:-1]:
        found = records(out("explain", page, "--article", article["id"]))
        for record in found:
            jsonschema.validate(record, schema_of("explanation"), jsonschema.Draft202012Validator)
            assert sum(each["chosen"] for each in record["candidates"]) == 1
            assert record["decided"]
            assert record["why"]
        for upper, lower in pairwise(found):
            (won,) = [each for each in upper["candidates"] if each["chosen"]]
            joined = upper["state"] != "goes on with"  # by a jump mark, not by reading order
            assert joined or won["span"] == lower["line"]["span"]
        assert found[-1]["state"] in ("ends", "stands aside")


def test_shares_of_a_line_sum_to_one() -> None:
    """Among all its candidates, the end and standing aside a line's shares sum to one; each has its probability."""
    for page in answers.answers(put_through(MIXED.read_text(encoding="utf-8"), "masthead"), chosen()):
        for place in range(len(page.asked.numbers)):
            for reason in reasons.reasons(page, place, FULL):
                if not reason.certain:
                    assert sum(each.successor or 0 for each in reason.candidates) == pytest.approx(1, abs=1e-3)
                for each in reason.candidates:
                    assert (each.probability is not None) == (each.kind == "line")
                    assert each.probability is None or 0 <= each.probability <= 1
                    shown = set() if reason.question == "edges" else {"place", "measure", "sense", "cache", "marks"}
                    assert set(each.terms) >= shown


def candidate(kind: str, text: str | None, gain: float, **terms: float) -> wording.Candidate:
    return wording.Candidate(kind, None, text, 0.5, 0.5, gain, None, False, terms, {"closed": True})


@pytest.mark.parametrize(
    ("won", "rival", "says"),
    [
        (
            candidate("line", "工。", 5, sense=6.1, place=-0.7, measure=1.0),
            candidate("line", "。河道", 2, sense=0.4, place=0.3, measure=1.2),
            "+5.0 nats against +2.0 for the runner-up, 「。河道」: sense +6.1 against +0.4, "
            "though place -0.7 against +0.3; measure the same",
        ),
        (
            candidate("aside", None, 3, sense=0.0),
            candidate("end", None, 0, sense=0.1),
            "+3.0 nats against 0.0 for the runner-up, the end: what the lines show by themselves decides; sense the same",
        ),
        (
            candidate("end", None, 0, sense=0.0),
            candidate("line", "工。", -2.5, sense=1.5),
            "a full stop closes the line, and the best of the others, 「工。」, would lose 2.5 nats, "
            "for all that speaks for it: sense +1.5",
        ),
        (
            candidate("line", "工。", 1, sense=0.0),
            candidate("line", "。河道", 4, sense=1.5),
            "「。河道」 alone would gain more (+4.0 nats against +1.0), but it is taken",
        ),
    ],
)
def test_why_compares_the_winner_with_the_runner_up(
    won: wording.Candidate, rival: wording.Candidate, says: str
) -> None:
    """The sentence names what speaks for the winner, what against, what is the same, and what bars a better one."""
    assert wording.weighed(won, rival, "it is taken") == says


def test_it_is_the_same_twice_and_from_any_stage(weighed: str) -> None:
    """The same line gives the same bytes, twice, and from an earlier stage's JSON."""
    raw = out("explain", MIXED, "--offset", weighed)
    assert raw == out("explain", MIXED, "--offset", weighed)
    for stage in ("read", "segment"):
        assert out("explain", "-", "--offset", weighed, data=out(stage, MIXED)) == raw


def test_articles_are_no_stages_output(weighed: str) -> None:
    """What `emit` printed does not hold what was weighed: it is refused in one line."""
    done = hkpaper("explain", "-", "--offset", weighed, data=out("emit", MIXED))
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (1, b"", 1)
    assert b"hkpaper/article/1" in done.stderr


def test_a_model_of_ones_own_is_asked() -> None:
    """--model takes what --model of the stages takes, and the shipped model by its name tells the same."""
    asked = ("explain", TINY, "--offset", "60")
    assert out(*asked, "--model", SHIPPED) == out(*asked)
    done = hkpaper(*asked, "--model", TINY)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"no model of hkpaper" in done.stderr


def test_top_keeps_the_winner_the_end_and_the_aside(weighed: str) -> None:
    """--top bounds the candidates that are lines; the winner, the end and no running text are always told."""
    for record in records(out("explain", MIXED, "--offset", weighed, "--top", "1")):
        told = [(each["kind"], each["chosen"]) for each in record["candidates"]]
        assert {"aside", "end"} <= {kind for kind, _ in told}
        assert sum(chosen for _, chosen in told) == 1
        assert told.count(("line", False)) <= 1


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        ([], 2, "give --offset N or --article ID"),
        (["--offset", "58", "--article", "x"], 2, "give --offset N or --article ID"),
        (["--offset", "99999"], 1, "offset 99999 is outside the text (its characters are 0 to 117)"),
        (["--offset", "-1"], 1, "outside the text"),
        (["--offset", "17"], 1, "white space (the next line begins at 18"),
        (["--offset", "0"], 1, "offset 0 is of the masthead: 每周五出版"),
        (["--article", "2025-03-07-p1-00000000"], 1, "did you mean 2025-03-07-p1-"),
        (["--offset", "58", "--format", "csv"], 2, "auto, table, jsonl"),
        (["--offset", "58", "--color", "red"], 2, "auto, always, never"),
    ],
)
def test_errors_say_what_stands_there(arguments: list[str], status: int, says: str) -> None:
    """What cannot be explained is one line that says what it is, and no output."""
    done = hkpaper("explain", TINY, *arguments)
    said = done.stderr.decode().splitlines()
    assert (done.returncode, done.stdout, len(said)) == (status, b"", 1)
    assert says in said[0]


def test_one_issue_at_a_time() -> None:
    """An offset means something in one issue only: none or two are an error, an empty text too."""
    two = out("read", TINY, MIXED)
    done = hkpaper("explain", "-", "--offset", "3", data=two)
    assert done.returncode == 1
    assert b"2 issues; explain takes one" in done.stderr
    assert b"standard input is empty" in hkpaper("explain", "-", "--offset", "0").stderr


def test_furniture_is_named() -> None:
    """An offset in a folio says that it is furniture, and of which kind."""
    record = records(out("run", SAMPLES / "two-pages.txt"))[-1]
    item = record["furniture"][0]
    done = hkpaper("explain", SAMPLES / "two-pages.txt", "--offset", item["span"][0])
    assert done.returncode == 1
    assert f"page's furniture ({item['kind']})" in done.stderr.decode()


def test_a_terminal_gets_a_table(weighed: str) -> None:
    """On a terminal the candidates are a table, in a pipe JSON, and --format overrules both."""
    table = out("explain", MIXED, "--offset", weighed, "--format", "table", "--width", "100").decode()
    assert "(no running text)" in table
    assert "✓" in table
    assert max(map(len, table.splitlines())) <= 100
    reader, writer = pty.openpty()
    subprocess.run(
        [*HKPAPER, "explain", str(MIXED), "--offset", weighed, "--width", "100"], stdout=writer, env=BARE, check=True
    )
    os.close(writer)
    assert "(the end)" in os.read(reader, 1 << 16).decode(errors="replace")
    os.close(reader)


def test_what_run_was_told_is_told_again() -> None:
    """Ids hold the date: what `run --date` printed can be asked for with the same --date, and of stages' JSON without."""
    text = "柳溪新桥通车\n\n本报讯(记者 闻小溪)柳溪镇新桥昨天通车，\n来的人很多。\n".encode()
    story = records(out("run", "--date", "2025-03-07", data=text))[0]["id"]
    assert story.startswith("2025-03-07")
    told = records(out("explain", "-", "--article", story, "--date", "2025-03-07", data=text))
    assert {record["article"] for record in told} == {story}
    dated = out("masthead", "--date", "2025-03-07", data=text)
    assert records(out("explain", "-", "--article", story, data=dated)) == told
