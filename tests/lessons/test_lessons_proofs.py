"""Lessons are linted and proved as cards are."""

from __future__ import annotations

from pathlib import Path

import pytest

from actquiz import paths
from actquiz.bank.index import Index
from actquiz.errors import ActquizError
from actquiz.lessons import facts
from actquiz.lessons.lesson import FactsBlock
from actquiz.lessons.lint import lint
from actquiz.lessons.loader import load_text
from actquiz.lessons.reading_level import measure
from actquiz.proofs.lessons import prove_section

HEAD = "---\nid: first\ntitle: The first\nminutes: 5\ndeck: why-nonlinear\n---\n"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ACTQUIZ_HOME", str(home))
        return Index.open(sorted((paths.shipped_content() / "decks").glob("10-*.yaml")))


def linted(index: Index, body: str, head: str = HEAD) -> str:
    loaded = load_text(head + body, Path("/x.md"))
    assert loaded.problems == []
    return "\n".join(map(str, lint([loaded], index, ["sigmoid-slope"])))


def proved(body: str) -> list[tuple[str, int]]:
    lesson = load_text(HEAD + body, Path("/x.md")).lesson
    assert lesson
    return [(one.what, line) for section in lesson.sections for one, line in prove_section(section)]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("```card\ntwo-linear-layers-colapse\n```\n", "did you mean 'two-linear-layers-collapse'?"),
        ("```exercise\nsigmoid-slop\n```\n", "did you mean 'sigmoid-slope'?"),
        ("```demo\ndemo: vanish\n```\n", "did you mean 'vanishing'?"),
        ("```demo\ndemo: vanishing\nset: {deepth: 3}\n```\n", "did you mean 'depth'?"),
        ("```plot\nfunctions: [rellu]\n```\n", "did you mean 'relu'?"),
        ("```facts\nfunctions: [relu]\ncolumns: {a: slop_max}\n```\n", "did you mean 'slope_max'?"),
        ("See [this](https://x.y).\n", "a link is shown as it is written"),
        ("A formula $\\frac{1$ here.\n", "correct the formula"),
        ("word " * 360, "more than 350 words without a question"),
        ("word " * 44 + "word.", "a sentence of 45 words"),
        ("x\n<!-- explains: nothing-known -->\n", "there is no card `nothing-known`"),
        (
            "```card\nhidden-layers-learn-features\nWhat is XOR?\n```\n",
            "does not ask this",
        ),
    ],
)
def test_what_a_careful_reader_says(index: Index, body: str, said: str) -> None:
    """Names that do not exist, markup that is not shown and text that tires are complained of."""
    assert said in linted(index, body + "\n")


def test_front_matter_names_what_exists(index: Index) -> None:
    """Unknown decks, lessons and sources are named."""
    head = HEAD.replace("---\nid", "---\nneeds: [nil]\nsources: [nobody-1900]\nid")
    head = head.replace("deck: why-nonlinear", "deck: why-nonlinea")
    told = linted(index, "Text.\n", head)
    for noun in ("lesson `nil`", "source `nobody-1900`", "deck `why-nonlinea`"):
        assert f"there is no {noun}" in told


def test_a_number_in_a_text_needs_a_claim() -> None:
    """A number that nothing bears out is named on its line; claimed and given ones are not."""
    assert proved("One line.\nIt is at most 0.25 there.\n") == [
        ("the text states 0.25, which no claim of the section bears out", 8)
    ]
    claim = "```claims\n- {function: sigmoid, slope_max: 0.25, at: 0}\n```\n"
    assert proved("It is at most 0.25 there.\n" + claim) == []
    assert proved("Take 0.7.\n```claims\ngiven: ['0.7']\n```\n") == []


def test_a_claim_of_another_section_does_not_help() -> None:
    """Each section bears out its own numbers."""
    claim = "```claims\n- {function: sigmoid, slope_max: 0.25, at: 0}\n```\n"
    assert len(proved("At most 0.25.\n## Two\nText.\n" + claim)) == 1


def test_false_claims_and_predictions_are_found() -> None:
    """A claim the engine refutes, and a prediction whose run gives another outcome."""
    assert proved("```claims\n- {function: sigmoid, slope_max: 0.5, at: 0}\n```\n")
    asked = (
        "```demo\ndemo: gallery\npredict:\n  question: How steep?\n  figure: sigmoid.slope_max\n"
        "  outcomes:\n    - {text: more, at_least: 0.3, correct: true}\n"
        "    - {text: less, below: 0.3}\n```\n"
    )
    assert "sigmoid.slope_max is 0.25: less" in proved(asked)[0][0]


def test_the_engine_fills_tables() -> None:
    """A table of functions, or of a name's values, is computed; the text may say its numbers."""
    block = FactsBlock(
        functions=("sigmoid", "relu"), columns={"up to": "slope_max", "f(0)": "f(0)"}
    )
    assert facts.fill(block).rows == (("sigmoid", "0.25", "0.5"), ("relu", "1", "0"))
    table = "```facts\neach: {n: [1, 2]}\ncolumns: {layers: n, at most: 0.25**n}\n```\n"
    assert proved("With 2 layers 0.0625 is left.\n" + table) == []
    with pytest.raises(ActquizError, match="no rows"):
        facts.fill(FactsBlock(columns={"a": "1"}))


def test_reading_level_grows_with_words_and_sentences() -> None:
    """Long words in long sentences read harder; formulas count as one short word."""
    easy = measure("It is flat. No slope is left. We stop.")
    hard = measure("Differentiability considerations necessitate regularization of nonlinearities.")
    assert easy.grade < 3 < 12 < hard.grade
    assert measure("Here $\\frac{\\partial L}{\\partial W}$ is.").words == 3


def test_captions_and_headings_state_things_too() -> None:
    """A number in a caption or in a heading needs a claim as one in the text does."""
    plot = "```plot\nfunctions: [relu]\ncaption: It reaches 0.3 there.\n```\n"
    assert [line for _, line in proved("Text.\n" + plot)] == [8]
    assert [line for _, line in proved("## At most 0.3\nText.\n")] == [7]
