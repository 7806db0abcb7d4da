"""Two thousand files made to break a reader: each one is decks or one clear message."""

from __future__ import annotations

import json
import random
import resource
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from actquiz.bank.loader import load_text
from actquiz.errors import ActquizError
from actquiz.exchange.importers import ImportOptions, bring_in
from actquiz.exchange.yaml_out import as_yaml

CASES = Path(__file__).parent / "cases"
PIECES = [
    *("{{c1::", "{{c2,3::", "{{", "}}", "}", "::", "::hint", "[[1]]", "[[", "]]", "![["),
    *("\\(", "\\)", "\\[", "\\]", "$", "$$", "[$]", "[/$]", "[latex]", "[/latex]", "\\frac{1}{2}"),
    *("<b>", "</b>", "<i>", "</i>", "<div>", "</div>", "<br>", "<p>", "<ul><li>", "</li>", "</ul>"),
    *("<table>", "<tr>", "<td>", "</td>", "</table>", "<pre>", "</pre>", "<code>", "</code>"),
    *("<!--", "-->", "<!--ID: 5-->", "<script>", "</script>", "<img src=x onerror=y>", "<a href='"),
    *("<sup>", "</sup>", "<sub>", "&lt;", "&#0;", "&#x1b;", "&#55296;", "&nbsp;", "&", "<", ">"),
    *("# ", "## ", "\n---\n", "\n===\n", "- ", "1. ", "> ", "| a | b |\n|---|---|\n", "```", "`"),
    *(
        "Q: ",
        "A: ",
        "*",
        "**",
        "==",
        ":::",
        "\n?\n",
        "\n??\n",
        "#flashcards ",
        "<!--SR:!x-->",
        "_",
        "~~",
        "[a](b)",
        "![a](b)",
        "[a]: b",
        "\\",
        "^abc",
        " ",
        "\n",
        "\n\n",
    ),
    *(
        "\t",
        ",",
        ";",
        "'",
        '"',
        "=cmd()",
        "\u202e",
        "\u200d",
        "\ufe0f",
        "\u0301",
        "日本",
        "🎉",
        "ﷺ",
    ),
    *(
        "#separator:tab\n",
        "#html:true\n",
        "#guid column:1\n",
        "#deck column:2\n",
        "#notetype:Cloze\n",
    ),
    *("title: x\n", "[sound:a.mp3]", "actquiz", "../../up", "deck,id,front,back\n", "word", "0.5"),
    *(
        "<!-- actquiz file {} -->\n",
        '<!-- actquiz card {"id":"a"} -->\n',
        '{"decks": [',
        "null",
        "1e999",
    ),
]
FORMATS = ("md", "txt", "csv", "tsv", "json")


def soup(rng: random.Random) -> str:
    """Pieces in any order, some of them in long runs."""
    parts = []
    for _ in range(rng.randrange(1, 60)):
        parts.append(rng.choice(PIECES) * (rng.randrange(200) if rng.random() < 0.02 else 1))
    return "".join(parts)


def spoiled(rng: random.Random, data: bytes) -> bytes:
    """A file that was sound, with bytes changed, cut out or doubled."""
    made = bytearray(data)
    for _ in range(rng.randrange(1, 6)):
        place = rng.randrange(len(made))
        match rng.randrange(4):
            case 0:
                made[place] = rng.randrange(256)
            case 1:
                del made[place : place + rng.randrange(1, 40)]
            case 2:
                made[place:place] = made[place : place + rng.randrange(1, 40)]
            case _:
                made[place:place] = rng.choice(PIECES).encode("utf-8", "surrogatepass")
        if not made:
            return b"\0"
    return bytes(made)


def package(rng: random.Random, sound: bytes, path: Path) -> None:
    """A sound package whose fields, note types and decks hold anything."""
    database = path.with_suffix(".db")
    database.write_bytes(sound)
    with closing(sqlite3.connect(database)) as sql:
        fields = "\x1f".join(soup(rng) for _ in range(rng.randrange(1, 4)))
        sql.execute("UPDATE notes SET flds = ?, guid = ?, tags = ?", (fields, soup(rng), soup(rng)))
        if rng.random() < 0.3:
            column = rng.choice(("models", "decks"))
            (text,) = sql.execute(f"SELECT {column} FROM col").fetchone()
            broken = spoiled(rng, text.encode()).decode("utf-8", "replace")
            sql.execute(f"UPDATE col SET {column} = ?", (broken,))
        if rng.random() < 0.3:
            sql.execute("UPDATE cards SET ord = ?", (rng.choice((0, 1, 70, -1, 2**40, "x")),))
        sql.commit()
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(database, "collection.anki2")
    database.unlink()


