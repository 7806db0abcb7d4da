"""Lessons are read from Markdown, and what is wrong in them is named with its place."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from actquiz.bank.yaml_source import build
from actquiz.lessons.lesson import CardStop, Experiment, Facts, Plot, TextBlock
from actquiz.lessons.loader import is_lesson, load_text
from actquiz.lessons.schema import lesson_schema

HEAD = "---\nid: first\ntitle: The first\nminutes: 5\ndeck: why-nonlinear\n---\n"
ROOT = Path(__file__).parents[2]


def problems(body: str, head: str = HEAD) -> list[str]:
    """What is said of a lesson, without its path."""
    found = load_text(head + body, Path("x.md")).problems
    return [str(one).removeprefix("x.md:") for one in found]


def test_a_lesson_is_sections_of_blocks() -> None:
    """Text, cards, experiments, pictures and tables come in order, claims to their section."""
    body = (
        "Opening.\n\n## One *thing*\n\nText.\n\n```card\na-card\nIts question?\n```\n"
        "```demo\ndemo: universal\n```\n```plot\nfunctions: [relu]\n```\n"
        "```facts\nfunctions: [relu]\ncolumns: {range: range}\n```\n"
        "```claims\n- {expression: '1 + 1', value: 2}\n```\n"
        "## Two\n\n```python\n## no = 'heading'\n```\n"
    )
    lesson = load_text(HEAD + body, Path("x.md")).lesson
    assert lesson
    assert [section.anchor for section in lesson.sections] == ["the-first", "one-thing", "two"]
    kinds = [type(block) for block in lesson.sections[1].blocks]
    assert kinds == [TextBlock, CardStop, Experiment, Plot, Facts]
    assert lesson.sections[1].claims == ({"expression": "1 + 1", "value": 2},)
    assert "## no" in lesson.sections[2].blocks[0].markdown  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("```card\nRelu Slope\n```\n", "8: `Relu Slope` is not an id"),
        ("text\n\n```cards\nrelu\n```\n", "9: there is no block `cards` — did you mean 'card'?"),
        ("```demo\nseeds: 3\n```\n", "8:1: `demo` is missing in this demo block"),
        ("```demo\ndemo: universal\nsedes: 3\n```\n", "9:1: this demo block has no field `sedes`"),
        ("```claims\n- {value: 1\n```\n", "9:"),
        ("```card\nrelu\n", "7: this block is never closed"),
        ("# Title\n", "7: a heading with #"),
        ("## A\nx\n## A\ny\n", "9: another section is called so, on line 7"),
        ("x\n<!-- explains: relu", "8: this comment is never closed"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(body: str, said: str) -> None:
    """Each mistake is named where it stands in the file, and how to mend it."""
    assert [one for one in problems(body) if one.startswith(said)], problems(body)


def test_a_bad_block_hides_no_other() -> None:
    """What can be read of a lesson with a mistake is still there."""
    loaded = load_text(HEAD + "```demo\nx: 1\n```\n```card\nrelu\n```\n", Path("x.md"))
    assert loaded.problems
    assert loaded.lesson
    assert loaded.lesson.cards() == ["relu"]


def test_front_matter_must_be_right() -> None:
    """A field that is missing or misspelt is named on its line."""
    told = problems("Text.\n", HEAD.replace("minutes: 5", "minuts: 5"))
    assert told[0].startswith(
        "4:1: this front matter has no field `minuts` — did you mean 'minutes'"
    )
    assert problems("x", "no front matter\n")[0].startswith("1: the front matter is missing")


def test_notes_are_no_lessons() -> None:
    """Other Markdown files beside the decks are left alone."""
    assert is_lesson(HEAD)
    assert not is_lesson("# My notes\n")
    assert not is_lesson("---\nlayout: post\n---\ntext")


def test_text_explains_the_card_below_it_unless_a_comment_says_otherwise() -> None:
    """The explanation of a card is found: before the card, or where a comment names it."""
    body = (
        "Intro.\n\n## One\nAbout a.\n```card\na\n```\n```card\nb\n```\n"
        "## Two\nAbout b.\n<!-- explains: b, c -->\n"
    )
    lesson = load_text(HEAD + body, Path("x.md")).lesson
    assert lesson
    assert [lesson.explanation(card) for card in "abcd"] == [(1, 0), (2, 0), (2, 0), None]


def test_the_schema_in_docs_is_the_current_one() -> None:
    """docs/lesson.schema.json is what the types say, and the shipped lessons fit it."""
    kept = (ROOT / "docs" / "lesson.schema.json").read_text(encoding="utf-8")
    assert kept == lesson_schema()
    checker = Draft202012Validator(json.loads(kept))
    for file in (ROOT / "content" / "lessons").glob("*.md"):
        head = file.read_text(encoding="utf-8").split("---\n")[1]
        assert [one.message for one in checker.iter_errors(build(head).value)] == [], file


def test_the_examples_of_the_page_are_read() -> None:
    """Every block on docs/lessons.md is one that a lesson may hold."""
    page = (ROOT / "docs" / "lessons.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^    ```\w+\n(?:    .*\n)+?    ```$", page, re.MULTILINE)
    body = "\n".join(re.sub(r"^    ", "", block, flags=re.MULTILINE) for block in blocks)
    assert len(blocks) >= 7
    assert problems(body + "\n") == []
