"""Loading decks: what is kept, what is refused, and where it says so."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from make_decks import KINDS, deck_text

from actquiz.bank.cards import Formula
from actquiz.bank.formula_cards import expand
from actquiz.bank.loader import MAX_PROBLEMS, load_deck, load_text
from actquiz.bank.yaml_source import build

HERE = Path("d.yaml")
HEAD = "format: 1\ndeck: d\ntitle: T\ncards:\n"


def told(text: str) -> list[str]:
    return [str(problem) for problem in load_text(text, HERE).problems]


def test_every_kind_loads() -> None:
    """A deck with one card of each kind loads without a problem; the formula makes two cards."""
    loaded = load_text(deck_text("all", len(KINDS)), HERE)
    assert loaded.problems == []
    assert len(loaded.entries) == len(KINDS) + 1
    assert [entry.position for entry in loaded.entries] == list(range(len(KINDS) + 1))
    assert {entry.group for entry in loaded.entries[-2:]} == {"all-10"}


def test_lines_are_those_of_the_file() -> None:
    """Each entry knows the line its card starts on, and any field's place can be asked for."""
    text = deck_text("all", 4)
    loaded = load_text(text, HERE)
    lines = text.split("\n")
    for entry in loaded.entries:
        assert lines[entry.line - 1].strip() == f"- id: {entry.id}"
    place = loaded.locate("all-1", ("options", 2, "why"))
    assert lines[place.line - 1][place.column - 1 :].startswith("It is exactly 1")


def test_bad_cards_hide_no_others() -> None:
    """Three cards with mistakes of different sorts are each named; the good ones load."""
    text = HEAD + (
        "  - {id: a, front: x, back: y}\n"
        "  - {id: b, front: x}\n"
        "  - {id: c, front: x, back: y, level: high}\n"
        "  - {id: e, front: no, back: y}\n"
        "  - {id: f, front: x, back: y}\n"
    )
    loaded = load_text(text, HERE)
    assert [entry.id for entry in loaded.entries] == ["a", "f"]
    assert [problem.where.line for problem in loaded.problems] == [6, 7, 8]


def test_cards_that_do_not_parse_hide_no_others() -> None:
    """Where YAML itself breaks, twice, each place is named and the cards around it load."""
    text = HEAD + (
        "  - id: a\n    front: x\n    back: y\n"
        "  - id: b\n    front: What: now\n    back: y\n"
        "  # a comment between cards\n"
        "  - id: c\n    front: x\n    back: y\n"
        "  - id: e\n    front: 'open\n    back: y\n"
        "  - id: f\n    front: x\n    back: |\n      - not a card\n"
    )
    loaded = load_text(text, HERE)
    assert [entry.id for entry in loaded.entries] == ["a", "c", "f"]
    assert [entry.line for entry in loaded.entries] == [5, 12, 18]
    assert [(one.where.line, one.where.column) for one in loaded.problems] == [(9, 16), (16, 12)]
    assert loaded.locate("f", ("back",)).line == 20


def test_recovery_works_at_any_indentation() -> None:
    """Cards that begin at the margin, and a header field after them, are recovered too."""
    text = (
        "format: 1\ndeck: d\ncards:\n- {id: a, front: x, back: y}\n- {id: b, front: @}\ntitle: T\n"
    )
    loaded = load_text(text, HERE)
    assert [str(one) for one in loaded.problems] == [
        "d.yaml:5:18: a text may not begin with an unquoted @ — put the whole text in single quotes"
        " (a ' inside is written '')"
    ]
    assert [(entry.id, entry.deck_title) for entry in loaded.entries] == [("a", "T")]


def test_too_many_mistakes_are_counted() -> None:
    """A file with hundreds of bad cards names the first hundred and counts the rest."""
    text = HEAD + "".join(f"  - {{id: c{number}, front: x}}\n" for number in range(250))
    problems = load_text(text, HERE).problems
    assert len(problems) == MAX_PROBLEMS + 1
    assert problems[-1].what == "150 more mistakes from here on"


def test_ids_are_unique_in_a_file() -> None:
    """A second card with an id, or with one that a formula makes, is refused with both lines."""
    text = deck_text("all", len(KINDS)) + (
        "  - {id: all-0, front: x, back: y}\n  - {id: all-10.slope, front: x, back: y}\n"
    )
    loaded = load_text(text, HERE)
    assert [problem.what for problem in loaded.problems] == [
        "the id `all-0` is already used on line 5",
        f"the id `all-10.slope` is already used on line {loaded.lines['all-10']}",
    ]
    assert len(loaded.entries) == len(KINDS) + 1


