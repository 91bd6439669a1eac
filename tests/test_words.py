"""词: jieba's segmentation behind one door."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hkpaper import words

TEXT = st.text(
    alphabet="区图书馆本周起延长开放时间夜读的人不用再掐着表往外走,。2025AI 长江大桥南京市研究生命起源", max_size=40
)


@pytest.fixture(scope="module")
def jieba_itself(tmp_path_factory: pytest.TempPathFactory) -> object:
    """jieba with its own dictionary, loaded its own way into a folder of the test's."""
    import jieba

    jieba.setLogLevel(60)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    tokenizer.initialize()
    return tokenizer


@settings(max_examples=300, deadline=None)
@given(text=TEXT)
def test_tokenize_cuts_as_jieba_does(jieba_itself: object, text: str) -> None:
    """The memory-mapped dictionary gives the segmentation that jieba's own loader gives, with offsets."""
    assert list(words.tokenize(text)) == list(jieba_itself.tokenize(text))  # type: ignore[attr-defined]


def test_dictionary_is_jiebas(jieba_itself: object) -> None:
    """Every word has its count, every prefix counts 0, and the total is the same."""
    freq = jieba_itself.FREQ  # type: ignore[attr-defined]
    mine = words.dictionary()
    assert mine.total == jieba_itself.total  # type: ignore[attr-defined]
    assert all(mine.get(word) == count for word, count in list(freq.items())[::50])
    assert mine.get("不是任何词的开头呀") is None


def test_log_probability_prefers_words() -> None:
    """Two characters of one word are likelier together than apart."""
    together = words.log_probability("图书馆")
    assert together > words.log_probability("图") + words.log_probability("书馆")


def test_words_start_without_jieba_and_without_a_sound() -> None:
    """Looking a word up imports no jieba; cutting a text prints nothing and writes no cache."""
    code = (
        "import sys; from hkpaper import words; words.log_probability('图书馆'); assert 'jieba' not in sys.modules;"
        "list(words.tokenize('图书馆'))"
    )
    done = subprocess.run([sys.executable, "-W", "error::UserWarning", "-c", code], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
