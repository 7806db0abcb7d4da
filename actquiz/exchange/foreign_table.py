"""Tables of other programs: columns are guessed and shown, or given."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from actquiz.errors import ActquizError, Location
from actquiz.exchange import html_tree
from actquiz.exchange.bank_inline import Context, visible
from actquiz.exchange.bank_markdown import as_markdown
from actquiz.exchange.delimiters import NAMES, guessed_delimiter
from actquiz.exchange.import_report import Gathering, Imported
from actquiz.exchange.slugs import fingerprint, slug, slug_path
from actquiz.words import counted

ROLES = ("front", "back", "why", "tags", "deck", "id", "-")
_KNOWN = {
    "front": "front question term word prompt q kanji expression vocab begriff frage wort",
    "back": "back answer definition meaning translation a solution antwort bedeutung übersetzung",
    "why": "why extra note notes comment explanation example reason hint beispiel",
    "tags": "tag tags category categories topic topics label labels",
    "deck": "deck set group chapter unit lesson",
    "id": "id guid uuid",
    "-": "no no. nr nr. # row index rank number",
}
_ROLE_OF = {word: role for role, words in _KNOWN.items() for word in words.split()}
_LANGUAGES = frozenset(
    (
        *("english", "german", "french", "spanish", "italian", "japanese", "chinese", "korean"),
        *("russian", "latin", "portuguese", "dutch", "polish", "swedish", "turkish", "arabic"),
        *("greek", "hebrew", "deutsch", "englisch", "français", "anglais", "español", "italiano"),
    )
)
"""They name a column that asks or answers; which of the two, its place says."""
_NAMED_SIGN = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_HEAD = 20_000
_MAX_CELL = 1_000_000


@dataclass(frozen=True, slots=True)
class Columns:
    """What a table's columns are."""

    roles: tuple[str, ...]
    header: bool
    """The first row names the columns."""
    delimiter: str
    guessed: bool

    def __str__(self) -> str:
        listed = ", ".join(f"{place}: {role}" for place, role in enumerate(self.roles, start=1))
        first = "the first row names them" if self.header else "the first row is a card"
        parted = NAMES.get(self.delimiter, self.delimiter)
        return f"columns {listed}; {first}; cells are parted by {parted}"


Confirm = Callable[[Columns, Sequence[str]], bool]
"""Whether the guess is right; it is shown with a row of the table."""


def role_of(name: str) -> str:
    """What a column of that name holds; empty if the name says nothing."""
    cell = re.sub(r"[\s_]+", " ", name.strip().lower())
    return _ROLE_OF.get(cell) or _ROLE_OF.get(cell.split(" ")[-1] if cell else "", "")


def roles_in(text: str) -> tuple[str, ...]:
    """What ``--columns`` says; raises ActquizError for what is none."""
    roles = tuple(part.strip().lower() for part in text.split(","))
    wrong = [role for role in roles if role not in ROLES]
    doubled = [role for role in ("front", "back", "id", "deck") if roles.count(role) > 1]
    if wrong or doubled or "front" not in roles or "back" not in roles:
        what = f"'{text}' does not say what the columns are"
        fix = "name each column, with commas between: front and back, and why, tags, deck, id or -"
        raise ActquizError(what, fix=fix)
    return roles


def from_foreign_table(
    text: str,
    path: Path,
    *,
    deck: str = "",
    title: str = "",
    columns: tuple[str, ...] = (),
    confirm: Confirm | None = None,
) -> Imported:
    """The cards in a table; raises ActquizError if its columns cannot be told or are refused."""
    csv.field_size_limit(_MAX_CELL)
    named = _NAMED_SIGN.match(text)
    if named:
        # Excel's own first line; its place stays, so that lines are counted as they are.
        text = text[named.end() :]
    delimiter = named[1] if named else guessed_delimiter(text)
    rows, unclosed = _rows(text, path, delimiter, 2 if named else 1)
    if not rows:
        return Imported([])
    found = _columns(rows, delimiter, columns, path)
    gathering = Gathering()
    if unclosed:
        what = "a quote begins in this row and never ends: all that follows is in its cell"
        gathering.note(Location(path, unclosed), what)
    body = rows[1:] if found.header else rows
    if not body:
        gathering.note(Location(path, 1), "this table has a header and no rows below it")
    elif found.guessed:
        if confirm and not confirm(found, body[0][1]):
            raise ActquizError(
                "nothing was imported", fix="say what the columns are with --columns"
            )
        gathering.note(Location(path, 1), f"{found} (a guess: --columns says it)")
    for line, cells in body:
        _take(dict_of(found.roles, cells), Location(path, line), gathering, deck, title)
        if len(cells) > len(found.roles) and any(cells[len(found.roles) :]):
            more = counted(len(cells) - len(found.roles), "cell")
            gathering.note(Location(path, line), f"left out: {more} more than there are columns")
    return gathering.finish()


