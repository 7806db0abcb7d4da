"""A lesson's Markdown to sections and problems. Whatever the file holds, loading never raises.

A fenced block that cannot be read is left out and reported; it hides no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from actquiz.bank import validation
from actquiz.bank.cards import ID_PATTERN
from actquiz.bank.deck_reading import read_text
from actquiz.bank.type_errors import explain
from actquiz.bank.yaml_positions import find_places
from actquiz.bank.yaml_source import build
from actquiz.bank.yaml_syntax import in_text
from actquiz.bank.yaml_traps import mistakes
from actquiz.errors import ActquizError, Location, Problem
from actquiz.lessons.lesson import (
    CardStop,
    ClaimsBlock,
    DemoBlock,
    ExerciseStop,
    Experiment,
    Facts,
    FactsBlock,
    FrontMatter,
    Lesson,
    LessonBlock,
    Plot,
    PlotBlock,
    Section,
    TextBlock,
)
from actquiz.text.layout import plain
from actquiz.words import nearest

LIVE = ("card", "demo", "plot", "facts", "exercise", "claims")
"""The words after three backticks that make a block live here; any other names a language."""

T = TypeVar("T")

_DASHES = re.compile(r"-{3,}\s*")
_FENCE = re.compile(r"```+\s*([\w+-]*)\s*")
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*\s*")
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_EXPLAINS = re.compile(r"\s*explains:(.*)", re.DOTALL)
_ID = re.compile(ID_PATTERN)
_LIKE_A_LESSON = re.compile(r"^(?:minutes|deck):", re.MULTILINE)


@dataclass(slots=True)
class LoadedLesson:
    """What could be read of one file."""

    path: Path
    lesson: Lesson | None = None
    """None if the front matter could not be read."""
    problems: list[Problem] = field(default_factory=list)


def load_lesson(path: Path) -> LoadedLesson:
    """Read one lesson; whatever is wrong with it is in ``problems``."""
    try:
        text = read_text(path)
    except ActquizError as error:
        return LoadedLesson(path, problems=[error.problem])
    return load_text(text, path)


def load_text(text: str, path: Path) -> LoadedLesson:
    """Read a lesson from its text; ``path`` is only named in places."""
    return _Reader(text, path).read()


def is_lesson(text: str) -> bool:
    """Whether a Markdown file begins as a lesson does; notes and READMEs do not."""
    lines = text.split("\n")
    end = _end_of_front_matter(lines)
    return bool(end and _LIKE_A_LESSON.search("\n".join(lines[1:end])))


def anchor(heading: str) -> str:
    """A heading as an id: lower-case letters and digits, dashes between words."""
    words = re.findall(r"[a-z0-9]+", plain(heading).casefold())
    return "-".join(words) or "section"


def _end_of_front_matter(lines: list[str]) -> int:
    """The number of the closing line of dashes; 0 if there is none."""
    if not lines or not _DASHES.fullmatch(lines[0]):
        return 0
    return next((n for n, line in enumerate(lines) if n and _DASHES.fullmatch(line)), 0)


@dataclass(slots=True)
class _Draft:
    """A section that is being read."""

    heading: str
    line: int
    blocks: list[LessonBlock] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)
    cited: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    claims_line: int = 0

    def finished(self) -> Section:
        return Section(
            self.heading,
            anchor(self.heading),
            self.line,
            tuple(self.blocks),
            tuple(self.claims),
            tuple(self.cited),
            tuple(self.given),
            self.claims_line or self.line,
        )


class _Reader:
    """Goes through the lines of one file once."""

    def __init__(self, text: str, path: Path) -> None:
        self._lines = text.split("\n")
        self._loaded = LoadedLesson(path)
        self._text: list[str] = []
        self._text_line = 0
        self._drafts: list[_Draft] = []

    def read(self) -> LoadedLesson:
        end = _end_of_front_matter(self._lines)
        if not end:
            what = "the front matter is missing"
            fix = "begin with a line ---, then id, title, minutes and deck, then a line ---"
            self._loaded.problems.append(Problem(what, fix, where=self._at(1)))
            return self._loaded
        head = self._structure("\n".join(self._lines[1:end]), FrontMatter, 1)
        self._drafts.append(_Draft(head.title if head else "Start", end + 2))
        self._body(end + 1)
        sections = [draft.finished() for draft in self._drafts if draft.blocks or draft.claims]
        self._check_anchors(sections)
        if head and not sections:
            what = "there is nothing after the front matter"
            self._loaded.problems.append(Problem(what, "write a section", where=self._at(end + 1)))
        elif head:
            self._loaded.lesson = Lesson(self._loaded.path, head, tuple(sections))
        self._loaded.problems.sort(key=lambda one: one.place)
        return self._loaded

    def _at(self, line: int) -> Location:
        return Location(self._loaded.path, line)

    def _add(self, what: str, fix: str, line: int) -> None:
        self._loaded.problems.append(Problem(what, fix, where=self._at(line)))

    def _body(self, place: int) -> None:
        while place < len(self._lines):
            line = self._lines[place]
            if found := _FENCE.fullmatch(line):
                place = self._fence(found[1], place)
                continue
            if line.lstrip().startswith("<!--"):
                place = self._comment(place)
                continue
            found = _HEADING.fullmatch(line)
            if found and len(found[1]) == 2:
                self._flush()
                self._drafts.append(_Draft(found[2], place + 1))
            elif found:
                fix = "write ## for each section; the title stands in the front matter"
                self._add(f"a heading with {found[1]}", fix, place + 1)
            else:
                self._take(line, place)
            place += 1
        self._flush()

    def _take(self, line: str, place: int) -> None:
        if not self._text:
            if not line.strip():
                return
            self._text_line = place + 1
        self._text.append(line)

    def _flush(self, explains: tuple[str, ...] = ()) -> None:
        """What was gathered becomes a block of text."""
        blocks = self._drafts[-1].blocks
        if text := "\n".join(self._text).rstrip():
            blocks.append(TextBlock(text, self._text_line, explains))
        elif explains:
            for place in range(len(blocks) - 1, -1, -1):
                above = blocks[place]
                if isinstance(above, TextBlock):
                    blocks[place] = replace(above, explains=above.explains + explains)
                    break
        self._text = []

    def _comment(self, place: int) -> int:
        """A comment, over as many lines as it has; returns the line after it."""
        end = place
        while "-->" not in self._lines[end]:
            end += 1
            if end == len(self._lines):
                self._add("this comment is never closed", "end it with -->", place + 1)
                return end
        found = _COMMENT.search("\n".join(self._lines[place : end + 1]))
        if found and (named := _EXPLAINS.fullmatch(found[1])):
            ids = tuple(part for part in re.split(r"[,\s]+", named[1]) if part)
            for one in ids:
                self._check_id(one, place + 1)
            self._flush(ids)
        return end + 1

    def _fence(self, language: str, place: int) -> int:
        """A fenced block; returns the line after it."""
        ends = (n for n in range(place + 1, len(self._lines)) if self._lines[n].strip() == "```")
        end = next(ends, 0)
        if not end:
            self._add("this block is never closed", "end it with a line ```", place + 1)
            return len(self._lines)
        if language in LIVE:
            self._flush()
            body = self._lines[place + 1 : end]
            for block in self._live(language, body, place + 1):
                self._drafts[-1].blocks.append(block)
        else:
            near = nearest(language, LIVE, 0.75) if language else None
            if near:
                self._add(f"there is no block `{language}`", f"did you mean '{near}'?", place + 1)
            for number in range(place, end + 1):
                self._take(self._lines[number], number)
        return end + 1

    def _live(self, kind: str, body: list[str], line: int) -> Iterator[LessonBlock]:
        """The block with that body; ``line`` is that of the fence, from 1."""
        text = "\n".join(body)
        if kind in ("card", "exercise"):
            lines = [one.strip() for one in body if one.strip()]
            if not lines:
                self._add(f"this {kind} block is empty", f"write the {kind}'s id", line)
            elif self._check_id(lines[0], line + 1):
                quoted = " ".join(lines[1:])
                card = kind == "card"
                yield CardStop(lines[0], line, quoted) if card else ExerciseStop(lines[0], line)
        elif kind == "demo":
            if demo := self._structure(text, DemoBlock, line):
                yield from self._experiment(Experiment(demo, line))
        elif kind == "plot":
            if plot := self._structure(text, PlotBlock, line):
                yield Plot(plot, line)
        elif kind == "facts":
            if facts := self._structure(text, FactsBlock, line):
                yield Facts(facts, line)
        elif claims := self._structure(text, ClaimsBlock, line):
            draft = self._drafts[-1]
            draft.claims += claims.claims
            draft.cited += claims.cited
            draft.given += claims.given
            draft.claims_line = draft.claims_line or line

    def _experiment(self, experiment: Experiment) -> Iterator[LessonBlock]:
        asked = experiment.prediction()
        faults = list(validation.faults(asked)) if asked else []
        for fault in faults:
            self._add(fault.what, fault.fix, experiment.line)
        if not faults:
            yield experiment

    def _structure(self, text: str, kind: type[T], line: int) -> T | None:
        """The YAML of a block as ``kind``; ``line`` is that of the line above it, from 1."""
        found: list[Problem] = []
        value: Any = None
        result = None
        try:
            value = build(text).value
        except ActquizError as error:
            found = [error.problem]
        else:
            if kind is ClaimsBlock and isinstance(value, list):
                # Most sections need nothing but claims: then the list alone will do.
                indented = "\n".join(f"  {one}" for one in text.split("\n"))
                return self._structure(f"claims:\n{indented}", kind, line - 1)
            places = find_places(text, ())
            found = [problem for _, problem in mistakes(places)]
            try:
                result = msgspec.convert(value, kind)
            except msgspec.ValidationError as error:
                if isinstance(value, dict):
                    found.append(explain(error, value, kind, places, ()))
                else:
                    found.append(in_text("there are no fields here", "write name: value", 0, 0))
        for problem in found:
            at = problem.where.line if problem.where else 1
            what = re.sub(r"\{line:(\d+)\}", lambda own: str(int(own[1]) + 1 + line), problem.what)
            column = problem.where.column if problem.where else 0
            where = Location(self._loaded.path, line + at, column)
            self._loaded.problems.append(replace(problem, what=what, where=where))
        return None if found else result

    def _check_id(self, text: str, line: int) -> bool:
        if _ID.search(text):
            return True
        fix = "use lower-case letters, digits and single dashes, such as relu-slope"
        self._add(f"`{text}` is not an id", fix, line)
        return False

    def _check_anchors(self, sections: list[Section]) -> None:
        first: dict[str, int] = {}
        for section in sections:
            if section.anchor in first:
                what = f"another section is called so, on line {first[section.anchor]}"
                self._add(what, "give this section another heading", section.line)
            first.setdefault(section.anchor, section.line)
