"""``hkpaper train``: a model from a user's own archive, and its use."""

import gzip
import json
import lzma
from pathlib import Path

import pytest

from hkpaper.archive import Text, all_texts, texts
from hkpaper.continuation.ngram import Model
from hkpaper.errors import InputError
from shell import SAMPLES, hkpaper, out
from test_ngram import text

BODY = "河滨步道修好了。\n孩子们都来看。"


@pytest.mark.parametrize(
    ("name", "data", "want"),
    [
        ("a.txt", BODY.encode(), [Text("", BODY)]),
        ("a.txt", BODY.encode("gb18030"), [Text("", BODY)]),
        ("a.txt", b"\n\n a \n\f b \n", [Text("", " a "), Text("", " b ")]),
        ("a.txt.gz", gzip.compress(BODY.encode(), mtime=0), [Text("", BODY)]),
        ("a.jsonl", json.dumps({"title": "河", "body": BODY}).encode(), [Text("河", BODY)]),
        ("a.jsonl", json.dumps({"body": BODY, "start": 9}).encode(), [Text("", BODY[9:])]),
        ("a.jsonl.xz", lzma.compress(json.dumps({"text": BODY}).encode()), [Text("", BODY)]),
        ("a.jsonl", json.dumps({"headline": "河", "paragraphs": BODY.split("\n")}).encode(), [Text("河", BODY)]),
    ],
)
def test_archives_are_read_in_all_their_forms(name: str, data: bytes, want: list[Text], tmp_path: Path) -> None:
    """Plain text in any encoding, JSON Lines with a body, a text or paragraphs, packed or not, and folders of them."""
    (tmp_path / name).write_bytes(data)
    assert list(texts(tmp_path / name)) == want
    assert list(all_texts([tmp_path])) == want


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.jsonl", b"{}\n", "no object in it has"),
        ("a.jsonl", b'{"text": "a"}\n{bad\n', "line 2: not JSON"),
        ("a.xz", b"not packed", "a.xz"),
        ("a.gz", b"not packed", "a.gz"),
        ("a.gz", gzip.compress(b"cut" * 99, mtime=0)[:-9], "a.gz"),
    ],
)
def test_what_is_no_archive_is_said(name: str, data: bytes, says: str, tmp_path: Path) -> None:
    """A damaged file is named, with its line where there is one."""
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=says):
        list(texts(tmp_path / name))


def test_a_folder_is_read_without_what_is_hidden_in_it(tmp_path: Path) -> None:
    """Files and folders whose names begin with a dot are none of the archive's, wherever the archive stands."""
    archive = tmp_path / ".ours"
    for name in ("a.txt", "2024/b.txt", ".c.txt", ".venv/lib/d.json"):
        (archive / name).parent.mkdir(parents=True, exist_ok=True)
        (archive / name).write_text(f"{name}里的渡口停航。", encoding="utf-8")
    assert [text.body for text in texts(archive)] == ["2024/b.txt里的渡口停航。", "a.txt里的渡口停航。"]


def test_one_text_in_five_is_held_out() -> None:
    """By its title, so that the same texts are held out whatever stands around them."""
    kept = [Text(f"第{number}篇", "").held_out for number in range(2000)]
    assert 340 < sum(kept) < 460


def test_hkpapers_own_articles_are_an_archive(tmp_path: Path) -> None:
    """What `run` prints can be counted; the residue record, which is no text, is passed over."""
    articles = tmp_path / "articles.jsonl"
    articles.write_bytes(out("run", SAMPLES / "front-page.txt"))
    count = len(list(texts(articles)))
    assert count == len(articles.read_bytes().splitlines()) - 1


def archive(folder: Path) -> Path:
    path = folder / "archive.jsonl"
    path.write_text(
        "".join(json.dumps({"title": str(number), "body": text(number, 300)}) + "\n" for number in range(30))
    )
    return path


def test_train_writes_the_same_model_twice_and_prints_its_card(tmp_path: Path) -> None:
    """Same archive, same bytes; the card on standard output is the model's."""
    path = archive(tmp_path)
    card = json.loads(out("train", path, "-o", tmp_path / "a"))
    out("train", path, "-o", tmp_path / "b")
    data = (tmp_path / "a").read_bytes()
    assert data == (tmp_path / "b").read_bytes()
    assert Model(data).card == card
    assert card["corpora"] == ["archive.jsonl"]
    assert card["share"] > 0.5  # the shipped model has never seen such text


def test_a_model_alone_has_no_share(tmp_path: Path) -> None:
    """--no-mix, --order and --least do what they say."""
    card = json.loads(out("train", archive(tmp_path), "-o", tmp_path / "a", "--no-mix", "--order", "3", "--least", "5"))
    assert "share" not in card
    assert (card["order"], card["least"], len(card["ngrams"])) == (3, 5, 2)


def test_run_takes_the_model_or_says_what_it_is(tmp_path: Path) -> None:
    """--model with a model runs; with a missing or foreign file it is one line and status 1, once for all inputs."""
    out("train", archive(tmp_path), "-o", tmp_path / "a")
    assert out("run", SAMPLES / "tiny.txt", "--model", tmp_path / "a")
    for stage in ("run", "untangle", "segment", "emit"):
        for bad in (tmp_path / "missing", SAMPLES / "tiny.txt"):
            done = hkpaper(stage, SAMPLES / "tiny.txt", SAMPLES / "mixed.txt", "--model", bad)
            assert done.returncode == 1
            assert done.stdout == b""
            assert done.stderr.decode().startswith(f"hkpaper: {bad}: ")
            assert done.stderr.count(b"\n") == 1


def test_train_without_texts_or_with_a_missing_one_writes_nothing(tmp_path: Path) -> None:
    """One line on standard error, status 1, and no file."""
    (tmp_path / "empty").mkdir()
    for corpus in (tmp_path / "empty", tmp_path / "missing"):
        done = hkpaper("train", corpus, "-o", tmp_path / "a")
        assert done.returncode == 1
        assert done.stderr.count(b"\n") == 1
        assert not (tmp_path / "a").exists()


def test_a_json_file_of_articles_is_an_archive_too(tmp_path: Path) -> None:
    """One JSON object over several lines gives its articles, or itself; so a folder may hold such files."""
    body = "渡口的老船工今天收了最后一班船。"
    (tmp_path / "gold.json").write_text(
        json.dumps({"articles": [{"paragraphs": [body]}] * 2}, indent=1), encoding="utf-8"
    )
    (tmp_path / "one.json").write_text(json.dumps({"title": "渡口", "text": body}, indent=1), encoding="utf-8")
    assert [text.body for text in texts(tmp_path)] == [body, body, body]


def test_too_little_to_count_is_no_fault(tmp_path: Path) -> None:
    """An archive in which nothing is seen three times gives a model all the same, and one that is of use."""
    out("train", SAMPLES / "tiny.txt", "-o", tmp_path / "m", "--no-mix")
    assert out("run", SAMPLES / "tiny.txt", "--model", tmp_path / "m")
