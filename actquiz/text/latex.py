"""LaTeX formulas as a tree. Reading never fails: what is wrong with one is listed beside it."""

from __future__ import annotations

import re

from actquiz.text.formula_tree import (
    Accent,
    Fence,
    FormulaRow,
    Fraction,
    Matrix,
    Node,
    Root,
    Script,
    Symbol,
    as_name,
    in_font,
)
from actquiz.text.symbols import ACCENTS, ALPHABETS, CHARACTERS, COMMANDS

MAX_DEPTH = 40
"""Deeper nesting than any formula needs, and far from the interpreter's own limit."""


_MATRICES = ("matrix", "pmatrix", "bmatrix", "vmatrix")
GRIDS = ("cases", *_MATRICES, "aligned", "align", "align*", "gathered")
_FONTS = ("mathrm", "mathit", "mathsf", "mathtt", "mathnormal", "operatorname", "rm")
_TEXTS = ("text", "textrm", "textit", "textbf", "texttt", "mbox")
_FRACTIONS = ("frac", "tfrac", "dfrac", "cfrac", "binom", "tbinom", "dbinom")
_SIZES = ("big", "bigl", "bigr", "Big", "Bigl", "Bigr", "bigg", "biggl", "biggr", "Bigg", "Biggl")
_FENCES = "()[]{}|‖⌊⌋⌈⌉⟨⟩/"

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|\d+(?:\.\d+)*|\.\d+|\s+|.", re.DOTALL)


def parse(latex: str) -> tuple[FormulaRow, list[str]]:
    """The formula's tree, and what is wrong with it."""
    reader = _Reader(latex)
    row = reader.row(())
    while reader.token:
        reader.complain(f"{reader.next()} closes nothing")
        row = FormulaRow(row.items + reader.row(()).items)
    return row, reader.problems