def dict_of(roles: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """The row by its columns' roles; columns of one role are lines of one text."""
    row: dict[str, str] = {}
    for role, cell in zip(roles, cells, strict=False):
        if cell.strip():
            row[role] = f"{row[role]}\n{cell}" if role in row else cell
    return row


def _rows(
    text: str, path: Path, delimiter: str, line: int
) -> tuple[list[tuple[int, list[str]]], int]:
    """Each row with its line, the first on ``line``; and the row, if any, whose quote is open."""
    spaced = bool(re.search(rf'["\w] *{re.escape(delimiter)} +"', text[:_HEAD]))
    kept = {"delimiter": delimiter, "skipinitialspace": spaced and delimiter != " "}
    reader = csv.reader(io.StringIO(text, newline=""), **kept)  # type: ignore[arg-type]
    above = line - 1
    rows = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, cells))
            line = reader.line_num + 1 + above
    except csv.Error as error:
        fix = "save it with quotes around cells, as spreadsheets do"
        what = f"this row cannot be read ({error})"
        raise ActquizError(what, fix=fix, where=Location(path, line)) from None
    last = rows[-1][0] if rows else 0
    return rows, last if rows and _is_open(text, last - above, kept) else 0


def _is_open(text: str, line: int, kept: dict[str, Any]) -> bool:
    """Whether the last row, from that line on, ends inside quotes."""
    rest = "\n".join(text.split("\n")[line - 1 :])
    try:
        for _ in csv.reader(io.StringIO(rest, newline=""), strict=True, **kept):
            pass
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def _columns(
    rows: list[tuple[int, list[str]]], delimiter: str, given: tuple[str, ...], path: Path
) -> Columns:
    first = [re.sub(r"[\s_]+", " ", cell.strip().lower()) for cell in rows[0][1]]
    named = [role_of(cell) for cell in rows[0][1]]
    words = sum(map(bool, named)) + sum(cell in _LANGUAGES for cell in first)
    # A lone row is a header only where it names both sides and nothing else.
    is_header = (
        words >= min(2, len(first))
        if len(rows) > 1
        else all(named) and {"front", "back"} <= set(named)
    )
    if given:
        return Columns(given, is_header, delimiter, guessed=False)
    width = max(len(cells) for _, cells in rows)
    if width < 2:
        what = "this table has one column, and a card has a question and an answer"
        raise ActquizError(what, fix="part the cells by tabs or commas", where=Location(path, 1))
    if is_header:
        width = max(len(first), 2)
    roles = _named_roles(named, width) if is_header else []
    if "front" not in roles or "back" not in roles:
        roles = _guessed_roles(rows[1:] if is_header else rows, width)
    return Columns(tuple(roles), is_header, delimiter, guessed=True)


def _named_roles(named: list[str], width: int) -> list[str]:
    roles: list[str] = []
    for role in [*named, *[""] * (width - len(named))]:
        again = bool(role) and role in roles and role not in ("why", "tags", "-")
        roles.append("why" if again and role in ("front", "back") else "-" if again else role)
    for wanted in ("front", "back"):
        if wanted not in roles and "" in roles:
            roles[roles.index("")] = wanted
    return [role or "-" for role in roles]


def _guessed_roles(rows: list[tuple[int, list[str]]], width: int) -> list[str]:
    roles = ["front", "back"]
    for column in range(2, width):
        cells = [cells[column].strip() for _, cells in rows if column < len(cells)]
        filled = [cell for cell in cells if cell]
        short = all(len(cell) <= 40 and re.fullmatch(r"[\w:/ .-]+", cell) for cell in filled)
        repeated = len(set(filled)) < max(len(filled), 2)
        tags = filled and short and repeated and "tags" not in roles
        roles.append("tags" if tags else "why" if filled else "-")
    return roles


def _take(
    row: dict[str, str], where: Location, gathering: Gathering, deck: str, title: str
) -> None:
    parts = tuple(part.strip() for part in row.get("deck", "").split("::") if part.strip())
    name = deck or (
        slug_path(parts, otherwise="") if parts else slug(where.path.stem, otherwise="table")
    )
    shown = title or visible(": ".join(parts) or where.path.stem)
    key = gathering.deck({"format": 1, "deck": name, "title": shown[:1000]}, path=parts or (name,))
    context = Context()
    values: dict[str, Any] = {"kind": "flashcard"}
    for role in ("front", "back", "why"):
        values[role] = as_markdown(
            html_tree.parse(html_tree.from_text(row.get(role, ""))).children, context
        )
    if not values["why"]:
        del values["why"]
    words = re.split(r"[\s,;]+", row.get("tags", ""))
    tags = [slug_path(word.split("::"), otherwise="", joint="-") for word in words if word]
    if tags := list(dict.fromkeys(filter(None, tags))):
        values["tags"] = tags
    gathering.notes(where, context.lost)
    if source := row.get("id", "").strip():
        gathering.card(key, {**values, "id": f"row-{fingerprint(source)}"}, where)
    else:
        wanted = slug(row.get("front", ""), otherwise="card")
        gathering.cards(key, wanted, [("", values)], where)
