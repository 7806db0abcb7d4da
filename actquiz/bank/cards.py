"""The card kinds, as types. What a deck file may say is exactly what these structs hold.

A field's docstring line is also its text in the JSON Schema that editors complete from. Text fields
hold Markdown with mathematics between ``$`` signs; ``[[name]]`` marks a blank (cloze) or a drawn
value (numeric). A field typed ``Markdown`` or ``Remark`` is shown to the learner: search and lint
find it by its type.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Union, get_args

from msgspec import UNSET, Meta, Struct, UnsetType, field

from actquiz.bank.named_functions import FunctionName, NamedFunction

ID_PATTERN = r"^[a-z0-9]+([.-][a-z0-9]+)*$"
Id = Annotated[str, Meta(pattern=ID_PATTERN, max_length=80)]
"""Written by people, stable: lower-case letters, digits, ``-``; ``.`` before a formula's cards."""

Text = Annotated[str, Meta(min_length=1, max_length=10_000)]
SHOWN = "shown"
"""Marks, in a type's ``extra``, Markdown that a learner sees."""
Markdown = Annotated[str, Meta(min_length=1, max_length=10_000, extra={SHOWN: True})]
Remark = Annotated[str, Meta(extra={SHOWN: True})]
"""Markdown that may be left out."""
Level = Literal["screen", "core", "deep"]
LEVELS: tuple[str, ...] = get_args(Level)
"""From what a phone screen asks to what a specialist asks."""
Number = float | int


class Evidence(Struct, frozen=True, forbid_unknown_fields=True):
    """The experiment that shows the answer: ``e`` runs it."""

    demo: str
    """Name of the demonstration."""
    set: dict[str, Any] = {}
    """Its parameters, where they differ from the defaults."""


