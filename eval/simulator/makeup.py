"""拼版: set stories into modules, modules into bands, bands into pages; jumps send a rest to another page."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from eval.simulator.paper import Paper
from eval.simulator.press import set_lines, width
from eval.simulator.sheet import Line, Module, Page
from eval.simulator.story import PLAIN, Story


@dataclass
class Leg:
    """The part of a story that stands on one page: numbered paragraphs, the first perhaps begun elsewhere."""

    story: int
    paragraphs: list[tuple[int, str]]
    second: bool = False
    jump: int | None = None  # the page its mark names
    begun: bool = False  # its first paragraph began on the other page


@dataclass
class Issue:
    """An issue: its stories, its pages, which pages their jumps name."""

    stories: list[Story]
    pages: list[Page]
    to: dict[int, int] = field(default_factory=dict)
    origin: dict[int, int] = field(default_factory=dict)
    caption: Callable[[], str] = str
    orders: dict[tuple[int, bool], int] = field(default_factory=dict)

    def number(self, story: int, head: bool) -> int:
        """Return the next number of a line of a story."""
        self.orders[story, head] = self.orders.get((story, head), -1) + 1
        return self.orders[story, head]


def make_up(
    rng: random.Random, stories: list[list[Story]], paper: Paper, first: int, caption: Callable[[], str]
) -> Issue:
    """Set an issue, given the stories that begin on each page."""
    issue = Issue([story for page in stories for story in page], [], caption=caption)
    legs = _legs(rng, stories, paper, first, issue)
    for at, page_legs in enumerate(legs):
        page = Page(first + at)
        for leg in page_legs:
            _place(rng, page, _module(rng, issue, leg, paper, page.number), paper)
        _furnish(rng, page, paper)
        issue.pages.append(page)
    return issue


def _furnish(rng: random.Random, page: Page, paper: Paper) -> None:
    if page.number > 1:
        page.top = [Line(each, "furniture", page=page.number) for each in paper.folio(rng, page.number)]
    page.foot = [Line(each, "furniture", page=page.number) for each in paper.foot(rng)]


def _legs(rng: random.Random, stories: list[list[Story]], paper: Paper, first: int, issue: Issue) -> list[list[Leg]]:
    """Cut long stories at the paper's rate; the rest goes to a later page, or to one that is absent."""
    pages: list[list[Leg]] = [[] for _ in stories]
    number = 0
    for at, page in enumerate(stories):
        for story in page:
            leg = Leg(number, list(enumerate(story.paragraphs)))
            long = sum(map(len, story.paragraphs)) > 160 and not story.verse
            if long and rng.random() < paper.jumps * (1 if at == 0 else 0.5):
                _cut(rng, leg, issue, pages, at, first)
            elif long and rng.random() < 0.03 * (at > 0):
                _orphan(rng, leg, issue, first + at)
            pages[at].append(leg)
            number += 1
    for legs in pages:
        if rng.random() < 0.5:
            rng.shuffle(legs)
    return pages


def _cut(rng: random.Random, leg: Leg, issue: Issue, pages: list[list[Leg]], at: int, first: int) -> None:
    head, rest, begun = _halves(rng, leg.paragraphs)
    later = range(at + 1, len(pages))
    leg.paragraphs = head
    if later and rng.random() < 0.8:
        target = rng.choice(later)
        leg.jump = first + target
        pages[target].append(Leg(leg.story, rest, True, first + at, begun))
    else:
        leg.jump = first + rng.choice((len(pages), len(pages) + 1, len(pages) + 2))
    issue.to[leg.story] = leg.jump


def _orphan(rng: random.Random, leg: Leg, issue: Issue, number: int) -> None:
    """Keep only the second half of a story: the page of the first is absent."""
    _, rest, begun = _halves(rng, leg.paragraphs)
    leg.paragraphs, leg.second, leg.begun = rest, True, begun
    leg.jump = issue.origin[leg.story] = rng.choice([page for page in range(1, 9) if page != number])


def _halves(
    rng: random.Random, paragraphs: list[tuple[int, str]]
) -> tuple[list[tuple[int, str]], list[tuple[int, str]], bool]:
    """Cut paragraphs in two: at a mark, anywhere, or between two of them."""
    goal = int(sum(len(text) for _, text in paragraphs) * rng.uniform(0.3, 0.8))
    marks = rng.random() < 0.65
    seen = 0
    at, text, number = 0, "", 0
    for at, (number, text) in enumerate(paragraphs):  # noqa: B007
        if seen + len(text) >= goal:
            break
        seen += len(text)
    place = max(4, goal - seen)
    if marks:
        place = next((i + 1 for i in range(place, len(text)) if text[i] in "，。；、："), len(text))
    if at + 1 < len(paragraphs) and (place > len(text) - 2 or rng.random() < 0.1):
        return paragraphs[: at + 1], paragraphs[at + 1 :], False
    place = min(place, len(text) - 2)
    return [*paragraphs[:at], (number, text[:place])], [(number, text[place:]), *paragraphs[at + 1 :]], True


