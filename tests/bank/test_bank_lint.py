"""What the linter says of decks that load."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from make_decks import KINDS, deck_text

from actquiz import paths
from actquiz.bank.deck_files import deck_files
from actquiz.bank.guessable_options import at_least
from actquiz.bank.index import Index
from actquiz.bank.lint import lint
from actquiz.bank.loader import LoadedDeck, load_deck, load_text
from actquiz.bank.prerequisites import cycles
from actquiz.bank.sources import load_sources

HEAD = "format: 1\ndeck: d\ntitle: T\ncards:\n"
SOURCE = "  authors: X\n  year: 2010\n  title: T\n  id: arXiv:1001.00001\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path / "home"))


def said(text: str, path: Path = Path("/nowhere/d.yaml")) -> list[str]:
    loaded = load_text(text, path)
    assert loaded.problems == []
    return [str(problem).replace(str(path), "F") for problem in lint([loaded])]


CARD = "  - id: a\n    front: x\n    back: y\n"
LINTS = {
    CARD + "    tags: [t, t]\n": ["F:8:15: a: `t` is listed twice — remove one"],
    CARD + "    needs: [b]\n": [
        "F:8:13: a: it needs `b`, and there is no such card — correct the id, or remove it"
    ],
    CARD + "    same_as: [b, a]\n": [
        "F:8:15: a: it states the same as `b`, and there is no such card"
        " — correct the id, or remove it",
        "F:8:18: a: it is listed as its own double — remove it",
    ],
    CARD + "    sources: [none]\n": [
        "F:8:15: a: there is no source `none` in sources.yaml — did you mean 'none-1'?"
    ],
    CARD + "    cited: ['0.25']\n": [
        "F:8:13: warning: a: the cited number 0.25 is not in the card's text"
        " — write it as in the text"
    ],
    CARD.replace("y", "costs $5"): [
        "F:7:11: a: a $ does not enclose a formula"
        r" — write $x = 1$, no space just inside the signs, or \$ for a dollar"
    ],
    CARD.replace("y", r"costs \$5 and $x$"): [],
    CARD.replace("y", "$`x`$ in `a $ b`").replace("$`x`$", "$x$"): [],
    "  - id: a\n    kind: match\n    question: x\n    pairs:\n"
    "      - {left: tanh, right: Of tanh}\n"
    "      - {left: b, right: y}\n      - {left: c, right: z}\n": [
        "F:9:9: warning: a: this right side names its left side — say it without the name"
    ],
    "  - id: a\n    kind: choice\n    question: x\n    options:\n"
    "      - {text: y, correct: true}\n      - {text: z}\n": [
        "F:10:9: a: this wrong option does not say why"
        " — add why: what makes it tempting, and why it is wrong"
    ],
    "  - id: a\n    kind: choice\n    question: x\n    options:\n"
    f"      - {{text: {'long ' * 20}, correct: true}}\n      - {{text: z, why: w}}\n": [
        "F:9:7: warning: a: the right option takes 99 cells, the longest wrong one 1"
        " — shorten it and move the reason to why, or say more in a wrong one"
    ],
    "  - id: a\n    kind: numeric\n    question: x\n    answer: 1 +  1\n    check: 1 + 1\n"
    "    draw: {s: {choose: [1]}}\n    tolerance: {abs: 0}\n": [
        "F:9:12: a: `check` is the same expression as `answer`, so it proves nothing"
        " — write the same quantity another way",
        "F:10:15: a: the drawn value s is not in the question — write [[s]] where it belongs",
    ],
}


@pytest.mark.parametrize("cards", LINTS)
def test_each_lint_has_its_message(
    cards: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A card that loads but should not ship is named by place, id, reason and remedy."""
    (tmp_path / "sources.yaml").write_text("none-1:\n" + SOURCE)
    assert said(HEAD + cards, tmp_path / "d.yaml") == LINTS[cards]


def choices(*widths: tuple[int, int]) -> str:
    """A deck of choice cards whose right and wrong options take so many cells."""
    return HEAD + "".join(
        f"  - id: c{number}\n    kind: choice\n    question: x\n    options:\n"
        f"      - {{text: {'r' * right}, correct: true}}\n      - {{text: {'w' * wrong}, why: v}}\n"
        for number, (right, wrong) in enumerate(widths)
    )


def test_a_right_option_may_be_somewhat_longer() -> None:
    """Below 1.6 times the longest wrong one, or within forty cells, length is no complaint."""
    assert said(choices((64, 40), (40, 1), (20, 90))) == []
    assert [line.split(": ")[:3] for line in said(choices((65, 40)))] == [
        ["F:9:7", "warning", "c0"]
    ]


def test_the_width_of_an_option_is_the_one_on_the_screen() -> None:
    """A long formula that shows as a short one is not a long option."""
    text = choices((1, 30)).replace(
        "text: r", r"text: '$\operatorname{softplus}(\lvert x \rvert)$'"
    )
    assert said(text) == []


