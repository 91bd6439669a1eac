"""编稿: turn drawn articles and inventions into the stories of an issue, with headline stacks and bylines."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from eval.simulator.leads import sign
from eval.simulator.library import Text, redress
from eval.simulator.paper import COLUMNS, Paper
from eval.simulator.story import Story, fill, inventions, made

SENTENCE = re.compile(r"[^。！？]*[。！？][”’）]*|[^。！？]+$")
SEAMS = re.compile(r"[，；：]")
SPRINKLES = (
    "“{thing}不是小事。”{name}说。", "{day}，", "据《{town}志》记载，", "截至目前，已完成{n}.{w2}%。", "“{thing}＋旅游”", "{name}告诉记者，",
    "首批{n}台5G基站投入使用。", "APP用户超过{big}。", "“怎么办？”{name}问。", "全长{n}.{w2}公里，",
)  # fmt: skip


def write(rng: random.Random, texts: Sequence[Text], paper: Paper) -> Story:
    """Return a story for a paper, its headline stack and its byline on it."""
    story = _news(rng, redress(rng, texts)) if texts and rng.random() < paper.corpus else made(rng)
    _stack(rng, story, paper)
    sign(rng, story, paper.desk)
    return story


def _news(rng: random.Random, text: Text) -> Story:
    sentences = [part for paragraph in text.paragraphs for part in SENTENCE.findall(paragraph)]
    sentences = [_sprinkled(rng, each) for each in sentences]
    goal = rng.choice((rng.randint(80, 250), rng.randint(200, 700), rng.randint(500, 1200)))
    kept: list[str] = []
    start = rng.randrange(max(1, len(sentences) - 8)) if rng.random() < 0.3 else 0
    for sentence in sentences[start:]:
        kept.append(sentence)
        if sum(map(len, kept)) >= goal:
            break
    least, most = rng.choice(((40, 80), (60, 140), (100, 300), (40, 300)))
    paragraphs = [""]
    want = rng.randint(least, most)
    for sentence in kept:
        if paragraphs[-1] and len(paragraphs[-1]) >= want:
            paragraphs.append("")
            want = rng.randint(least, most)
        paragraphs[-1] += sentence
    kind = "brief" if sum(map(len, paragraphs)) < 130 else "article"
    return Story(kind, _headline(rng, text.headline, kept), [each for each in paragraphs if each] or [text.headline])


def _sprinkled(rng: random.Random, sentence: str) -> str:
    """Put now and then a quotation, a number, a Latin word, a book into a sentence."""
    if rng.random() > 0.08:
        return sentence
    extra = fill(rng, rng.choice(SPRINKLES).replace("{w2}", str(rng.randint(1, 9))), {})
    return extra + sentence if extra.endswith(("。", "，", "？")) else sentence.replace("，", "，" + extra, 1)


def _headline(rng: random.Random, headline: str, kept: Sequence[str]) -> str:
    """Take the article's headline, or a clause of it, or a clause of its lead."""
    whole = headline.strip("。") or "要闻"
    parts = [part for part in re.split(r"\s+", whole) if part]
    if len(whole) > 26 or rng.random() < 0.2:
        return rng.choice(parts)[:22]
    return whole


def _stack(rng: random.Random, story: Story, paper: Paper) -> None:
    """Give a story a kicker, a deck, a column name, each at the paper's rate."""
    if story.kind in ("notice", "ad", "verse", "brief", "photo", "table"):
        story.section = rng.choice(COLUMNS) if rng.random() < 0.12 else None
        return
    drawn: dict[str, str] = {}
    pool = inventions()["brief"]["headlines"] + inventions()["feature"]["headlines"]
    clauses = [each for each in SEAMS.split("".join(story.paragraphs)) if 6 <= len(each) <= 18 and "。" not in each]
    extra = [*clauses, *[fill(rng, each, drawn) for each in rng.sample(pool, 3)]]
    if rng.random() < paper.kickers:
        story.kicker = rng.choice(extra)
        if rng.random() < 0.2:
            story.kicker += " " + rng.choice(extra)
    if rng.random() < paper.decks:
        story.deck = rng.choice(("——", "", "")) + rng.choice(extra)
        if rng.random() < 0.2:
            story.deck += " " + rng.choice(extra)
    if rng.random() < 0.15 and " " not in story.headline:
        story.headline += " " + rng.choice(extra)
    story.section = rng.choice(COLUMNS) if rng.random() < 0.08 else None