def _module(rng: random.Random, issue: Issue, leg: Leg, paper: Paper, page: int) -> Module:
    story = issue.stories[leg.story]
    measure = rng.choice(paper.measures)
    module = Module(leg.story, measure, vertical=not leg.second and rng.random() < paper.vertical)
    if not leg.second or rng.random() < paper.jump_form.headline:
        _heads(rng, issue, module, story, page, leg.second)
    _signs(rng, issue, module, leg, paper, page)
    if story.section and not leg.second:
        module.labels.append(Line(story.section, "furniture", page=page))
    body = _body(rng, issue, leg, paper, page, measure)
    if leg.jump and not leg.second:
        text = paper.jump_form.mark(paper.jump_form.to, leg.jump)
        module.mark = Line(text, "jump", leg.story, issue.number(leg.story, False), -1, page)
    module.columns = _columns(rng, body, paper, story)
    if story.kind not in PLAIN and rng.random() < paper.captions:
        module.columns.append([Line(each, "caption", page=page) for each in _caption(rng, issue, measure, paper)])
    return module


def _caption(rng: random.Random, issue: Issue, measure: float, paper: Paper) -> list[str]:
    """Return the caption of a picture: of no story's body."""
    text = issue.caption()
    return set_lines(
        rng,
        text[: rng.randint(14, 60)].rstrip("，。") + rng.choice(("。", "", " 本报记者 摄")),
        measure,
        paper.setting,
        0,
    )


def _heads(rng: random.Random, issue: Issue, module: Module, story: Story, page: int, second: bool) -> None:
    levels = [("kicker", story.kicker), ("headline", story.headline), ("deck", story.deck)]
    for role, text in levels:
        if text and (not second or role == "headline"):
            measure = rng.uniform(6, 20) if rng.random() < 0.5 else 40
            if len(text) in (2, 3) and rng.random() < 0.25:
                text = rng.choice((" ", "　")).join(text)
            texts = [text] if len(text) <= 5 else _wrapped(rng, text, measure)
            module.heads.append(
                [Line(each, role, module.story, issue.number(module.story, True), -1, page) for each in texts]
            )


def _wrapped(rng: random.Random, text: str, measure: float) -> list[str]:
    if width(text) <= measure:
        return [text]
    if " " in text:
        return [line for part in text.split(" ") for line in _wrapped(rng, part, measure)]
    if rng.random() < 0.5:  # as many characters as the line takes
        size = max(3, int(measure))
        return [text[at : at + size] for at in range(0, len(text), size)]
    half = len(text) // 2 + rng.randint(-2, 2)
    return [text[:half], text[half:]]


def _signs(rng: random.Random, issue: Issue, module: Module, leg: Leg, paper: Paper, page: int) -> None:
    story = issue.stories[leg.story]
    if leg.second and leg.jump:
        text = paper.jump_form.mark("上接", leg.jump)
        module.signs.append(Line(text, "from", leg.story, issue.number(leg.story, False), -1, page))
    elif story.position == "under_headline" and story.byline:
        number = issue.number(leg.story, False)
        module.signs.append(Line(story.byline, "byline", leg.story, number, -1, page))


def _body(rng: random.Random, issue: Issue, leg: Leg, paper: Paper, page: int, measure: float) -> list[Line]:
    out: list[Line] = []
    story = issue.stories[leg.story]
    for at, (paragraph, text) in enumerate(leg.paragraphs):
        indent = 0.0 if story.verse or (leg.begun and at == 0) else paper.setting.indent
        if story.verse:
            texts = [text] if width(text) <= 27 else [text[:20], text[20:]]
        else:
            texts = set_lines(rng, text, measure, paper.setting, indent)
        for number, each in enumerate(texts):
            line = Line(each, "body", leg.story, issue.number(leg.story, False), paragraph, page)
            line.room = measure - indent * (number == 0) if number + 1 < len(texts) else 0.0
            line.loose = number + 1 < len(texts) and width(each) + indent * (number == 0) < measure - 1.2
            line.indent, line.opens = (indent, not (leg.begun and at == 0)) if number == 0 else (0.0, False)
            out.append(line)
    return out


def _columns(rng: random.Random, lines: list[Line], paper: Paper, story: Story) -> list[list[Line]]:
    count = 1 if len(lines) < 6 else min(5, len(lines) // 4, max(1, round(rng.gauss(paper.columns, 0.9))))
    count = 1 if story.verse and rng.random() < 0.7 else count
    each = -(-len(lines) // count)
    if rng.random() < 0.2 and count > 1:  # columns of unlike depth, around a picture
        cuts = sorted(rng.sample(range(2, len(lines) - 1), count - 1))
    else:
        cuts = list(range(each, len(lines), each))
    return [lines[low:high] for low, high in zip([0, *cuts], [*cuts, len(lines)], strict=True) if low < high]


def _place(rng: random.Random, page: Page, module: Module, paper: Paper) -> None:
    """Put a module beside the last ones, where the band has room for it."""
    if page.bands and sum(each.width for each in page.bands[-1]) + module.width <= paper.page_width:
        page.bands[-1].append(module)
    else:
        page.bands.append([module])