def test_a_deck_in_which_the_longest_option_wins_is_found() -> None:
    """What chance would do in one deck of a hundred is named with the cards; less is not."""
    assert said(choices(*[(9, 8)] * 6)) == []
    assert said(choices(*[(9, 8)] * 6, *[(8, 9)] * 6)) == []
    assert said(choices(*[(8, 8)] * 3, *[(9, 8)] * 7)) == [
        "F:23:5: warning: c3: the longest option is right in 7 of 7 cards, by chance in 4"
        " — change some of them: c3, c4, c5, c6, c7, c8, …"
    ]


def test_other_rules_of_thumb_are_found() -> None:
    """The shortest, the second longest, always true, and an outcome between the others."""
    assert at_least(0, [0.25] * 4) == pytest.approx(1)
    assert at_least(2, [0.5, 0.5]) == pytest.approx(0.25)
    assert at_least(1, [0.5, 0.25]) == pytest.approx(0.625)
    middle = "      - {text: long, correct: true}\n      - {text: longer, why: w}\n"
    outcomes = (
        "    outcomes: [{text: aa, below: 1}, {text: bb, at_least: 1, below: 2, correct: true},\n"
        "      {text: cc, at_least: 2, below: 3}, {text: dd, at_least: 3}]\n"
    )
    kinds = {
        "choice": "    question: x\n    options:\n" + middle + "      - {text: s, why: w}\n",
        "truth": "    statement: x\n    answer: true\n    why: w\n",
        "predict": "    question: x\n    demo: d\n    figure: f\n" + outcomes,
    }
    heard = {
        kind: said(HEAD + "".join(f"  - id: c{n}\n    kind: {kind}\n{text}" for n in range(count)))
        for (kind, text), count in zip(kinds.items(), (5, 7, 7), strict=True)
    }
    assert {kind: [line.split(": ")[3] for line in lines] for kind, lines in heard.items()} == {
        "choice": ["the second longest option is right in 5 of 5 cards, by chance in 2 — change"
                   " some of them"],
        "truth": ["“true” is right in 7 of 7 cards, by chance in 4 — change some of them"],
        "predict": ["one of the outcomes in the middle is right in 7 of 7 cards, by chance in 4"
                    " — change some of them"],
    }  # fmt: skip


def test_formulas_are_checked_where_they_stand() -> None:
    """An unknown command in any text, in a display or in a formula card is found in its field."""
    formula = (
        "{id: b, kind: formula, name: n, function: f, latex: '\\frac{1}', ask: [name], why: w}"
    )
    text = HEAD + (
        "  - id: a\n    front: $x^2$\n    back: b\n    why: |\n      so\n\n      $$\\nosuch{x}$$\n"
        f"  - {formula}\n"
        "  - id: c\n    kind: cloze\n    text: $x = [[1]]$\n    blanks: [{answer: '2'}]\n"
    )
    complaints = [line.split(" — ")[0] for line in said(text)]
    assert [line.split(": ")[0] for line in complaints] == ["F:8:10", "F:12:57"]
    assert "nosuch" in complaints[0]


FORMULA = (
    "  - id: a\n    kind: formula\n    name: n\n    function: relu\n    latex: x\n"
    "    slope_latex: y\n    ask: [formula, slope]\n"
)
AT_ASK, AT_NAME = "F:11:10: warning: a: ", "F:12:40: warning: a: "
TWO = "`formula`, `slope` have no reasons of their own — write whys: {formula: …}"
ONE = "`slope` has no reason of its own — write whys: {slope: …}"
SPARE = "there is a reason for `name`, which is not asked — add it to ask, or remove the reason"


@pytest.mark.parametrize(
    ("reasons", "complaints"),
    [
        ("", [TWO]),
        ("    why: r\n", [TWO]),
        ("    whys: {formula: r}\n", [ONE]),
        ("    whys: {formula: r}\n    why: s\n", []),
        ("    whys: {formula: r, slope: s}\n", []),
        ("    whys: {formula: r, slope: s, name: t}\n", [SPARE]),
    ],
)
def test_two_questions_about_a_formula_do_not_share_a_reason(
    reasons: str, complaints: list[str]
) -> None:
    """What explains one question of a formula rarely explains another, so each has its own."""
    heard = said(HEAD + FORMULA + reasons)
    assert [line.removeprefix(AT_ASK).removeprefix(AT_NAME) for line in heard] == complaints


def test_a_broken_formula_in_a_reason_is_found_where_it_stands() -> None:
    """The reasons are texts that a learner sees, so the linter reads them too."""
    (complaint,) = said(HEAD + FORMULA + "    whys: {formula: '$\\nosuch{x}$', slope: s}\n")
    assert complaint.startswith("F:12:21: a: ")
    assert "nosuch" in complaint


def test_needs_in_a_circle_are_found() -> None:
    """Cards that wait for each other are named once, with the whole circle."""
    text = HEAD + "".join(
        f"  - {{id: {one}, front: x, back: y, needs: [{other}]}}\n"
        for one, other in ("ab", "bc", "ca", "dd", "ea")
    )
    assert [line.split(": ", 3)[-1] for line in said(text)] == [
        "a → b → c → a — remove one of these",
        "d → d — remove one of these",
    ]
    assert list(cycles({"a": ["b", "c"], "b": ["c"], "c": []})) == []


