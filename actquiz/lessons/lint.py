"""What a careful reader would say about lessons: matters no type can hold.

An error is false or cannot be followed by a learner; a warning is a matter of taste that is usually
right. Whether the numbers hold is looked at in ``actquiz.proofs.lessons``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from actquiz import paths
from actquiz.bank.card_text import title
from actquiz.bank.index import Index
from actquiz.bank.lint import CORRECT_ID
from actquiz.bank.lint_text import formula_complaints
from actquiz.bank.sources import sources_files, sources_of
from actquiz.demos import registry, runner
from actquiz.errors import ActquizError, Location, Problem
from actquiz.lessons import facts
from actquiz.lessons.lesson import (
    CardStop,
    ExerciseStop,
    Experiment,
    Facts,
    Lesson,
    Plot,
    Section,
    TextBlock,
)
from actquiz.lessons.loader import LoadedLesson
from actquiz.lessons.reading_level import measure, words
from actquiz.text.layout import plain
from actquiz.text.markdown import Code, parse
from actquiz.words import suggestion

MOST_BETWEEN = 350
"""Words between two questions: after more, what was read first is gone."""
LONGEST_SENTENCE = 40
HARDEST = 11.5
"""The grade above which a tired reader reads twice."""
SHIPPED_WORDS = (600, 1_200)
SHIPPED_CARDS = (4, 8)
SHIPPED_EXPERIMENTS = (1, 3)
_UNKNOWN_MARKUP = (
    (re.compile(r"!\[[^\]]*\]\("), "a picture", "use a plot block"),
    (re.compile(r"(?<!!)\[[^\]]+\]\(https?:"), "a link", "add the work to sources.yaml"),
    (re.compile(r"^\s{0,3}>", re.MULTILINE), "a quotation mark >", "write a paragraph"),
)


def lint(
    loaded: Sequence[LoadedLesson],
    index: Index,
    exercises: Collection[str],
    known: Sequence[Lesson] = (),
) -> list[Problem]:
    """Complaints about lessons, by file and line; what loading found is not repeated.

    ``known``: other lessons that these may need.
    """
    lessons = [one.lesson for one in loaded if one.lesson]
    sources = sources_of(lesson.path for lesson in lessons)
    ids = {lesson.id for lesson in (*known, *lessons)}
    decks = {deck.id for deck in index.decks()}
    found = list(_same_ids(lessons))
    for lesson in lessons:
        works = {name for file in sources_files(lesson.path) for name in sources[file].sources}
        heard = [
            *_named(lesson.head.needs, ids - {lesson.id}, "lesson"),
            *_named(lesson.decks, decks, "deck"),
            *_named(lesson.head.sources, works, "source"),
            *_blocks(lesson, index, exercises),
            *_length(lesson),
            *_language(lesson),
        ]
        if lesson.path.is_relative_to(paths.shipped_content()):
            heard += _shipped(lesson)
        found += [
            problem.at(problem.where or Location(lesson.path, 1), owner=lesson.id)
            for problem in heard
        ]
    return sorted(found, key=lambda one: one.place)


def _same_ids(lessons: Sequence[Lesson]) -> Iterator[Problem]:
    first: dict[str, Lesson] = {}
    for lesson in lessons:
        if other := first.get(lesson.id):
            what = f"the lesson id `{lesson.id}` is already used in {other.path}"
            yield Problem(what, "give one of the two another id", Location(lesson.path, 1))
        first.setdefault(lesson.id, lesson)


def _named(names: Sequence[str], known: Collection[str], noun: str) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            yield Problem(f"there is no {noun} `{name}`", suggestion(name, known, CORRECT_ID, 0.7))


def _blocks(lesson: Lesson, index: Index, exercises: Collection[str]) -> Iterator[Problem]:
    asked: set[str] = set()
    for _, block in lesson.blocks():
        where = Location(lesson.path, block.line)
        match block:
            case TextBlock():
                for card in block.explains:
                    # A formula's name stands for all its cards.
                    if index.place(card) is None:
                        yield from _card(card, index, where)
                for complaint in _text(block):
                    yield complaint.at(where)
            case CardStop():
                yield from _card(block.card, index, where, block.quoted)
                if block.card in asked:
                    what = f"the card `{block.card}` is asked twice"
                    fix = "ask it once: what is forgotten comes again by itself"
                    yield Problem(what, fix, where)
                asked.add(block.card)
            case ExerciseStop():
                for complaint in _named([block.exercise], exercises, "exercise"):
                    yield complaint.at(where)
            case Experiment() | Plot() | Facts():
                if problem := _computed(block):
                    yield problem.at(where)


def _card(card: str, index: Index, where: Location, quoted: str = "") -> Iterator[Problem]:
    """The card must exist; if its question is repeated, as it stands on the card."""
    entry = index.get(card)
    if entry is None:
        known = [one for one, _, _ in index.ids()]
        fix = suggestion(card, known, "'actquiz search WORD' finds cards", 0.7)
        if index.place(card):
            fix = f"name one of {', '.join(one.id for one in index.entries(card))}"
        yield Problem(f"there is no card `{card}`", fix, where)
    elif quoted and _letters(quoted) not in _letters(title(entry.card)):
        what = f"the card `{card}` does not ask this"
        fix = f"write: {title(entry.card)}"
        yield Problem(what, fix, where, severity="warning")


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w+", plain(text).casefold()))


def _text(block: TextBlock) -> Iterator[Problem]:
    for what, fix in formula_complaints(block.markdown):
        yield Problem(what, fix)
    for pattern, what, fix in _UNKNOWN_MARKUP:
        if pattern.search(_without_code(block.markdown)):
            yield Problem(f"{what} is shown as it is written", fix, severity="warning")


def _without_code(markdown: str) -> str:
    code = [line for one in parse(markdown) if isinstance(one, Code) for line in one.lines]
    return "\n".join(line for line in markdown.split("\n") if line.rstrip() not in code)


def _computed(block: Experiment | Plot | Facts) -> Problem | None:
    """What keeps a block from being computed."""
    try:
        match block:
            case Experiment():
                demo = registry.get(block.block.demo)
                runner.parameters(demo, block.block.set)
            case Plot():
                facts.curves(block.block)
            case Facts():
                facts.fill(block.block)
    except ActquizError as error:
        return error.problem
    return None


def _length(lesson: Lesson) -> Iterator[Problem]:
    """Questions every few hundred words."""
    since, began = 0, lesson.sections[0].line
    for _, block in lesson.blocks():
        if isinstance(block, TextBlock):
            began = began if since else block.line
            since += words(block.markdown)
        elif isinstance(block, (CardStop, Experiment, ExerciseStop)):
            since = 0
        if since > MOST_BETWEEN:
            what = f"more than {MOST_BETWEEN} words without a question from here on"
            where = Location(lesson.path, began)
            yield Problem(what, "ask a card in between, or say less", where, severity="warning")
            since = 0


def _language(lesson: Lesson) -> Iterator[Problem]:
    for section in lesson.sections:
        for block in section.blocks:
            if not isinstance(block, TextBlock):
                continue
            counted = measure(block.markdown)
            where = Location(lesson.path, block.line)
            if len(counted.longest.split()) > LONGEST_SENTENCE:
                what = f"a sentence of {len(counted.longest.split())} words"
                fix = f"make two of it: {' '.join(counted.longest.split()[:6])} …"
                yield Problem(what, fix, where, severity="warning")
        grade = measure(_prose(section)).grade
        if grade > HARDEST and words(_prose(section)) > 50:
            what = f"“{section.heading}” reads like grade {grade:.0f}"
            fix = "shorter sentences and plainer words bring it below 12"
            yield Problem(what, fix, Location(lesson.path, section.line), severity="warning")


def _prose(section: Section) -> str:
    return "\n\n".join(one.markdown for one in section.blocks if isinstance(one, TextBlock))


def _shipped(lesson: Lesson) -> Iterator[Problem]:
    """What every lesson of ours keeps to."""
    counts = {
        "word": (sum(words(_prose(section)) for section in lesson.sections), SHIPPED_WORDS),
        "question": (len(lesson.cards()), SHIPPED_CARDS),
        "experiment": (
            sum(isinstance(block, Experiment) for _, block in lesson.blocks()),
            SHIPPED_EXPERIMENTS,
        ),
    }
    for noun, (count, (least, most)) in counts.items():
        if not least <= count <= most:
            what = f"{count:,} {noun}s, where a lesson has {least:,} to {most:,}"
            yield Problem(what, "cut or add", severity="warning")
    if not lesson.head.sources:
        yield Problem("it has no sources", "add sources: […]")