NUMERIC = "kind: numeric / tolerance: {abs: 0} / "
PREDICT = "kind: predict / question: q / demo: d / figure: f / outcomes: "
FORMULA_OF = "kind: formula / name: n / function: f / latex: x / "
MATCH = "kind: match / question: q / pairs: [{left: c, right: z}, "
GRID = "question: '[[x]]' / answer: x / check: x + 0 / "
UNSOUND = {
    "kind: choice / question: q / options: [{text: a, correct: true}, {text: b, correct: true}]": (
        "2 options are marked correct; a choice has exactly one"
    ),
    "kind: choice / question: q / options: [{text: a}, {text: b}]": (
        "no options are marked correct; a choice has exactly one"
    ),
    "kind: multiple / question: q / options: [{text: a}, {text: b}]": "no option is marked correct",
    "kind: multiple / question: q / options: [{text: a, correct: true}, {text: a}]": (
        "`options` has the same text twice"
    ),
    "kind: cloze / text: 'a [[1]] [[2]]' / blanks: [{answer: b}]": (
        "the gap [[2]] has no blank: there are 1"
    ),
    "kind: cloze / text: 'a [[1]]' / blanks: [{answer: b}, {answer: c}]": (
        "the gap [[2]] is missing"
    ),
    "kind: curve / function: relu / options: [elu, gelu]": "`relu` is not among the options",
    "kind: curve / function: relu / options: [elu, relu] / window: [3, 1]": (
        "the window is not an interval"
    ),
    f"{PREDICT}[{{text: a, below: 1, correct: true}}, {{text: b, at_least: 2}}]": (
        "figures between 1 and 2 belong to no outcome"
    ),
    f"{PREDICT}[{{text: a, below: 3, correct: true}}, {{text: b, at_least: 2}}]": (
        "figures between 2 and 3 belong to two outcomes"
    ),
    f"{PREDICT}[{{text: a, below: 1, correct: true}}, {{text: b, at_least: 1, below: 2}}]": (
        "figures of 2 and more belong to no outcome"
    ),
    f"{PREDICT}[{{text: a, below: 1}}, {{text: b, at_least: 1}}]": (
        "no outcomes are marked correct; exactly one is"
    ),
    f"{NUMERIC}question: '[[y]]' / answer: 1 + 1 / check: 2 * 1": (
        "[[y]] stands for no drawn value"
    ),
    f"{NUMERIC}question: q / answer: y + 1 / check: 2 * 1": "`y` in the expression is not drawn",
    f"{NUMERIC}question: q / answer: 2 * / check: 2 * 1": (
        "the expression does not parse: invalid syntax"
    ),
    "kind: numeric / question: q / answer: 1 + 1 / check: 2 * 1 / tolerance: {abs: -1}": (
        "the tolerance is negative or not finite"
    ),
    f"{NUMERIC}{GRID}draw: {{x: {{from: 1, to: 2}}}}": "`x` does not say what to draw from",
    f"{NUMERIC}{GRID}draw: {{x: {{from: 1, to: 2, step: 0}}}}": ("`x` is an empty or endless grid"),
    f"{NUMERIC}{GRID}draw: {{x: {{choose: [1, 2], to: 2}}}}": "`x` has both a list and a grid",
    "kind: order / question: q / items: [a, b, a]": "`items` has the same text twice",
    f"{MATCH}{{left: a, right: x}}, {{left: b, right: X}}]": (
        "`X` stands twice on the right: its left side is ambiguous"
    ),
    f"{MATCH}{{left: a, right: x}}, {{left: b, right: y}}] / distractors: [y]": (
        "`y` stands twice on the right: its left side is ambiguous"
    ),
    f"{MATCH}{{left: a, right: x}}, {{left: a, right: y}}]": "`pairs` has the same text twice",
    f"{MATCH}{{left: a, right: x}}, {{left: b, right: $$y$$}}]": (
        "a side of a pair has more than one line"
    ),
    f"{FORMULA_OF}ask: [range]": "`range` is asked, but there is no `range`",
    f"{FORMULA_OF}ask: [name, name]": "`name` is asked twice",
    f"{FORMULA_OF}range: 0 to 1 / ask: [range]": "`0 to 1` is not an interval",
}


@pytest.mark.parametrize("body", UNSOUND, ids=lambda body: UNSOUND[body][:40])
def test_unusable_cards_are_not_asked(body: str) -> None:
    """A card whose parts contradict each other is kept out, with the reason."""
    fields = body.replace(" / ", "\n    ")
    loaded = load_text(f"{HEAD}  - id: a\n    {fields}\n", HERE)
    assert loaded.entries == []
    assert [problem.what for problem in loaded.problems] == [UNSOUND[body]]


