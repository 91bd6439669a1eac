"""编稿: turn drawn articles and inventions into the stories of an issue, with headline stacks and bylines."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from eval.simulator.heads import Heads
from eval.simulator.invent import Inventor, gathered, inventions
from eval.simulator.leads import sign
from eval.simulator.library import Text
from eval.simulator.paper import COLUMNS, Paper
from eval.simulator.redress import redress
from eval.simulator.story import PLAIN, Story
from eval.simulator.written import Drawer

SENTENCE = re.compile(r"[^。！？]*[。！？][”’）]*|[^。！？]+$")
SEAMS = re.compile(r"[，；：。]")
SPRINKLES = (
    "“{thing}不是小事。”{name}说。", "{day}，", "据《{town}志》记载，", "截至目前，已完成{n}.{w1}%。", "{name}告诉记者，", "首批{n}台5G基站投入使用。",
    "APP用户超过{big}。", "“{saying}？”{other}问。", "全长{n}.{w1}公里，", "“{saying}。”{other}{manner}。", "{fact}。", "{place}，", "在《{thing}》一书中，",
)  # fmt: skip


def write(
    rng: random.Random, texts: Sequence[Text], paper: Paper, inventor: Inventor, drawer: Drawer, heads: Heads
) -> Story:
    """Return a story for a paper, its headline stack and its byline on it."""
    drawn = None
    if texts and rng.random() < paper.corpus:
        text = redress(rng, texts, inventor.issue, inventor.leaders, inventor.towns, inventor.day, paper.strange)
        story = _news(rng, text, inventor, paper)
    else:
        drawn = drawer.draw() if rng.random() < paper.written else None
        story = drawn or inventor.made()
    if rng.random() < paper.sections:
        story.section = rng.choice(COLUMNS)
    if drawn is None and not heads.head(story):
        _stack(rng, story, paper, inventor)
    sign(rng, story, paper.desk)
    if rng.random() < (0.35 if story.kind in ("brief", "photo", "ad") and story.position == "start" else 0.02):
        story.headline, story.kicker, story.deck = "", None, None
    return story


def _news(rng: random.Random, text: Text, inventor: Inventor, paper: Paper) -> Story:
    sentences = [part for paragraph in text.paragraphs for part in SENTENCE.findall(paragraph)]
    goal = rng.choice((rng.randint(80, 250), rng.randint(200, 700), rng.randint(300, 900), rng.randint(500, 1200)))
    kept: list[str] = []
    start = rng.randrange(max(1, len(sentences) - 8)) if rng.random() < 0.3 else 0
    size = 0
    for sentence in sentences[start:]:
        kept.append(_sprinkled(rng, sentence, inventor))
        size += len(kept[-1])
        if size >= goal:
            break
    least, most = rng.choice(((30, 80), (60, 140), (100, 300), (40, 300)))
    paragraphs = gathered(rng, kept or [text.headline], least, most)
    if len(paragraphs) > 3 and rng.random() < paper.subheads:
        for at in sorted(rng.sample(range(1, len(paragraphs)), min(3, len(paragraphs) // 2)), reverse=True):
            paragraphs.insert(at, _clause(rng, paragraphs[at], inventor))
    kind = "brief" if size < 130 and len(paragraphs) == 1 else "article"
    return Story(kind, _headline(rng, text.headline), paragraphs)


def _sprinkled(rng: random.Random, sentence: str, inventor: Inventor) -> str:
    """Put now and then a quotation, a number, a Latin word, a book before a sentence."""
    if rng.random() > 0.1:
        return sentence
    return inventor.fill(rng.choice(SPRINKLES), {}) + sentence


def _headline(rng: random.Random, headline: str) -> str:
    """Take the article's headline or, where it is long, a clause of it."""
    whole = headline.strip("。") or "要闻"
    parts = [part for part in re.split(r"\s+", whole) if part]
    if len(whole) > 26 or rng.random() < 0.2:
        return rng.choice(parts)[:22]
    return whole


def _clause(rng: random.Random, text: str, inventor: Inventor) -> str:
    """Return a short clause without an end mark: out of a text, else invented."""
    found = [each for each in SEAMS.split(text) if 5 <= len(each) <= 16 and not set(each) & set("“”（）《》‘’")]
    if found and rng.random() < 0.85:
        return rng.choice(found)
    kind = rng.choice(("feature", "brief", "meeting", "opinion", "school", "court"))
    return inventor.fill(rng.choice(inventions()[kind]["headlines"]), {})


def _stack(rng: random.Random, story: Story, paper: Paper, inventor: Inventor) -> None:
    """Give a story a kicker and a deck, each at the paper's rate."""
    if story.kind in PLAIN:
        return
    text = "".join(story.paragraphs)
    if rng.random() < paper.kickers:
        story.kicker = _clause(rng, text, inventor)
        if rng.random() < 0.2:
            story.kicker += " " + _clause(rng, text, inventor)
    if rng.random() < paper.decks:
        story.deck = rng.choice(("——", "", "")) + _clause(rng, text, inventor)
        if rng.random() < 0.2:
            story.deck += " " + _clause(rng, text, inventor)
    if rng.random() < 0.15 and " " not in story.headline:
        story.headline += " " + _clause(rng, text, inventor)
