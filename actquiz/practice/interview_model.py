"""What an interview asks and how much of an answer each card carries: read, weighed, as arrays.

``interview_model.yaml`` holds the numbers; the learner's own ``interview.yaml`` is read instead.
docs/plan.md says what they mean.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from actquiz import paths
from actquiz.bank.cards import LEVELS, Id, Level, Open
from actquiz.bank.deck_reading import read_text
from actquiz.bank.type_errors import explain
from actquiz.bank.yaml_positions import find_places
from actquiz.bank.yaml_source import UnusableYaml, build
from actquiz.errors import ActquizError, Location, unknown
from actquiz.practice.formula_answer import ASKS

if TYPE_CHECKING:
    from actquiz.memory.settings import Settings
    from actquiz.planner.interview import AskedShares

QuestionKind = Literal["open", "short", "whiteboard", "numbers", "code"]
"""A kind of question in an interview."""
EVERYTHING = "everything"
"""The role of whoever wants the share of the bank that is known, each card worth the same."""
TOPIC_FACTOR = 4.0
"""How much more often a topic is asked that the learner names."""
_SHIPPED = Path(__file__).with_name("interview_model.yaml")
_NUMBERS = ("numeric", "predict")
Weight = Annotated[float, Meta(ge=0, le=1000)]
UnitShare = Annotated[float, Meta(ge=0, le=1)]


class InterviewRole(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the interview of one role differs."""

    about: str
    kinds: dict[QuestionKind, Weight] = {}
    levels: dict[Level, Weight] = {}
    topics: dict[Id, Weight] = {}


