"""A deck as the YAML a person would keep: folded texts, short lists on one line, a blank line
between cards."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from yaml.representer import SafeRepresenter

from actquiz.bank.cards import DeckFile
from actquiz.bank.loader import load_text
from actquiz.errors import ActquizError
from actquiz.exchange.comment_fields import builtins

_WIDTH = 92
_ON_ONE_LINE = frozenset(
    [
        "tags",
        "needs",
        "same_as",
        "sources",
        "cited",
        "absolutes",
        "evidence",
        "set",
        "params",
        "tolerance",
        "draw",
        "window",
        "ask",
        "minimum",
        "slope_max",
        "words",
        "ideas",
        "accept",
        "claims",
        "pairs",
    ]
)
"""Fields whose lists and mappings are short."""
_NEW_CARD = re.compile(r"\n(?=  - id: )")


def as_yaml(deck: DeckFile) -> str:
    """The deck's file.

    Raises ActquizError, with the card's line, if the bank would not take the deck as it is.
    """
    values = builtins(deck)
    for card in values["cards"]:
        if card.get("kind") == "flashcard":
            del card["kind"]
    ordered = {name: values[name] for name in _HEADER if name in values}
    ordered["cards"] = [_ordered(card) for card in values["cards"]]
    node = _node(ordered, short=False)
    text: str = yaml.serialize(node, Dumper=_Dumper, width=_WIDTH, allow_unicode=True)
    text = _NEW_CARD.sub("\n\n", text).replace("cards:\n\n", "cards:\n", 1)
    _hold(text, deck)
    return text


def card_as_yaml(values: dict[str, Any]) -> str:
    """One card by itself, its fields in our order."""
    node = _node(_ordered(values), short=False)
    text: str = yaml.serialize(node, Dumper=_Dumper, width=_WIDTH, allow_unicode=True)
    return text


_HEADER = ("format", "deck", "title", "about", "needs", "functions", "cards")


def _ordered(card: dict[str, Any]) -> dict[str, Any]:
    """Identity first, then what a person edits, then what the engine checks."""
    head = ("id", "kind", "level", "tags", "sources", "needs", "same_as")
    first = [name for name in head if name in card]
    last = [name for name in ("cited", "absolutes", "evidence", "claims") if name in card]
    middle = [name for name in card if name not in first and name not in last]
    return {name: card[name] for name in (*first, *middle, *last)}


def _hold(text: str, deck: DeckFile) -> None:
    path = Path(f"{deck.deck}.yaml")
    loaded = load_text(text, path)
    if loaded.problems:
        first = loaded.problems[0]
        raise ActquizError(first.what, fix=first.fix, where=first.where)
    if loaded.deck != deck:
        what = f"the deck '{deck.deck}' cannot be written as YAML without a change"
        raise ActquizError(what, fix="look for control characters in its texts")


class _Dumper(yaml.SafeDumper):
    """PyYAML puts list entries below their key's column; people indent them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


_MAKER = SafeRepresenter()
"""Only asked how plain values are written."""


def _node(value: Any, *, short: bool) -> yaml.Node:
    if isinstance(value, dict):
        pairs = [
            (_scalar(str(name)), _node(item, short=short or name in _ON_ONE_LINE))
            for name, item in value.items()
        ]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=short)
    if isinstance(value, (list, tuple)):
        return _sequence(value, short=short)
    return _scalar(value, short=short)


def _sequence(value: Any, *, short: bool) -> yaml.Node:
    # Claims and draws are one mapping a line; only what is inside them is short.
    listed = any(isinstance(item, dict) for item in value)
    items = [_node(item, short=short) for item in value]
    return yaml.SequenceNode("tag:yaml.org,2002:seq", items, flow_style=short and not listed)


def _scalar(value: Any, *, short: bool = False) -> yaml.Node:
    if not isinstance(value, str):
        made: yaml.Node = _MAKER.represent_data(value)
        return made
    style = None
    if "\n" in value and not short:
        style = "|"
    elif len(value) > 60 and not short:
        style = ">"
    elif _needs_quotes(value):
        style = "'"
    return yaml.ScalarNode("tag:yaml.org,2002:str", value, style=style)


_PLAIN_NUMBER = re.compile(r"[-+.\d][\d_.,:eExXoO+-]*")


def _needs_quotes(value: str) -> bool:
    """What a reader of YAML could take for a number, a date or a yes."""
    return bool(_PLAIN_NUMBER.fullmatch(value)) or value.lower() in _WORDS


_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"))
