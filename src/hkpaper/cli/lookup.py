"""语料: ``hkpaper tokens`` and ``hkpaper keywords``: off the chain, so that only who asks pays for jieba.

Both take what a stage takes, run what is not yet done up to ``link`` (keywords: ``people``), and print words, with offsets, in place of the issue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any

import typer

from hkpaper import traditional
from hkpaper.cli.chain import Chain
from hkpaper.cli.command import command_of
from hkpaper.cli.outlet import Sheet
from hkpaper.cli.talk import Failure, complain
from hkpaper.errors import Exit
from hkpaper.parts import files, row_in_file
from hkpaper.records import Article, Issue
from hkpaper.terms import METHODS, Keyword, Token, keywords, tokens
from hkpaper.wire import dumps
from hkpaper.words import Words, read_words

LAST = "link"
LAST_NAMED = "people"  # keywords know people's names
DICT: tuple[Any, Any] = (
    Annotated[str | None, typer.Option("--dict", help="Your own words: a file, one a line (jieba's form).")],
    None,
)
TOP: tuple[Any, Any] = (Annotated[int, typer.Option("--top", min=1, help="Keywords of each article.")], 10)
METHOD: tuple[Any, Any] = (Annotated[str, typer.Option("--method", help=f"One of {', '.join(METHODS)}.")], METHODS[0])


class Lookup(Chain):
    """A command that prints words of articles in place of the issue."""

    COLUMNS: tuple[str, ...] = ()

    def run(self) -> None:
        """Read the user's own words, then do as a chain does."""
        if self.wishes.get("method", METHODS[0]) not in METHODS:
            complain(f"--method {self.wishes['method']}: it is one of {', '.join(METHODS)}")
            raise Failure(Exit.USAGE)
        if self.wishes["format"] == "text":
            complain(f"--format text: {self.name} prints records or a table")
            raise Failure(Exit.USAGE)
        own = read_words(self.wishes["own"]) if self.wishes["own"] else ()
        self.own: Words = tuple(dict.fromkeys((*own, *traditional.simplified(own)))) if own else ()
        super().run()

    def _things(self) -> str:
        return "words"

    def _columns(self) -> tuple[str, ...]:
        return self.COLUMNS

    def _print(self, issue: Issue, sheet: Sheet) -> int:
        count = 0
        seen = traditional.folded(issue)
        page = None if seen is issue else traditional.printed(seen, issue.source)
        for article in seen.articles:
            found = list(self.found(article))
            if page:
                found = [each._replace(word=page.word(each.word, each.spans)) for each in found]
            count += len(found)
            if self.wishes["format"] in ("csv", "tsv"):
                for each in found:
                    sheet.row(*row_in_file(issue.source, self.row(article, each)))
            else:
                about: dict[str, Any] = {
                    "schema": f"hkpaper/{self.name}/1",
                    "id": article.id,
                    "source": issue.source.name,
                }
                if issue.source.parts:
                    from hkpaper.stages.emit import article_spans

                    about["files"] = files(issue.source, article_spans(article))
                sheet.record(dumps(about | {self.name: [self.shown(each) for each in found]}))
        return count

    def found(self, article: Article) -> Iterator[Any]:
        """Yield what is looked up in an article."""
        raise NotImplementedError

    def shown(self, each: Any) -> Any:
        """Return one of them as JSON."""
        raise NotImplementedError

    def row(self, article: Article, each: Any) -> tuple[Any, ...]:
        """Return one of them as a row."""
        raise NotImplementedError


class Tokens(Lookup):
    """The words of each article."""

    COLUMNS = ("id", "field", "word", "start", "end")

    def found(self, article: Article) -> Iterator[Token]:
        """Yield the words in the order of the text."""
        return tokens(article, self.own)

    def shown(self, each: Token) -> list[Any]:
        """Return field, word and runs."""
        return [each.field, each.word, [[span.start, span.end] for span in each.spans]]

    def row(self, article: Article, each: Token) -> tuple[Any, ...]:
        """Return a row from the word's first character to its last run's end."""
        return article.id, each.field, each.word, each.spans[0].start, each.spans[-1].end


class Keywords(Lookup):
    """The words that say what each article is about."""

    COLUMNS = ("id", "word", "weight", "count", "start", "end")

    def found(self, article: Article) -> Iterator[Keyword]:
        """Yield the keywords, the weightiest first."""
        yield from keywords(article, top=self.wishes["top"], method=self.wishes["method"], own=self.own)

    def shown(self, each: Keyword) -> dict[str, Any]:
        """Return word, weight, count and first place."""
        return {
            "word": each.word,
            "weight": each.weight,
            "count": each.times,
            "spans": [[span.start, span.end] for span in each.spans],
        }

    def row(self, article: Article, each: Keyword) -> tuple[Any, ...]:
        """Return a row with the place where the word stands first."""
        return article.id, each.word, each.weight, each.times, each.spans[0].start, each.spans[-1].end


def tokens_command() -> Callable[..., None]:
    """Return the subcommand ``tokens``."""
    return command_of("tokens", "词: print the words of each article with their offsets.", LAST, {"own": DICT}, Tokens)


def keywords_command() -> Callable[..., None]:
    """Return the subcommand ``keywords``."""
    more = {"own": DICT, "top": TOP, "method": METHOD}
    about = "主题词: print the words that say what each article is about."
    return command_of("keywords", about, LAST_NAMED, more, Keywords)