class Model(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ``interview.yaml`` says."""

    format: Literal[1]
    kinds: dict[QuestionKind, Weight]
    levels: dict[Level, Weight]
    topics: dict[Id, Weight] = {}
    questions: Annotated[int, Meta(ge=1, le=100)]
    carries: dict[str, UnitShare]
    idea: Annotated[float, Meta(ge=0, le=0.99)]
    roles: dict[Id, InterviewRole] = {}


@dataclass(frozen=True, slots=True)
class Weighing:
    """The model as it holds for one interview."""

    model: Model
    role: str
    kinds: Mapping[QuestionKind, float]
    levels: Mapping[Level, float]
    topics: Mapping[str, float]

    @property
    def code(self) -> float:
        """The share of the score that is for programs."""
        return self.kinds.get("code", 0.0) / sum(self.kinds.values())


@dataclass(frozen=True, slots=True)
class AskableCards:
    """What the model has to know of the cards, a value each."""

    ids: Sequence[str]
    kinds: Sequence[str]
    levels: Sequence[str]
    topics: Sequence[Collection[str]]
    """Tags, and the deck."""


def load_model() -> Model:
    """The learner's model, or the one that ships. Raise ``ActquizError`` for one that is wrong."""
    own = paths.interview_file()
    path = own if own.is_file() else _SHIPPED
    try:
        text = read_text(path)
        value = build(text).value
        model = msgspec.convert(value, Model)
    except UnusableYaml as error:
        raise ActquizError(error.problem.in_file(path)) from None
    except msgspec.ValidationError as error:
        problem = explain(error, value, Model, find_places(text, ()), ())
        raise ActquizError(problem.in_file(path)) from None
    if not sum(model.kinds.values()) or not sum(model.levels.values()):
        raise ActquizError(
            "no kind of question is asked, or no level",
            fix="give one of kinds and one of levels more than 0",
            where=Location(path),
        )
    return model


def write_own_model() -> Path:
    """Copy the model that ships to where the learner's own is read; one there is left alone."""
    from actquiz import files

    own = paths.interview_file()
    if not own.is_file():
        files.save(own, read_text(_SHIPPED))
    return own


def weigh(model: Model, settings: Settings) -> Weighing:
    """The model for the role, topics and levels chosen.

    Raise ``ActquizError`` for a role or a level that is unknown.
    """
    name = settings.plan_role
    if name and name != EVERYTHING and name not in model.roles:
        known = [*model.roles, EVERYTHING]
        raise unknown("role", name, known, f"there are {', '.join(known)}")
    role = model.roles.get(name, InterviewRole(about=""))
    levels = {**model.levels, **role.levels}
    if chosen := words(settings.plan_levels):
        for level in chosen:
            if level not in LEVELS:
                raise unknown("level", level, LEVELS, f"there are {', '.join(LEVELS)}")
        levels = {level: (levels[level] or 1.0) if level in chosen else 0.0 for level in levels}
    topics = {**model.topics, **role.topics}
    topics |= dict.fromkeys(words(settings.plan_topics), TOPIC_FACTOR)
    return Weighing(model, name, {**model.kinds, **role.kinds}, levels, topics)


def words(listed: str) -> list[str]:
    """``a, b`` as a list."""
    return [word for part in listed.split(",") if (word := part.strip())]


def interview_of(
    cards: AskableCards, opens: Mapping[str, Open], weighing: Weighing, known_code: float = 0.0
) -> AskedShares:
    """The interview as arrays over ``cards``.

    ``opens``: the open cards among them, by id; ``known_code``: the part of the programs that is
    known by heart.
    """
    import numpy as np

    from actquiz.planner.interview import AskedShares, everything_alike

    if weighing.role == EVERYTHING:
        return everything_alike(len(cards.ids))
    model = weighing.model
    share = _shares(cards, weighing)
    carried = [model.carries.get(kind, 1.0) for kind in cards.kinds]
    place = {card: at for at, card in enumerate(cards.ids)}
    groups: dict[str, list[int]] = {}
    for at, card in enumerate(cards.ids):
        groups.setdefault(card.partition(".")[0], []).append(at)
    shares: list[float] = []
    owner: list[int] = []
    edges: list[tuple[int, int, float]] = []
    for card, written in opens.items():
        at = place[card]
        for point in written.points:
            number = len(shares)
            shares.append(share[at] / len(written.points))
            owner.append(at)
            edges.append((at, number, carried[at]))
            for name in point.cards:
                about = [place[name]] if name in place else groups.get(name, [])
                edges += [(one, number, model.idea * carried[one]) for one in about if one != at]
    direct = [
        0.0 if kind == "open" else part * carry
        for kind, part, carry in zip(cards.kinds, share, carried, strict=True)
    ]
    columns = list(zip(*edges, strict=True)) or [(), (), ()]
    return AskedShares(
        ask=np.array(share),
        direct=np.array(direct),
        owner=np.array(owner, dtype=int),
        shares=np.array(shares),
        card=np.array(columns[0], dtype=int),
        point=np.array(columns[1], dtype=int),
        chance=np.array(columns[2], dtype=float),
        code=weighing.code,
        programs=known_code,
    )


def asked_as(card: str, kind: str) -> QuestionKind:
    """The kind of question that a card is."""
    if kind == "open":
        return "open"
    if kind in _NUMBERS:
        return "numbers"
    return "whiteboard" if card.endswith(ASKS) else "short"


def _shares(cards: AskableCards, weighing: Weighing) -> list[float]:
    """Each card's share of the interview, as a question; with code they sum to 1.

    A kind's share goes to the levels in proportion, a level's to its cards by their topics. What no
    card can ask goes to the rest.
    """
    sorts = [(asked_as(card, kind), level) for card, kind, level in zip(
        cards.ids, cards.kinds, cards.levels, strict=True)]  # fmt: skip
    factors = [_factor(topics, weighing.topics) for topics in cards.topics]
    sums: dict[tuple[QuestionKind, str], float] = {}
    for sort, factor in zip(sorts, factors, strict=True):
        sums[sort] = sums.get(sort, 0.0) + factor
    wanted = {
        (kind, level): weighing.kinds.get(kind, 0.0) * weighing.levels.get(level, 0.0)  # type: ignore[call-overload]
        for kind, level in sums
    }
    kinds = {kind for kind, _ in sums}
    of_kind = {kind: sum(part for (of, _), part in wanted.items() if of == kind) for kind in kinds}
    parts = {
        (kind, level): weighing.kinds.get(kind, 0.0) * part / of_kind[kind]
        for (kind, level), part in wanted.items()
        if of_kind[kind]
    }
    whole = sum(parts.values()) or 1.0
    left = 1 - weighing.code
    return [
        left * parts.get(sort, 0.0) / whole * factor / sums[sort] if sums[sort] else 0.0
        for sort, factor in zip(sorts, factors, strict=True)
    ]


def _factor(topics: Collection[str], factors: Mapping[str, float]) -> float:
    """The largest factor of any of a card's topics; what is never asked is never asked."""
    found = [factors[topic] for topic in topics if topic in factors]
    return 0.0 if 0.0 in found else max(found, default=1.0)
