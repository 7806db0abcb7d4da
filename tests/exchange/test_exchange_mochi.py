"""Files that Mochi exports, in both of its notations."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actquiz.bank.cards import Card, Cloze, Flashcard
from actquiz.cli.main import run
from actquiz.errors import ActquizError
from actquiz.exchange import edn, transit
from actquiz.exchange.import_report import Imported
from actquiz.exchange.importers import bring_in


def packed(folder: Path, data: str | bytes, name: str = "data.edn") -> Path:
    """A .mochi file."""
    path = folder / "deck.mochi"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, data)
        archive.writestr("media/x.png", b"png")
    return path


def from_edn(folder: Path, cards: str) -> Imported:
    """A deck of these cards."""
    data = f'{{:version 2 :decks [{{:id :dk000001 :name "Nets" :cards [{cards}]}}]}}'
    return bring_in(packed(folder, data))


def only(imported: Imported) -> Card:
    """The one card."""
    ((card,),) = [deck.cards for deck in imported.decks]
    return card


@pytest.mark.parametrize("rule", ["\n---\n", "\n\n---\n\n", "\n--- \n"])
def test_sides_are_parted_by_a_rule(tmp_path: Path, rule: str) -> None:
    """Also right below a line, where other Markdown has a heading."""
    content = f"What is *ReLU*?{rule}$\\max(0, x)${rule}A kink at 0."
    card = only(from_edn(tmp_path, f"{{:id :cd000001 :content {json.dumps(content)}}}"))
    assert card == Flashcard(
        id="mochi-cd000001",
        front="What is *ReLU*?",
        back="$\\max(0, x)$\n\nA kink at 0.",
    )


def test_a_rule_inside_code_parts_nothing(tmp_path: Path) -> None:
    """The code stays whole."""
    content = "Which?\n\n---\n\n```yaml\n---\na: 1\n```"
    card = only(from_edn(tmp_path, f"{{:id :cd000001 :content {json.dumps(content)}}}"))
    assert isinstance(card, Flashcard)
    assert card.back == "```yaml\n---\na: 1\n```"


def test_gaps_are_cards(tmp_path: Path) -> None:
    """One for all gaps without a number, and one for each number."""
    content = ['"{{1::tanh}} and {{2::ReLU}}', '{{tanh}} and {{ReLU}}"']
    texts = [one.strip('"') for one in content]
    cards = " ".join(
        f'{{:id :cd00000{place} :content "{text}"}}' for place, text in enumerate(texts)
    )
    (deck,) = from_edn(tmp_path, cards).decks
    found = [(c.id, c.text, len(c.blanks)) for c in deck.cards if isinstance(c, Cloze)]
    assert found == [
        ("mochi-cd000000.1", "[[1]] and ReLU", 1),
        ("mochi-cd000000.2", "tanh and [[1]]", 1),
        ("mochi-cd000001", "[[1]] and [[2]]", 2),
    ]


TEMPLATE: dict[str, Any] = {
    "~:id": "~:tm000001",
    "~:content": "# << Front >>\n---\n<< Back >>\n---\n<< Extra >>",
    "~:fields": {
        "~:name": {"~:id": "~:name", "~:name": "Front"},
        "~:f2": {"~:id": "~:f2", "~:name": "Back"},
        "~:f3": {"~:id": "~:f3", "~:name": "Extra"},
    },
}


def test_a_template_is_filled_in(tmp_path: Path) -> None:
    """A card that is only fields asks what its template asks; empty sides are not shown."""
    card = {
        "~:id": "~:cd000001",
        "~:content": "",
        "~:template-id": "~:tm000001",
        "~:tags": {"~#set": ["nets"]},
        "~:fields": {
            "~:name": {"~:id": "~:name", "~:value": "Swish"},
            "~:f2": {"~:id": "~:f2", "~:value": "x times sigmoid"},
        },
    }
    deck = {"~:id": "~:dk000001", "~:name": "Nets", "~:cards": {"~#list": [card]}}
    data = {"~:version": 2, "~:templates": {"~#list": [TEMPLATE]}, "~:decks": [deck]}
    made = only(bring_in(packed(tmp_path, json.dumps(data), "data.json")))
    assert made == Flashcard(
        id="mochi-cd000001", front="Swish", back="x times sigmoid", tags=("nets",)
    )


def test_the_tree_of_decks_is_kept(tmp_path: Path) -> None:
    """Cards may stand beside the decks, too, and name theirs."""
    data = """{:version 2
      :decks [{:id :dk000002 :name "Smooth" :parent-id :dk000001} {:id :dk000001 :name "Nets"}]
      :cards [{:id :cd1 :deck-id :dk000002 :content "a\\n---\\nb"}
              {:id :cd2 :deck-id :dk000001 :content "c\\n---\\nd"}]}"""
    decks = bring_in(packed(tmp_path, data)).decks
    assert [(deck.deck, deck.title) for deck in decks] == [
        ("nets.smooth", "Nets: Smooth"),
        ("nets", "Nets"),
    ]


def test_what_stays_behind_is_named(tmp_path: Path) -> None:
    """Cards without an answer, cards put away, pictures and reviews."""
    imported = from_edn(
        tmp_path,
        '{:id :a :content "only a note"} {:id :b :archived? true :content "x\\n---\\ny"} '
        '{:id :c :content "q\\n---\\n![](@media/x.png) a" :reviews [{:remembered? true}]}',
    )
    assert [card.id for card in imported.decks[0].cards] == ["mochi-c"]
    said = " ".join(note.what for note in imported.notes)
    for word in ("neither an answer", "put it away", "a picture", "1 review made in Mochi"):
        assert word in said


def test_a_second_import_updates(tmp_path: Path) -> None:
    """What a card is called in Mochi is its identity here."""
    for answer in ("b", "better"):
        data = (
            f'{{:decks [{{:id :d :name "N" :cards [{{:id :c1 :content "a\\n---\\n{answer}"}}]}}]}}'
        )
        path = packed(tmp_path, data)
        assert run(["import", str(path), "-o", str(tmp_path / "out")]) == 0
    (file,) = (tmp_path / "out").iterdir()
    assert file.read_text().count("- id: mochi-c1") == 1
    assert "better" in file.read_text()


@pytest.mark.parametrize(
    ("data", "name", "word"),
    [
        ("{:decks", "data.edn", "ends too early"),
        ("[1 2]", "data.edn", "no decks"),
        ("{:a}", "data.edn", "without a value"),
        ("[" * 10_000, "data.edn", "deeply"),
        ("[" * 10_000, "data.json", "cannot be read"),
        ('{"~:decks": "^x"}', "data.json", "stands for nothing"),
        ("{}", "other.txt", "neither data.json nor data.edn"),
        (b"\xff\xfe", "data.edn", "cannot be read"),
    ],
)
def test_a_broken_file_says_what_to_do(
    tmp_path: Path, data: str | bytes, name: str, word: str
) -> None:
    """One message, with the way out."""
    with pytest.raises(ActquizError, match=word) as caught:
        bring_in(packed(tmp_path, data, name))
    assert "export it from Mochi again" in caught.value.fix


def test_another_file_of_that_name_is_none_of_mochis(tmp_path: Path) -> None:
    """No zip at all."""
    path = tmp_path / "x.mochi"
    path.write_text("text")
    with pytest.raises(ActquizError, match="not a file of Mochi's"):
        bring_in(path)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'"a\n\"b\" \\ é"', 'a\n"b" \\ é'),
        (":key", "key"),
        ('{:a 1, :b [1 2.5 -3 nil true], "c" #{:x}}', None),
        ('#inst "2024-01-01"', "2024-01-01"),
        ("; remark\n (1 #_ 2 3) ", [1, 3]),
        ("[#_ #_ 1 2 3]", [3]),
        (r"[\a \newline \u0041]", ["a", "\n", "A"]),
        ("12345678901234567890", "12345678901234567890"),
    ],
)
def test_edn_is_read(text: str, value: Any) -> None:
    """Text, numbers, keywords, collections, tags, remarks and what is to be skipped."""
    wanted = {"a": 1, "b": [1, 2.5, -3, None, True], "c": ["x"]} if value is None else value
    assert edn.loads(text) == wanted


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('["^ ","~:name","One","~:list",["~#list",["a"]]]', {"name": "One", "list": ["a"]}),
        ('[["^ ","~:name","One"],["^ ","^0","Two"]]', [{"name": "One"}, {"name": "Two"}]),
        ('{"~:when":{"~#dt":1700000000000},"~:s":"~~x"}', {"when": 1700000000000, "s": "~x"}),
        ('["~:content","^0"]', ["content", "content"]),
        ('["~#\'","x"]', "x"),
    ],
)
def test_transit_is_read(text: str, value: Any) -> None:
    """With words that are written once and then as a code, and without."""
    assert transit.loads(text.encode()) == value


@given(st.text(alphabet='{}[]()#:;\\"^~ \n_a1.'))
def test_no_text_breaks_the_reader(text: str) -> None:
    """A value or a ValueError."""
    for read in (edn.loads, lambda one: transit.loads(one.encode())):
        try:
            read(text)
        except ValueError:
            continue