class _Reader:
    """Recursive descent over the tokens."""

    def __init__(self, latex: str) -> None:
        self._tokens: list[str] = [token[0] for token in _TOKEN.finditer(latex)]
        self._place = 0
        self._depth = 0
        self.problems: list[str] = []

    @property
    def token(self) -> str:
        """The token at hand; empty at the end."""
        return self._tokens[self._place] if self._place < len(self._tokens) else ""

    def next(self) -> str:
        """Take the token at hand."""
        token = self.token
        self._place += 1
        return token

    def complain(self, problem: str) -> None:
        if problem not in self.problems:
            self.problems.append(problem)

    def row(self, ends: tuple[str, ...], *, bracket: bool = False) -> FormulaRow:
        """Read up to one of ``ends`` or what closes a group (not taken), or the end.

        ``bracket``: a closing bracket ends the row too.
        """
        if self._is_too_deep():
            return FormulaRow()
        self._depth += 1
        items: list[Node] = []
        while self.token and self.token not in (*ends, "}", "\\right", "\\end"):
            role = self._role()
            if role == "close" and bracket:
                break
            if role == "open":
                items.append(self._bracket(ends))
            elif self.token in ("^", "_", "'"):
                base = items.pop() if items and not _is_space(items[-1]) else FormulaRow()
                items.append(self._scripts(base))
            elif (item := self._item()) is not None:
                items.append(item)
        self._depth -= 1
        return FormulaRow(tuple(items))

    def _is_too_deep(self) -> bool:
        """Whether to give up here, so that no formula exhausts the stack."""
        if self._depth < MAX_DEPTH:
            return False
        self.complain("the formula is nested too deeply")
        self._place = len(self._tokens)
        return True

    def _role(self) -> str:
        """The role of the token at hand, where it stands for a symbol."""
        known = COMMANDS.get(self.token[1:]) or CHARACTERS.get(self.token)
        return known[1] if known else "ord"

    def _bracket(self, ends: tuple[str, ...]) -> Node:
        """A bracket with what it holds; the sides may differ, as in ``[0, 1)``."""
        left = self._symbol()
        body = self.row(ends, bracket=True)
        if self._role() == "close":
            return Fence(left.text, body, self._symbol().text)
        return FormulaRow((left, *body.items))

    def _symbol(self) -> Symbol:
        token = self.next()
        return Symbol(*(COMMANDS.get(token[1:]) or CHARACTERS.get(token, (token, "ord"))))

    def _scripts(self, base: Node) -> Script:
        """Everything raised and lowered beside one base, in any order."""
        parts: dict[str, Node] = {}
        primes = 0
        while self.token in ("^", "_", "'") or (self.token.isspace() and (parts or primes)):
            mark = self.next()
            if mark.isspace():
                continue
            if mark == "'":
                primes += 1
            elif mark in parts:
                self.complain(f"two {mark} on one base: put the first in braces")
                self._argument(mark)
            else:
                parts[mark] = self._argument(mark)
        raised = parts.get("^")
        if primes:
            marks = Symbol({1: "′", 2: "″", 3: "‴"}.get(primes, "′" * primes))
            raised = FormulaRow((marks, raised)) if raised else marks
        return Script(base, parts.get("_"), raised)

    def _argument(self, owner: str) -> Node:
        """One braced group, or the one thing that follows."""
        while self.token.isspace():
            self.next()
        if self.token == "{":
            return self._group()
        if self.token in ("", "}", "&", "\\\\", "^", "_", "\\right", "\\end"):
            self.complain(f"{owner} has nothing to work on")
            return FormulaRow()
        if self._is_too_deep():
            return FormulaRow()
        self._depth += 1
        item = self._item(owner)
        self._depth -= 1
        return item or FormulaRow()

    def _group(self) -> FormulaRow:
        self.next()
        row = self.row(())
        if self.token == "}":
            self.next()
        else:
            self.complain("{ is never closed")
        return row

    def _item(self, owner: str = "") -> Node | None:
        """One thing; ``owner`` is the command that takes it as its argument without braces."""
        token = self.token
        if token == "{":
            group = self._group()
            # ``10{,}000``: the braces say that this comma separates nothing.
            if len(group.items) == 1 and isinstance(group.items[0], Symbol):
                return Symbol(group.items[0].text)
            return group
        self.next()
        if token.isspace():
            return None
        if token.startswith("\\"):
            return self._command(token)
        if owner and token[0].isdigit() and len(token) > 1:
            # TeX takes one digit: x^10 is x¹ followed by 0.
            self._place -= 1
            self._tokens[self._place] = token[1:]
            if owner in ("^", "_"):
                self.complain(f"{owner}{token} moves only the {token[0]}: write {owner}{{{token}}}")
            return Symbol(token[0])
        if token in ("&", "$"):
            self.complain(f"{token} has no place here")
            return None
        return Symbol(*CHARACTERS.get(token, (token, "ord")))

    def _command(self, token: str) -> Node | None:
        name = token[1:].rstrip("*") or token[1:]
        if name in COMMANDS:
            return Symbol(*COMMANDS[name]) if COMMANDS[name][0] else None
        if name in _FRACTIONS:
            above, below = self._argument(token), self._argument(token)
            return Fraction(above, below, not name.endswith("binom"), name == "tfrac")
        if name == "sqrt":
            return self._root()
        if name == "left":
            return self._fence()
        if name == "begin":
            return self._grid()
        if name in ACCENTS:
            return Accent(name, self._argument(token))
        if name in ALPHABETS:
            return in_font(self._argument(token), ALPHABETS[name])
        if name in _FONTS:
            return as_name(self._argument(token), "op" if name == "operatorname" else "word")
        if name in _TEXTS:
            return self._text(token)
        if name in _SIZES:
            return None
        self.complain(f"unknown command {token}")
        return Symbol(token)

    def _root(self) -> Root:
        degree: Node | None = None
        if self.token == "[":
            self.next()
            degree = self.row(("]",))
            if self.next() != "]":
                self.complain("[ is never closed")
        return Root(self._argument("\\sqrt"), degree)

    def _fence(self) -> Fence:
        left = self._delimiter("\\left")
        body = self.row(())
        if self.token != "\\right":
            self.complain("\\left has no \\right")
            return Fence(left, body, "")
        self.next()
        return Fence(left, body, self._delimiter("\\right"))

    def _delimiter(self, owner: str) -> str:
        while self.token.isspace():
            self.next()
        token = self.next()
        text = COMMANDS.get(token[1:], ("", ""))[0] if token.startswith("\\") else token
        if token != "." and text not in _FENCES:
            self.complain(f"{owner} needs a bracket, not {token or 'the end'}")
        return text if text in _FENCES else ""

    def _grid(self) -> Node:
        name = self._name()
        if name not in GRIDS:
            self.complain(f"unknown environment {name or '(no name)'}")
        rows: list[tuple[Node, ...]] = []
        cells: list[Node] = []
        while True:
            cells.append(self.row(("&", "\\\\")))
            end = self.next()
            if end == "&":
                continue
            rows.append(tuple(cells))
            cells = []
            if end == "\\\\":
                continue
            if end != "\\end":
                self.complain(f"\\begin{{{name}}} has no \\end")
            elif self._name() != name:
                self.complain(f"\\begin{{{name}}} is ended by another environment's \\end")
            break
        if len(rows) > 1 and rows[-1] == (FormulaRow(),):
            rows.pop()
        return Matrix(name, tuple(rows))

    def _name(self) -> str:
        if self.token != "{":
            return ""
        taken = self.next()
        while self.token and not taken.endswith("}"):
            taken += self.next()
        return taken[1:].removesuffix("}").strip()

    def _text(self, owner: str) -> Symbol:
        """Words as they are written, spaces included."""
        while self.token.isspace():
            self.next()
        if self.token != "{":
            self.complain(f"{owner} has nothing to work on")
            return Symbol("", "text")
        taken, depth = "", 0
        while self.token:
            token = self.next()
            depth += (token == "{") - (token == "}")
            if depth == 0:
                break
            taken += "" if token in "{}" else _SPOKEN.get(token, token)
        if depth:
            self.complain("{ is never closed")
        return Symbol(re.sub(r"\s+", " ", taken), "text")


_SPOKEN = {"\\ ": " ", "\\,": " ", "\\%": "%", "\\&": "&", "\\$": "$", "\\_": "_", "~": " "}


def _is_space(node: Node) -> bool:
    return isinstance(node, Symbol) and node.role == "space"
