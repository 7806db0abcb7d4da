"""Cards and decks keep who they are: over scripts, homographs, edits and files of other people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from actquiz import paths
from actquiz.bank.cards import Card, Flashcard
from actquiz.bank.index import Index
from actquiz.bank.loader import load_deck
from actquiz.cli.main import run
from actquiz.exchange.matching import match
from actquiz.exchange.slugs import slug, slug_path

CASES = Path(__file__).parent / "cases"


def decks() -> dict[str, dict[str, str]]:
    """The learner's decks: the answer, or the text, of each card by its id."""
    found = {}
    for path in sorted(paths.user_decks().rglob("*.yaml")):
        deck = load_deck(path).deck
        assert deck is not None
        found[deck.deck] = {card.id: text_of(card) for card in deck.cards}
    return found


def text_of(card: Card) -> str:
    """What tells the card from others."""
    return card.back if isinstance(card, Flashcard) else str(getattr(card, "text", ""))


def brought(path: Path, *options: str) -> int:
    """Import a file into the learner's decks."""
    return run(["import", str(path), *options])


@pytest.mark.parametrize(
    "names",
    [
        ["C", "C++", "C#"],
        ["日本語", "日本", "中文"],
        ["Русский", "Українська"],
        ["العربية", "עברית", "ไทย"],
        ["ひらがな", "カタカナ"],
        ["x → y", "x ← y", "x ↔ y"],
        ["F", "F#", "F♯"],
        ["🎉", "🎊"],
    ],
)
def test_names_that_differ_have_ids_that_differ(names: list[str]) -> None:
    """An id is ASCII, and stable, and nothing that tells two names apart is lost in it."""
    made = [slug(name, otherwise="x") for name in names]
    assert len(set(made)) == len(names)
    assert all(one.isascii() and one != "x" for one in made)
    assert made == [slug(name, otherwise="x") for name in names]


def test_words_stay_readable() -> None:
    """Accents and letters of other alphabets become the nearest Latin ones."""
    assert slug("Ähnliche Größen", otherwise="") == "ahnliche-grossen"
    assert slug("Что такое σ?", otherwise="") == "chto-takoe-sigma"
    assert slug_path(["Deep Learning", "C++"], otherwise="") == "deep-learning.c-plus-plus"


def test_decks_of_any_script_are_decks_of_their_own() -> None:
    """Three decks come in as three, and again as the same three."""
    assert brought(CASES / "cjk-decks.apkg") == 0
    first = decks()
    assert sorted(map(list, map(dict.values, first.values()))) == [["cat"], ["dog"], ["yes"]]
    assert brought(CASES / "cjk-decks.apkg") == 0
    assert decks() == first


def test_a_second_file_with_the_same_headings_has_cards_to_study() -> None:
    """Ids are free among all decks, the shipped ones too."""
    assert brought(CASES / "same-heading-1.md") == 0
    assert brought(CASES / "same-heading-2.md") == 0
    assert decks()["same-heading-2"] == {
        "definition-2": "The hyperbolic tangent.",
        "example-use-2": "Recurrent nets.",
    }
    with Index.open() as index:
        assert index.problems == []


def test_an_unrelated_deck_is_never_overwritten(tmp_path: Path) -> None:
    """Two files of one name get two decks, with --force too; each is found again."""
    for name, answer in (("a", "one"), ("b", "two")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "notes.md").write_text(f"# {name}\n\n## What is {name}?\n\n{answer}\n")
    for _ in range(2):
        for name in "ab":
            assert brought(tmp_path / name / "notes.md", "--force") == 0
    assert decks() == {"notes": {"what-is-a": "one"}, "notes-2": {"what-is-b": "two"}}


def test_homographs_both_come_in() -> None:
    """The same question with two answers is two cards."""
    assert brought(CASES / "at-dups.txt") == 0
    assert decks()["at-dups"] == {"bank": "the side of a river", "bank-2": "a place for money"}


