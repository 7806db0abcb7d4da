"""The front matter and the blocks of lessons as a JSON Schema."""

from __future__ import annotations

import json

from actquiz.bank import cards
from actquiz.bank.json_schema import DIALECT, described
from actquiz.lessons import lesson
from actquiz.lessons.lesson import ClaimsBlock, DemoBlock, FactsBlock, FrontMatter, PlotBlock

_BLOCKS = (DemoBlock, PlotBlock, FactsBlock, ClaimsBlock)


def lesson_schema() -> str:
    """The schema of a lesson's front matter as JSON text; the blocks' stand in ``$defs``."""
    components = described([FrontMatter, *_BLOCKS], cards, lesson)
    head = components.pop("FrontMatter")
    head["title"] = "actquiz lesson"
    return json.dumps({"$schema": DIALECT, **head, "$defs": components}, indent=2) + "\n"