def test_a_card_may_need_a_formula_or_one_of_its_cards() -> None:
    """Needs may name the formula or the card it makes."""
    text = deck_text("all", len(KINDS)).replace("    sources: [glorot-2010]\n", "")
    text += "  - {id: x, front: a, back: b, needs: [all-10, all-10.slope]}\n"
    assert [line for line in said(text) if "needs" in line] == []


def decks_in(folder: Path) -> list[LoadedDeck]:
    return [load_deck(Path(stamp.path)) for stamp in deck_files([folder])]


def test_references_reach_over_files(tmp_path: Path) -> None:
    """Needs and ids are held against the other decks that are checked, and against the index."""
    lines = {
        "a": HEAD + "  - {id: one, front: x, back: y}\n",
        "b": HEAD.replace("deck: d", "deck: e\nneeds: [d, f]")
        + "  - {id: two, front: x, back: y, needs: [one]}\n  - {id: one, front: x, back: y}\n",
    }
    for name, text in lines.items():
        (tmp_path / f"{name}.yaml").write_text(text)
    both = [str(problem).replace(str(tmp_path), "") for problem in lint(decks_in(tmp_path))]
    assert both == [
        "/b.yaml:1: the deck needs `f`, and there is no such deck — correct the id, or remove it",
        "/b.yaml:7: the id `one` is already used at /a.yaml:5"
        " — give one of the two cards another id",
    ]
    with Index.open([tmp_path]) as index:
        alone = lint([load_deck(tmp_path / "b.yaml")], index)
    assert [str(problem).replace(str(tmp_path), "") for problem in alone] == both


def test_decks_in_a_circle_are_found(tmp_path: Path) -> None:
    """Decks that need each other are named with the circle; an empty deck is a warning."""
    for one, other in ("ab", "ba"):
        text = HEAD.replace("deck: d", f"deck: {one}\nneeds: [{other}]").replace("s:\n", "s: []\n")
        (tmp_path / f"{one}.yaml").write_text(text)
    found = lint(decks_in(tmp_path))
    assert sorted((problem.severity, problem.what) for problem in found) == [
        ("error", "the deck needs itself: a → b → a"),
        ("warning", "this deck has no card that can be studied"),
        ("warning", "this deck has no card that can be studied"),
    ]


def test_shipped_cards_need_sources_and_tags(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What ships must say where it is from and what it is about; a learner's deck need not."""
    monkeypatch.setattr(paths, "shipped_content", lambda: tmp_path)
    (tmp_path / "decks").mkdir()
    assert [line.split(": ", 1)[1] for line in said(HEAD + CARD, tmp_path / "decks/d.yaml")] == [
        "a: it has no sources — add sources: […]",
        "a: it has no tags — add tags: […]",
    ]
    assert said(HEAD + CARD) == []


def test_sources_are_checked(tmp_path: Path) -> None:
    """Each entry of sources.yaml that is no work is named with its place."""
    path = tmp_path / "sources.yaml"
    path.write_text(
        "good-2010:\n" + SOURCE + "Bad Id:\n" + SOURCE + "no-year:\n  authors: X\n  title: T\n"
        "  id: doi:10.1/x\nodd:\n" + SOURCE.replace("arXiv:1001.00001", "somewhere")
    )
    loaded = load_sources(path)
    assert list(loaded.sources) == ["good-2010", "odd"]
    assert [str(problem).replace(f"{path}:", "") for problem in loaded.problems] == [
        "6:1: `Bad Id` is not an id"
        " — use lower-case letters, digits and single dashes, such as glorot-2010",
        "12:3: `year` is missing in this source — add year: …",
        "19:7: `somewhere` names no work"
        " — write arXiv:1502.01852, doi:10.…, ISBN:… or a web address",
    ]
    for text in ("a: b: c\n", "- a\n", "a: &x 1\n", "a: {authors: 1}\n"):
        path.write_text(text)
        assert load_sources(path).problems


@pytest.mark.slow
def test_what_ships_is_sound() -> None:
    """Every deck that comes with the program loads without a problem and is free of errors."""
    decks = decks_in(paths.shipped_content() / "formulas")
    decks += decks_in(paths.shipped_content() / "decks")
    problems = [problem for deck in decks for problem in deck.problems] + lint(decks)
    assert [str(problem) for problem in problems if problem.severity == "error"] == []
    assert decks


def test_a_copied_deck_is_two_decks(tmp_path: Path) -> None:
    """A copy under another name is told for the deck's id and for each card's."""
    (tmp_path / "a.yaml").write_text(HEAD + CARD)
    shutil.copy(tmp_path / "a.yaml", tmp_path / "b.yaml")
    assert [problem.what.split(" at ")[0] for problem in lint(decks_in(tmp_path))] == [
        f"the deck id `d` is already used in {tmp_path / 'a.yaml'}",
        "the id `a` is already used",
    ]