def test_edits_keep_each_cards_history(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A card inserted above another of the same heading, a new order and a typo move no id."""
    file = tmp_path / "shift.md"
    relu, tanh = "ReLU is the larger of x and zero.", "Tanh is the hyperbolic tangent."
    gelu = "GELU weights its input by the chance that a Gaussian is smaller."
    file.write_text(f"# N\n\n## Definition\n\n{relu}\n\n## Definition\n\n{gelu}\n")
    assert brought(file) == 0
    before = {answer: card for card, answer in decks()["shift"].items()}
    mended = gelu.replace("chance", "probability")
    file.write_text(
        f"# N\n\n## Definition\n\n{tanh}\n\n## Definition\n\n{mended}\n\n## Definition\n\n{relu}\n"
    )
    capsys.readouterr()
    assert brought(file) == 0
    after = {answer: card for card, answer in decks()["shift"].items()}
    assert after[relu] == before[relu]
    assert after[mended] == before[gelu]
    assert after[tanh] not in before.values()
    told = capsys.readouterr().err
    assert f"shift.md:7: this is taken for the card '{before[gelu]}'" in told


def test_what_left_the_source_stays_until_told_otherwise(tmp_path: Path) -> None:
    """A deck loses no card without --force, and what was added to a card stays."""
    file = tmp_path / "d.md"
    file.write_text("Q: What is one?\nA: 1\nQ: What is two?\nA: 2\n")
    assert brought(file) == 0
    deck = paths.user_decks() / "d.yaml"
    deck.write_text(
        deck.read_text().replace("back: '1'", "back: '1'\n    level: deep\n    why: So.")
    )
    file.write_text("Q: What is one?\nA: '1'\n")
    assert brought(file) == 0
    assert list(decks()["d"]) == ["what-is-one", "what-is-two"]
    loaded = load_deck(deck).deck
    assert loaded is not None
    first = loaded.cards[0]
    assert isinstance(first, Flashcard)
    assert (first.level, first.why, first.back) == ("deep", "So.", "'1'")
    assert brought(file, "--force") == 0
    assert list(decks()["d"]) == ["what-is-one"]


@pytest.mark.parametrize("mark", ["^abc123", "<!--ID: 1612345678-->", "\n<!--ID:77-->"])
def test_the_sources_own_identity_counts(tmp_path: Path, mark: str) -> None:
    """A card with a block id or a note id is the same one, whatever becomes of its words."""
    file = tmp_path / "d.md"
    file.write_text(f"## What is it?\n\nThis. {mark}\n")
    assert brought(file) == 0
    ((name, answer),) = decks()["d"].items()
    assert answer == "This."
    file.write_text(f"## New\n\nOther.\n\n## Something else entirely\n\nNo. {mark}\n")
    assert brought(file) == 0
    assert decks()["d"][name] == "No."


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says what would come in, and where to."""
    file = tmp_path / "d.md"
    file.write_text("## Q\n\nA\n")
    assert brought(file, "--dry-run") == 0
    assert not paths.user_decks().exists()
    told = capsys.readouterr()
    assert "would write 1 deck, 1 card" in told.err
    assert told.out.endswith("d.yaml\n")


def test_a_folder_of_markdown_is_a_deck_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its tree is in the ids; hidden folders are left out, files without cards are named."""
    notes = tmp_path / "notes"
    for name, text in {
        "a.md": "## What is a?\n\n1\n",
        "deep/Ünder.md": "## What is b?\n\n2\n",
        "deep/prose.md": "Nothing to ask.\n",
        ".obsidian/x.md": "## Hidden\n\n3\n",
        "bad.md": "a\0b",
    }.items():
        (notes / name).parent.mkdir(parents=True, exist_ok=True)
        (notes / name).write_text(text)
    assert brought(notes) == 0
    assert decks() == {"a": {"what-is-a": "1"}, "deep.under": {"what-is-b": "2"}}
    told = capsys.readouterr().err
    assert "prose.md: there is no card in this file" in told
    assert "bad.md" in told


def test_cards_of_one_note_are_siblings() -> None:
    """The cards of a note's gaps share a group, so that they are not asked on one day."""
    assert brought(CASES / "filtered-and-occlusion.apkg") == 0
    with Index.open() as index:
        names = [card for deck in decks().values() for card in deck if card.endswith(".2")]
        assert names
        for name in names:
            assert {one.id for one in index.entries(name.removesuffix(".2"))} >= {name}


def test_a_card_that_lies_in_another_deck_already_comes_in_once(tmp_path: Path) -> None:
    """Anki's notes are known by their GUID, wherever the deck was put since."""
    home = paths.user_decks()
    assert brought(CASES / "homographs.apkg") == 0
    (home / "mine").mkdir()
    (home / "words.yaml").rename(home / "mine" / "vocabulary.yaml")
    assert brought(CASES / "homographs.apkg") == 0
    assert [path.name for path in home.rglob("*.yaml")] == ["vocabulary.yaml"]


def flash(front: str, back: str) -> Flashcard:
    """A card to be matched."""
    return Flashcard(id="x", front=front, back=back)


@pytest.mark.parametrize(
    ("new", "old", "same"),
    [
        (("bank", "a place for money"), ("bank", "the side of a river"), False),
        (
            ("Definition", "Wholly other words here."),
            ("Definition", "The larger of x and 0."),
            False,
        ),
        (
            ("What is the slope at zero?", "1"),
            ("What is the slope at zero?", "One, exactly."),
            True,
        ),
        (("What is the slopé at zero?", "1"), ("What is the slope at zero?", "1"), True),
        (("Capital of France?", "yes"), ("Smallest even prime?", "yes"), False),
        (("Slope of tanh at zero?", "1"), ("Slope of GELU at zero?", "0.5"), False),
    ],
)
def test_only_what_is_alike_is_taken_for_the_same(
    new: tuple[str, str], old: tuple[str, str], same: bool
) -> None:
    """A mended text is the same card; another meaning under the same short word is another one."""
    assert bool(match([flash(*new)], [flash(*old)])) is same


def test_own_files_do_not_replace_a_deck_without_a_card_in_common(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not even with --force, unless the file is named."""
    file = tmp_path / "x.json"
    for card in ("a", "b"):
        cards = [{"id": card, "front": "q", "back": "x"}]
        file.write_text(
            json.dumps({"decks": [{"format": 1, "deck": "d", "title": "T", "cards": cards}]})
        )
        code = brought(file, "--force")
    assert code == 2
    assert "another one" in capsys.readouterr().err
    assert list(decks()["d"]) == ["a"]


def test_doubles_come_in_once_and_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same question with the same answer is one card."""
    file = tmp_path / "d.md"
    file.write_text("Q: a?\nA: b\n\nQ: a?\nA: b\n\nQ: a?\nA: c\n")
    assert brought(file) == 0
    assert decks()["d"] == {"a": "b", "a-2": "c"}
    assert "d.md:4: this card is left out: it is the same as 'a'" in capsys.readouterr().err


def test_block_ids_make_no_siblings_of_a_folders_cards(tmp_path: Path) -> None:
    """The dot in the id of a deck in a tree is none in the ids of its cards."""
    (tmp_path / "notes" / "deep").mkdir(parents=True)
    (tmp_path / "notes" / "deep" / "x.md").write_text("one::1 ^ab1\n\ntwo::2 ^ab2\n")
    assert brought(tmp_path / "notes") == 0
    assert list(decks()["deep.x"]) == ["deep-x-ab1", "deep-x-ab2"]
