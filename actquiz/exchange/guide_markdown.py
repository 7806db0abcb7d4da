"""The study guide as Markdown: lessons in order, their questions folded where they are asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from actquiz.bank.sources import Source
from actquiz.exchange.guide import (
    GuideLesson,
    GuidePart,
    GuidePicture,
    GuideQuestion,
    GuideText,
)
from actquiz.practice import answer_ways
from actquiz.practice.turn import JudgedPart, Verdict

FIGURES = "figures"
"""The folder beside the text that holds its pictures."""


def as_markdown(guide: Sequence[GuideLesson], sources: Mapping[str, Source]) -> str:
    """One file; the pictures it names are those of ``figures_of``."""
    parts = ["# Study guide", *_contents(guide)]
    for one in guide:
        head = one.lesson.head
        parts += [f"## {one.number}. {head.title}", f"*{head.minutes} minutes*"]
        for place, section in enumerate(one.sections):
            # The opening goes by the lesson's title, which stands above it.
            parts += [f"### {section.heading}"] if place else []
            for part in section.parts:
                parts += _part(part)
        parts += _sources(one, sources)
    return "\n\n".join(parts) + "\n"


def figures_of(guide: Sequence[GuideLesson]) -> Iterator[GuidePicture]:
    """Every picture, in order."""
    for one in guide:
        for section in one.sections:
            for part in section.parts:
                if isinstance(part, GuidePicture):
                    yield part
                elif isinstance(part, GuideQuestion):
                    yield from (shown for shown in (part.shown, part.outcome) if shown)


def _contents(guide: Sequence[GuideLesson]) -> list[str]:
    lines = [f"{one.number}. {one.lesson.title}" for one in guide]
    return ["\n".join(lines)] if len(lines) > 1 else []


def _part(part: GuidePart) -> list[str]:
    match part:
        case GuideText():
            return [f"*{part.markdown}*" if _is_plain(part) else part.markdown]
        case GuidePicture():
            return [_image(part)]
        case GuideQuestion():
            return _question(part)


def _is_plain(part: GuideText) -> bool:
    """Whether emphasis around the text would not meet any mark inside it."""
    return part.quiet and not set(part.markdown) & set("*$`\n|")


def _image(one: GuidePicture) -> str:
    alt = " ".join(one.picture.alt.split()).replace("[", "(").replace("]", ")")
    return f"![{alt}]({FIGURES}/{one.name}.svg)"


def _question(one: GuideQuestion) -> list[str]:
    asked = [f"**Question.** {one.turn.question}"]
    if one.shown:
        asked.append(_image(one.shown))
    match one.turn.way:
        case answer_ways.TrueOrFalse():
            asked.append("True or false?")
        case (
            answer_ways.PickOne(options)
            | answer_ways.PickSeveral(options)
            | answer_ways.PutInOrder(options)
        ):
            asked.append("\n".join(f"- {' '.join(option.split())}" for option in options))
        case answer_ways.MatchPairs(lefts, rights):
            asked.append("\n".join(f"{n}. {left}" for n, left in enumerate(lefts, start=1)))
            asked.append("\n".join(f"- {right}" for right in rights))
        case (
            answer_ways.Reveal()
            | answer_ways.FillBlanks()
            | answer_ways.TypeNumber()
            | answer_ways.OwnWords()
        ):
            pass
    outcome = [_image(one.outcome)] if one.outcome else []
    answer = [*outcome, *told(one.answer, one.turn.way)]
    return [*asked, "<details><summary>Answer</summary>", *answer, "</details>"]


def told(verdict: Verdict, way: answer_ways.AnswerWay) -> list[str]:
    """The answer and its reasons, as Markdown blocks."""
    parts = [verdict.answer]
    picked = isinstance(way, (answer_ways.PickOne, answer_ways.PickSeveral))
    if picked and not isinstance(way, answer_ways.TrueOrFalse):
        parts = ["\n".join(map(_judged, verdict.lines))]
    elif isinstance(way, answer_ways.OwnWords):
        points = "\n".join(f"- {' '.join(line.text.split())}" for line in verdict.lines)
        parts = [f"It makes these points:\n\n{points}", verdict.answer]
    return [part for part in (*parts, verdict.why) if part]


def _judged(line: JudgedPart) -> str:
    sign = "✓" if line.belongs else "✗"
    why = f": {' '.join(line.why.split())}" if line.why else ""
    return f"- {sign} {' '.join(line.text.split())}{why}"


def _sources(one: GuideLesson, sources: Mapping[str, Source]) -> list[str]:
    lines = []
    for name in one.lesson.head.sources:
        source = sources.get(name)
        if source:
            said = f"{source.authors}, {source.year}: {source.title}. {source.venue}. {source.id}"
            lines.append(f"- {said}")
    return ["**Sources**", "\n".join(lines)] if lines else []
