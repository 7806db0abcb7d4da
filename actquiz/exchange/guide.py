"""Lessons gathered for a study guide: everything computed, every card looked up and answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from actquiz.bank.index import Index
from actquiz.exchange.figures import CardPicture, experiment
from actquiz.lessons.facts import curves, fill
from actquiz.lessons.lesson import (
    CardStop,
    ExerciseStop,
    Experiment,
    Facts,
    Lesson,
    LessonBlock,
    Plot,
    TextBlock,
)
from actquiz.practice.card_asking import ask, judge, picture
from actquiz.practice.reading import prediction_of
from actquiz.practice.turn import Response, Turn, Verdict

_SEED = 0
"""A guide reads the same each time it is made."""


@dataclass(frozen=True, slots=True)
class GuideText:
    """Running text, as Markdown; ``quiet``: beside the text, such as a caption."""

    markdown: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class GuidePicture:
    """A picture with what it shows, in words."""

    name: str
    """Of its file, without an ending; unique in the guide."""
    picture: CardPicture


@dataclass(frozen=True, slots=True)
class GuideQuestion:
    """A question, and what it is worth to leave it unanswered: that tells the whole answer."""

    turn: Turn
    answer: Verdict
    shown: GuidePicture | None = None
    """What is seen with the question."""
    outcome: GuidePicture | None = None
    """Of a prediction: what came out, seen with the answer."""


GuidePart = GuideText | GuidePicture | GuideQuestion


@dataclass(frozen=True, slots=True)
class GuideSection:
    """One section."""

    heading: str
    anchor: str
    parts: tuple[GuidePart, ...]


@dataclass(frozen=True, slots=True)
class GuideLesson:
    """One lesson."""

    lesson: Lesson
    number: int
    sections: tuple[GuideSection, ...]


def gather(
    lessons: Sequence[Lesson],
    index: Index,
    *,
    figures: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> list[GuideLesson]:
    """Compute every block of the lessons. Without ``figures`` no experiment is run.

    ``progress`` is told (sections done, sections in all). Raise ``ActquizError`` for a block that
    cannot be computed.
    """
    total = sum(len(lesson.sections) for lesson in lessons)
    done = 0
    guide = []
    for number, lesson in enumerate(lessons, start=1):
        sections = []
        for section in lesson.sections:
            parts = [
                part
                for place, block in enumerate(section.blocks)
                for part in _parts(lesson, block, index, figures, f"{section.anchor}-{place}")
            ]
            sections.append(GuideSection(section.heading, section.anchor, tuple(parts)))
            done += 1
            if progress:
                progress(done, total)
        guide.append(GuideLesson(lesson, number, tuple(sections)))
    return guide


def _parts(
    lesson: Lesson, block: LessonBlock, index: Index, figures: bool, place: str
) -> list[GuidePart]:
    name = f"{lesson.id}-{place}"
    match block:
        case TextBlock():
            return [GuideText(block.markdown)]
        case Plot():
            from actquiz.plots.image import svg

            caption = block.block.caption or f"{', '.join(block.block.functions)}"
            drawn = CardPicture(svg(curves(block.block)), caption, asked=False)
            told = [GuideText(block.block.caption, quiet=True)] if block.block.caption else []
            return [GuidePicture(name, drawn), *told]
        case Facts():
            return [GuideText(fill(block.block).markdown())]
        case CardStop():
            entry = index.get(block.card)
            return [_question(ask(entry, _SEED), name)] if entry else []
        case Experiment():
            return _experiment(lesson, block, figures, name)
        case ExerciseStop():
            return [GuideText(f"Try it yourself: `actquiz exercise {block.exercise}`", quiet=True)]


def _question(turn: Turn, name: str, outcome: GuidePicture | None = None) -> GuideQuestion:
    from actquiz.plots.image import svg

    shown = None
    if (figure := picture(turn)) is not None:
        shown = GuidePicture(f"{name}-asked", CardPicture(svg(figure), "A curve", asked=True))
    return GuideQuestion(turn, judge(turn, Response()), shown, outcome)


def _experiment(lesson: Lesson, block: Experiment, figures: bool, name: str) -> list[GuidePart]:
    """What came out, behind the prediction where there is one."""
    asked = block.block
    outcome = None
    if figures:
        drawn = experiment(asked.demo, asked.set, asked.seeds or None)
        outcome = GuidePicture(name, drawn)
    turn = prediction_of(lesson, block)
    if turn is not None and block.prediction() is not None:
        return [_question(turn, name, outcome)]
    command = " ".join(
        ["actquiz demo", asked.demo, *(f"--set {k}={_set(v)}" for k, v in asked.set.items())]
    )
    parts: list[GuidePart] = [GuideText(f"See for yourself: `{command}`", quiet=True)]
    if outcome:
        _, _, said = outcome.picture.alt.partition(": ")
        parts = [outcome, GuideText(said or outcome.picture.alt, quiet=True), *parts]
    return parts


def _set(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