class Base(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What every card has."""

    asked: ClassVar[str] = "question"
    """The field that asks; empty where it is the same for all cards of the kind."""

    id: Id
    """The card's identity, unique over all decks and never changed: its history hangs on it."""
    level: Level = "core"
    """screen: asked in a phone screen; core: in every interview; deep: by a specialist."""
    tags: tuple[Id, ...] = ()
    """Topics, lower case with dashes."""
    sources: tuple[Id, ...] = ()
    """Ids from sources.yaml of works that say this."""
    needs: tuple[Id, ...] = ()
    """Cards to learn before this one."""
    same_as: tuple[Id, ...] = ()
    """Cards that state the same figure or law: who changes one looks at the others."""
    claims: tuple[dict[str, Any], ...] = ()
    """What the engine can check about the answer; see the documentation on claims."""
    evidence: Evidence | UnsetType = UNSET
    """The experiment behind the answer."""
    cited: tuple[str, ...] = ()
    """Numbers in the answer that come from a source, as written there, not from the engine."""
    absolutes: dict[str, str] = {}
    """Words such as never and only, and what they rest on: claim, derivation or a source's id."""


class Flashcard(Base, frozen=True, kw_only=True, tag_field="kind", tag="flashcard"):
    """A question and its short answer."""

    asked = "front"

    front: Markdown
    back: Markdown
    """The shortest true answer."""
    why: Remark = ""
    """The reason, in a sentence or two."""


class Option(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One answer to pick. A wrong one says why it is tempting and wrong."""

    text: Markdown
    correct: bool = False
    why: Remark = ""


class Choice(Base, frozen=True, kw_only=True, tag_field="kind", tag="choice"):
    """Exactly one option is right."""

    question: Markdown
    options: Annotated[tuple[Option, ...], Meta(min_length=2, max_length=9)]
    why: Remark = ""


class Multiple(Base, frozen=True, kw_only=True, tag_field="kind", tag="multiple"):
    """Any number of options is right, at least one."""

    question: Markdown
    options: Annotated[tuple[Option, ...], Meta(min_length=2, max_length=9)]
    why: Remark = ""


class Truth(Base, frozen=True, kw_only=True, tag_field="kind", tag="truth"):
    """True or false, with the reason."""

    asked = "statement"

    statement: Markdown
    answer: bool
    why: Markdown


class Blank(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What belongs into one gap of a cloze."""

    answer: Markdown
    accept: tuple[str, ...] = ()
    """Other ways to type it that count."""
    hint: Remark = ""


class Cloze(Base, frozen=True, kw_only=True, tag_field="kind", tag="cloze"):
    """A sentence with gaps ``[[1]]``, ``[[2]]``, …, in the order of ``blanks``."""

    asked = "text"

    text: Markdown
    blanks: Annotated[tuple[Blank, ...], Meta(min_length=1, max_length=9)]
    why: Remark = ""


class Draw(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """How a numeric card draws one value: from a grid, or from a list."""

    start: Number | UnsetType = field(default=UNSET, name="from")
    to: Number | UnsetType = UNSET
    step: Number | UnsetType = UNSET
    choose: tuple[Number | str, ...] = ()


class Tolerance(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """How far off a typed number may be: the larger of both bounds."""

    abs: Number = 0
    rel: Number = 0


class WrongNumber(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """The number that a typical mistake gives: who types it is told which mistake it was."""

    answer: Text
    """An expression, as the card's own answer."""
    why: Markdown
    """What went wrong, said of that number: "It leaves the leak out"."""


class Numeric(Base, frozen=True, kw_only=True, tag_field="kind", tag="numeric"):
    """A number, computed from values drawn afresh at each review."""

    question: Markdown
    """``[[x]]`` stands for the drawn value of x."""
    draw: dict[str, Draw] = {}
    answer: Text
    """An expression over the drawn values, numbers and the engine's functions."""
    check: Text
    """The same quantity written another way: the proof compares both at random draws."""
    mistakes: Annotated[tuple[WrongNumber, ...], Meta(max_length=9)] = ()
    """What typical mistakes give; no tolerance may let one of them through."""
    tolerance: Tolerance
    unit: str = ""
    why: Remark = ""
    """``[[answer]]`` and the drawn values may be used here."""


Phrase = Annotated[str, Meta(min_length=1, max_length=200)]
Idea = Annotated[tuple[Phrase, ...], Meta(min_length=1, max_length=60)]
"""Ways of saying one thing: phrases, formulas, numbers, ``not x``, ``a .. b``, ``~group``."""
Ideas = Annotated[tuple[Idea, ...], Meta(max_length=6)]


class KeyPoint(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One thing a full answer says, and the ideas that make it."""

    point: Markdown
    ideas: Ideas = ()
    """An answer makes the point when it says all of these close together; each lists the ways."""
    words: tuple[str, ...] = ()
    """The old form, read as one idea: any one of the words makes the point. Write ``ideas``."""
    cards: tuple[Id, ...] = ()
    """Cards about this: whoever knows them is more likely to make the point."""


class Mistake(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Something wrong that people say, and the ideas by which it is recognised."""

    says: Markdown
    """The wrong statement, said back after "You said that"."""
    ideas: Annotated[Ideas, Meta(min_length=1)]
    """As of a key point: all of them, close together."""
    why: Markdown
    """What is true instead, in a sentence."""


class Open(Base, frozen=True, kw_only=True, tag_field="kind", tag="open"):
    """An interview question, answered in one's own words, ticked off against key points."""

    question: Markdown
    points: Annotated[tuple[KeyPoint, ...], Meta(min_length=2, max_length=9)]
    mistakes: Annotated[tuple[Mistake, ...], Meta(max_length=9)] = ()
    """Wrong statements that are recognised in an answer and count against it."""
    answer: Remark = ""
    """A passing answer, as one would say it."""
    followups: tuple[Markdown, ...] = ()
    strong: Remark = ""
    """What a strong answer adds to a passing one."""


class Order(Base, frozen=True, kw_only=True, tag_field="kind", tag="order"):
    """Items to put in order; written here in the right one."""

    question: Markdown
    items: Annotated[tuple[Markdown, ...], Meta(min_length=3, max_length=9)]
    why: Remark = ""


class Pair(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Two sides that belong together, each one line of text."""

    left: Markdown
    right: Markdown


class Match(Base, frozen=True, kw_only=True, tag_field="kind", tag="match"):
    """Left sides to be paired with right ones, which are shown shuffled."""

    question: Markdown
    pairs: Annotated[tuple[Pair, ...], Meta(min_length=3, max_length=6)]
    distractors: Annotated[tuple[Markdown, ...], Meta(max_length=3)] = ()
    """Right sides that belong to no left one."""
    why: Remark = ""


class Curve(Base, frozen=True, kw_only=True, tag_field="kind", tag="curve"):
    """Which function is this picture?"""

    asked = ""

    function: str
    """The engine's name of the function that is drawn."""
    params: dict[str, Number] = {}
    slope: bool = False
    """Draw the slope instead of the value."""
    window: Annotated[tuple[Number, ...], Meta(min_length=2, max_length=2)] = (-5, 5)
    """The interval of x that is drawn."""
    options: Annotated[tuple[Text, ...], Meta(min_length=2, max_length=9)]
    """Engine names to pick from; one of them is ``function``."""
    why: Remark = ""
    """How to tell."""


class Outcome(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One prediction: the figure lies in [at_least, below). A missing bound is open."""

    text: Markdown
    at_least: Number | UnsetType = UNSET
    below: Number | UnsetType = UNSET
    correct: bool = False
    why: Remark = ""

    @property
    def bounds(self) -> tuple[float, float]:
        """Both ends as numbers; infinite where a bound is missing."""
        low = -float("inf") if self.at_least is UNSET else float(self.at_least)
        return low, float("inf") if self.below is UNSET else float(self.below)

    def holds(self, figure: float) -> bool:
        """Whether the figure falls into this outcome."""
        low, high = self.bounds
        return low <= figure < high


class Predict(Base, frozen=True, kw_only=True, tag_field="kind", tag="predict"):
    """Commit to an outcome, then the experiment runs and its figure decides."""

    question: Markdown
    demo: str
    set: dict[str, Any] = {}
    figure: str
    """Name of the figure in the demonstration's result."""
    outcomes: Annotated[tuple[Outcome, ...], Meta(min_length=2, max_length=9)]
    why: Remark = ""


Ask = Literal["formula", "name", "slope", "range", "minimum", "properties"]


class Extremum(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A largest or smallest value and where it is taken."""

    value: Number
    at: Number | UnsetType = UNSET


class Reasons(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The reason for each question about a formula: the range's is not the slope's."""

    formula: Remark = ""
    name: Remark = ""
    slope: Remark = ""
    range: Remark = ""
    minimum: Remark = ""
    properties: Remark = ""


class Formula(Base, frozen=True, kw_only=True, tag_field="kind", tag="formula"):
    """One function's formula card: it becomes several cards, named ``<id>.<ask>``."""

    asked = "name"

    name: Markdown
    """What people call it."""
    function: str
    """The engine's name."""
    params: dict[str, Number] = {}
    latex: Text
    """The formula, without dollar signs: ``\\sigma(x) = …``."""
    slope_latex: str = ""
    range: str = ""
    """An interval such as ``(0, 1)`` or ``[-0.2785, ∞)``."""
    minimum: Extremum | UnsetType = UNSET
    slope_max: Extremum | UnsetType = UNSET
    properties: tuple[Markdown, ...] = ()
    """Short true sentences about it."""
    ask: Annotated[tuple[Ask, ...], Meta(min_length=1)]
    """Which cards to make."""
    whys: Reasons = Reasons()
    """The reason for each of these questions."""
    why: Remark = ""
    """The reason for the one question that has none in ``whys``."""

    def reason(self, ask: Ask) -> str:
        """Why the answer to this question is what it is; empty if nobody wrote it."""
        own: str = getattr(self.whys, ask)
        return own or self.why


AskedCard = Union[  # noqa: UP007 - msgspec's schema needs the typing form
    Flashcard, Choice, Multiple, Truth, Cloze, Numeric, Open, Order, Match, Curve, Predict
]
"""A card that can be asked: a formula becomes several of these first."""
Card = Union[AskedCard, Formula]  # noqa: UP007 - as above
"""Any card as it stands in a file."""
KINDS: dict[str, type[Card]] = {str(kind.__struct_config__.tag): kind for kind in get_args(Card)}
"""Kind name to its type."""


class DeckFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One YAML file: a deck and its cards."""

    format: Literal[1]
    deck: Id
    """The deck's id."""
    title: Text
    about: str = ""
    """What one can do after this deck, in a sentence."""
    needs: tuple[Id, ...] = ()
    """Decks to take before this one."""
    functions: dict[FunctionName, NamedFunction] = {}
    """Functions that this deck teaches and no catalogue has, by the names its cards use."""
    cards: tuple[Card, ...]