def test_long_and_nested_expressions_are_refused() -> None:
    """An expression that could hang or crash a parser is a problem, not an accident."""
    for expression in ("(" * 400, "1" + "+1" * 400, "-" * 480 + "1"):
        body = f"kind: numeric\n    question: q\n    answer: '{expression}'\n    check: 1 + 1\n"
        loaded = load_text(f"{HEAD}  - id: a\n    {body}    tolerance: {{abs: 0}}\n", HERE)
        assert isinstance(loaded.problems, list)


FORMULA = {
    "id": "silu",
    "kind": "formula",
    "name": "SiLU (Swish)",
    "function": "silu",
    "params": {"beta": 1},
    "latex": "f(x) = x\\,\\sigma(x)",
    "slope_latex": "f'(x) = \\sigma(x)(1 + x(1 - \\sigma(x)))",
    "range": "[-0.2785, ∞)",
    "minimum": {"value": -0.2785, "at": -1.2785},
    "slope_max": {"value": 1.0998, "at": 2.3994},
    "properties": ["It is smooth.", "It is not monotone."],
    "ask": ["formula", "name", "slope", "range", "minimum", "properties"],
    "claims": [{"function": "silu", "monotone": False}],
}


def test_a_formula_becomes_cards_with_claims() -> None:
    """Range, minimum and steepest slope each become a question and a claim the proofs can check."""
    made = {card.id: card for card in expand(msgspec.convert(FORMULA, Formula))}
    own = {"function": "silu", "monotone": False}
    silu = {"function": "silu", "params": {"beta": 1}}
    assert made["silu.formula"].front == "What is the formula of the SiLU (Swish)?"
    assert made["silu.name"].front.endswith("$$x\\,\\sigma(x)$$")
    assert "silu" not in made["silu.name"].front.lower()
    assert made["silu.range"].claims == ({**silu, "range": "[-0.2785, ∞)"}, own)
    assert made["silu.minimum"].claims == ({**silu, "minimum": -0.2785, "at": -1.2785}, own)
    assert made["silu.minimum"].back == "−0.2785, at $x = -1.2785$."
    assert made["silu.slope"].claims == ({**silu, "slope_max": 1.0998, "at": 2.3994}, own)
    assert made["silu.slope"].back.endswith("Its largest value is about 1.1, near $x = 2.4$.")
    assert made["silu.properties"].front.startswith("Name two properties of the SiLU")


def test_each_question_about_a_formula_has_its_own_reason() -> None:
    """A reason in whys goes with its question; the common one with the questions left over."""
    whys = {"range": "The dip ends it.", "slope": "The product rule."}
    values = {**FORMULA, "whys": whys, "why": "It gates itself."}
    made = {card.id: card.why for card in expand(msgspec.convert(values, Formula))}
    assert made["silu.range"] == "The dip ends it."
    assert made["silu.slope"] == "The product rule."
    assert made["silu.name"] == "It gates itself."


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Sigmoid", "the sigmoid?"),
        ("ReLU", "the ReLU?"),
        ("Mish", "of Mish?"),
        ("The tanh approximation of GELU", "of the tanh approximation of GELU?"),
        ("Hyperbolic tangent (tanh)", "the hyperbolic tangent (tanh)?"),
    ],
)
def test_names_read_well_inside_a_question(name: str, inside: str) -> None:
    """A name keeps its capitals where they belong to it and loses them where they do not."""
    card = expand(msgspec.convert({**FORMULA, "name": name, "ask": ["formula"]}, Formula))[0]
    assert card.front.endswith(inside)


def test_the_digest_follows_the_text() -> None:
    """Changing what a card says changes its digest; moving it does not."""
    one = load_text(HEAD + "  - {id: a, front: x, back: y}\n", HERE).entries[0]
    moved = load_text("\n" + HEAD + "\n  - {id: a, front: x, back: y}\n", Path("e.yaml")).entries[0]
    edited = load_text(HEAD + "  - {id: a, front: x, back: z}\n", HERE).entries[0]
    assert one.digest == moved.digest != edited.digest


def write(path: Path, data: bytes) -> list[str]:
    path.write_bytes(data)
    return [str(problem).replace(str(path), "F") for problem in load_deck(path).problems]