def mochi(rng: random.Random, path: Path) -> None:
    """Mochi's file, in either of its notations, whose cards hold anything."""
    notation = rng.choice(("edn", "json"))
    text = json.dumps(soup(rng), ensure_ascii=False)
    if notation == "edn":
        cards = f"[{{:id :{rng.randrange(99)} :content {text} :tags #{{{text}}}}}]"
        data = f"{{:version 2 :decks [{{:id :d :name {text} :parent-id :d :cards {cards}}}]}}"
    else:
        card = f'{{"~:content":{text},"~:tags":{{"~#set":[{text}]}},"~:fields":{{{text}:1}}}}'
        cards = f'{{"~#list":[{card}]}}'
        data = f'{{"~:decks":[{{"~:id":"~:d","~:name":{text},"~:cards":{cards}}}]}}'
    raw = data.encode("utf-8", "replace")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"data.{notation}", spoiled(rng, raw) if rng.random() < 0.4 else raw)


def files(rng: random.Random, folder: Path) -> Iterator[Path]:
    """The hostile files, one after another under few names."""
    cases = [path for path in sorted(CASES.iterdir()) if path.suffix != ".yaml"]
    with zipfile.ZipFile(CASES / "sup.apkg") as archive:
        sound = archive.read("collection.anki2")
    for number in range(2000):
        if number % 10 < 5:
            path = folder / f"soup.{rng.choice(FORMATS)}"
            path.write_text(soup(rng), encoding="utf-8", errors="replace")
        elif number % 10 < 8:
            case = rng.choice(cases)
            path = folder / f"spoiled{case.suffix}"
            path.write_bytes(spoiled(rng, case.read_bytes()))
        elif number % 20 == 19:
            path = folder / "deck.mochi"
            mochi(rng, path)
        else:
            path = folder / "package.apkg"
            package(rng, sound, path)
        yield path


@pytest.mark.parametrize("seed", range(2))
def test_hostile_files_are_decks_or_one_message(seed: int, tmp_path: Path) -> None:
    """No traceback, nobody else's words, nothing written, and little memory."""
    rng = random.Random(seed)
    folder = tmp_path / "in"
    folder.mkdir()
    came_in = 0
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number, path in enumerate(files(rng, folder)):
        if number % 2 != seed:
            continue
        try:
            imported = bring_in(path, ImportOptions(progress=True))
        except ActquizError as error:
            told = [str(error)]
        else:
            told = [note.what for note in imported.notes]
            for deck in imported.decks:
                came_in += 1
                again = load_text(as_yaml(deck), Path("d.yaml"))
                assert again.problems == []
        assert not [what for what in told if "Expected `" in what or "`$" in what], told
    assert came_in > 200
    assert [one.name for one in tmp_path.iterdir()] == ["in"]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000


@pytest.mark.parametrize(
    "mark",
    [
        *("<div>", "<b>", "<b><i>", "</b>", "<table><tr><td>", "<ul><li>", "<a href='", "<!", "<"),
        *("{{c1::", "{{c1::a}}", "}}", "\\(", "\\(\\)", "&", "&#", "[$]", "<b>{{c1::</b>", "<sup>"),
    ],
)
def test_long_runs_in_a_field_take_little_time(mark: str, tmp_path: Path) -> None:
    """A megabyte of one mark is read like any other field."""
    path = tmp_path / "n.txt"
    path.write_text(f"#html:true\n{mark * (90_000 // len(mark))}\tback\n")
    bring_in(path)


@pytest.mark.parametrize(
    "mark",
    [
        *(
            "> ",
            "- ",
            "  - ",
            "*",
            "_",
            "[",
            "](",
            "![",
            "[a](",
            "<b>",
            "<!--",
            "`",
            "``a",
            "$",
            "$a",
        ),
        *(
            "{{",
            "{{c1::",
            "{{a}}",
            "::",
            "a::b ",
            "\\(",
            "~~",
            "| ",
            "|\n",
            "^a ",
            "# ",
            "---\n",
            "[[a|",
        ),
        *("**a ", "*a_", "<a ", "&amp;", "[a]: b\n", "Q: ", "A: \n", "1. \n"),
    ],
)
def test_long_runs_in_markdown_take_little_time(mark: str, tmp_path: Path) -> None:
    """So is a file of one mark."""
    path = tmp_path / "n.md"
    path.write_text(f"## Heading\n\n{mark * (40_000 // len(mark))}\n")
    bring_in(path)
