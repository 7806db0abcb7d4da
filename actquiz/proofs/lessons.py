"""What a lesson states, proved as cards are: section by section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from actquiz.bank.cards import Flashcard
from actquiz.bank.refresh import Progress
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
from actquiz.proofs.claims import check_claim
from actquiz.proofs.ledger import ROOMS as _CARD_ROOMS
from actquiz.proofs.ledger import Ledger, Proofs
from actquiz.proofs.runs import check_demo_claim, check_prediction
from actquiz.proofs.texts import check_texts

ROOMS = (*_CARD_ROOMS, "lessons")
"""What a proof of a lesson rests on, for the ledger."""


def prove_lessons(
    lessons: Sequence[Lesson],
    ledger: Ledger,
    *,
    whole_bank: bool,
    progress: Progress = lambda done, total: None,
) -> Proofs:
    """Prove every section; ``whole_bank`` lets the ledger forget all others."""
    report = Proofs()
    every = [(lesson, section) for lesson in lessons for section in lesson.sections]
    items = ((item, _content(item[1])) for item in every)
    ledger.prove(items, _prove_all, report, whole_bank=whole_bank, progress=progress)
    return report


def _prove_all(items: Sequence[tuple[Lesson, Section]]) -> Iterator[list[Problem]]:
    for lesson, section in items:
        owner = f"{lesson.id}, {section.heading}"
        yield [
            problem.at(Location(lesson.path, line), owner=owner)
            for problem, line in prove_section(section)
        ]


def _content(section: Section) -> bytes:
    """A section without its place in the file: moving it proves nothing anew."""
    blocks = [
        block.markdown if isinstance(block, TextBlock) else repr(getattr(block, "block", block))
        for block in section.blocks
        if not isinstance(block, (CardStop, ExerciseStop))
    ]
    return msgspec.json.encode(
        [section.heading, blocks, section.claims, section.cited, section.given]
    )


def prove_section(section: Section) -> Iterator[tuple[Problem, int]]:
    """Complaints about what a section states, each with its line."""
    for claim in section.claims:
        found = check_demo_claim(claim) if "demo" in claim else check_claim(claim)
        yield from ((problem, section.claims_line) for problem in found)
    bearing = (*section.claims, *_computed(section))
    cited = (*section.cited, *section.given)
    said: list[tuple[str, int]] = [(section.heading, section.line)]
    for block in section.blocks:
        if isinstance(block, Experiment) and (asked := block.prediction()):
            seeds = block.block.seeds or None
            yield from ((problem, block.line) for problem in check_prediction(asked, seeds))
            borne = msgspec.structs.replace(asked, claims=bearing, cited=cited)
            yield from ((_in_text(problem), block.line) for problem in check_texts(borne))
        elif isinstance(block, TextBlock):
            said.append((block.markdown, block.line))
        elif isinstance(block, Plot) and block.block.caption:
            said.append((block.block.caption, block.line))
    for text, line in said:
        card = Flashcard(id="text", front="text", back=text, claims=bearing, cited=cited)
        for problem in check_texts(card):
            yield _in_text(problem), line + _line_of(problem, text)


_STATED = re.compile(r"states (.+), which no claim")


def _line_of(problem: Problem, markdown: str) -> int:
    """The line of the text, from 0, on which the number stands that it is about."""
    found = _STATED.search(problem.what)
    if not found:
        return 0
    lines = markdown.split("\n")
    return next((n for n, line in enumerate(lines) if found[1] in line), 0)


def _in_text(problem: Problem) -> Problem:
    """Of a card's answer these are said; here it is a text, and it has its own block of claims."""
    what = problem.what.replace("the answer states", "the text states")
    what = what.replace("no claim of the card", "no claim of the section")
    fix = problem.fix
    if fix.startswith("add a claim"):
        fix = "add a claim to the section's claims block, cited: if a source says it, or given:"
        fix += " if it is only chosen for an example"
    return Problem(what, fix)


def _computed(section: Section) -> Iterator[dict[str, object]]:
    """The numbers that the section itself computes or sets: its text may say them again."""
    for block in section.blocks:
        if isinstance(block, Facts):
            try:
                filled = facts.fill(block.block)
            except ActquizError:
                continue  # lint names it
            yield {"values": [*filled.numbers, *map(list, block.block.each.values())]}
            yield {"texts": [cell for row in filled.rows for cell in row]}
        elif isinstance(block, Experiment):
            yield {"settings": block.block.set}
            asked = block.prediction()
            bounds = [end for one in asked.outcomes for end in one.bounds] if asked else []
            yield {"bounds": bounds}