def test_only_utf8_text_is_read(tmp_path: Path) -> None:
    """Other encodings, NUL bytes and control characters are named with their place."""
    path = tmp_path / "d.yaml"
    assert write(path, "a: é\n".encode("utf-16")) == ["F:1: the file is UTF-16 — save it as UTF-8"]
    assert write(path, "a: 1\nb: é\n".encode("latin-1")) == [
        "F:2: byte 8 (0xe9) is not UTF-8 — save the file as UTF-8"
    ]
    assert write(path, b"a: 1\nb: x\0y\n") == [
        "F:2:5: the file contains a NUL byte — save it as UTF-8 text"
    ]
    assert write(path, b"a: \x1b[31mred\n") == [
        "F:1:4: the file contains the control character U+001B — remove it"
    ]


def test_a_byte_order_mark_and_dos_line_ends_are_fine(tmp_path: Path) -> None:
    """What Windows editors write loads like any other file."""
    path = tmp_path / "d.yaml"
    text = (HEAD + "  - {id: a, front: x, back: y}\n").replace("\n", "\r\n")
    assert write(path, b"\xef\xbb\xbf" + text.encode()) == []


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    """Folders, pipes, devices, looping and broken links, and locked files do not hang or crash."""
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    (tmp_path / "broken.yaml").symlink_to("nowhere")
    whats = {
        "folder.yaml": "this is a folder, not a deck file",
        "pipe.yaml": "this is not a regular file",
        "loop.yaml": "the link leads back to itself",
        "broken.yaml": "there is no such file",
    }
    for name, what in whats.items():
        assert [one.what for one in load_deck(tmp_path / name).problems] == [what]
    assert [one.what for one in load_deck(Path("/dev/zero")).problems] == [
        "this is not a regular file"
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    """A file that may not be read is a problem of that file alone."""
    path = tmp_path / "d.yaml"
    path.write_text(HEAD)
    path.chmod(stat.S_IWUSR)
    assert [one.what for one in load_deck(path).problems] == ["the file may not be read"]


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet=st.sampled_from(list("ab:- \n\t[]{}'\"|>#&*!%@?,\\$01.~<éx")), max_size=120)
)
def test_no_text_breaks_the_loader(text: str) -> None:
    """Whatever stands in a card or a whole file, loading gives cards or problems."""
    for whole in (text, HEAD + "  - id: a\n    front: " + text, HEAD + text):
        loaded = load_text(whole, HERE)
        assert loaded.entries or loaded.problems or loaded.deck
        lines = whole.count("\n") + 1
        assert all(0 < problem.where.line <= lines + 1 for problem in loaded.problems)


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=200))
def test_no_bytes_break_the_loader(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Random bytes in a file never raise."""
    path = tmp_path_factory.getbasetemp() / "bytes.yaml"
    path.write_bytes(data)
    assert load_deck(path).problems


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp", "Co")),
    min_size=1,
    max_size=60,
).filter(lambda text: "\x85" not in text and "\ufeff" not in text)
ids = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,5})?", fullmatch=True)
flashcards = st.fixed_dictionaries(
    {"front": texts, "back": texts},
    optional={
        "why": texts,
        "tags": st.lists(ids, max_size=3),
        "cited": st.lists(texts, max_size=2),
    },
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(ids, flashcards, min_size=1, max_size=4))
def test_what_is_written_is_what_is_read(cards: dict[str, dict[str, Any]]) -> None:
    """Any texts, dumped as YAML by a YAML library, come back as they were."""
    deck = {
        "format": 1,
        "deck": "d",
        "title": "T",
        "cards": [{"id": card_id, **card} for card_id, card in cards.items()],
    }
    text = yaml.safe_dump(deck, allow_unicode=True, sort_keys=False)
    loaded = load_text(text, HERE)
    read = [msgspec.to_builtins(entry.card) for entry in loaded.entries]
    wanted = [
        {"kind": "flashcard", **{name: value for name, value in card.items() if value}}
        for card in deck["cards"]  # type: ignore[attr-defined]
    ]
    assert [
        {k: list(v) if isinstance(v, tuple) else v for k, v in one.items()} for one in read
    ] == (wanted)


SCALARS = "a no Yes ~ null 1 -7 0 1_000 0.5 .5 1. 1.5e-3 1e3 .inf -.inf 007 0x1f 1.2.3 + . on off"


@pytest.mark.parametrize("scalar", SCALARS.split())
def test_unquoted_scalars_mean_what_yaml_says(scalar: str) -> None:
    """Our reading of plain scalars is PyYAML's, but for octal and hexadecimal, which stay text."""
    ours = build(f"x: {scalar}").value["x"]
    theirs = yaml.safe_load(f"x: {scalar}")["x"]
    if scalar in ("007", "0x1f"):
        assert ours == scalar
    else:
        assert ours == theirs
        assert type(ours) is type(theirs)
