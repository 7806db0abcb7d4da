"""A typed formula as LaTeX, as it is written: nothing is simplified, so nothing is given away."""

from __future__ import annotations

import ast
import re

from actquiz.engine import expressions
from actquiz.engine.typed_formula import word
from actquiz.errors import ActquizError
from actquiz.text.symbols import UNRAISED

_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(5)
_NAMES = {
    "sigmoid": r"\sigma", "Phi": r"\Phi", "phi": r"\varphi", "pi": r"\pi", "log": r"\ln",
    "exp": r"\exp", "tanh": r"\tanh", "sinh": r"\sinh", "cosh": r"\cosh", "sin": r"\sin",
    "cos": r"\cos", "max": r"\max", "min": r"\min",
}  # fmt: skip
_SIGNS = {
    "−": "-", "–": "-", "·": "*", "⋅": "*", "×": "*", "÷": "/", "⁄": "/", "^": "**",
    "σ": "sigmoid", "Φ": "Phi", "φ": "phi", "π": "pi", "≤": "<=", "≥": ">=",
    "{": "(", "}": ")", "[": "(", "]": ")", "$": "",
}  # fmt: skip
_KEYWORDS = {"if", "else", "and", "or", "not"}
_TOKEN = re.compile(r"\d+\.?\d*(?:e[+-]?\d+)?|\.\d+|[A-Za-z_]\w*|\*\*|[<>=!]=|\S")
_ROOT = re.compile(r"√\s*(?=\()|√\s*(\d+\.?\d*|x)")
_RAISED = re.compile(f"[{re.escape(''.join(UNRAISED))}]+")
_LIBRARY = re.compile(r"\b(?:np|numpy|math)\s*\.\s*(?=[A-Za-z])")
_LEFT_SIDE = re.compile(r"^[^=<>!]*=(?!=)")
"""``f(x) =``."""
_LONGEST_LETTER = 2
_RELATIONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<", ast.LtE: r"\le", ast.Gt: ">", ast.GtE: r"\ge", ast.Eq: "=", ast.NotEq: r"\ne",
}  # fmt: skip


def latex(text: str) -> str:
    """The formula in LaTeX; what is LaTeX already stays as it is.

    Raise ``ActquizError`` for what cannot be drawn.
    """
    bare = text.strip().strip("$").strip()
    if "\\" in bare:
        return bare
    try:
        return _write(ast.parse(_spelled(_LEFT_SIDE.sub("", bare)), mode="eval").body, _SUM)
    except (SyntaxError, ValueError, RecursionError) as error:
        raise ActquizError("this is not a formula of x", fix="write it out") from error


def _write(node: ast.expr, level: int) -> str:
    """The node, in brackets where it binds less than ``level``."""
    text, own = _node(node)
    return text if own >= level else rf"\left({text}\right)"


def _node(node: ast.expr) -> tuple[str, int]:
    """LaTeX, and how strongly it binds."""
    match node:
        case ast.Constant(value=int() | float() as number):
            return f"{number}", _ATOM
        case ast.Name(id=name):
            return _name(name), _ATOM
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return f"-{_write(operand, _SIGN)}", _SIGN
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _node(operand)
        case ast.BinOp():
            return _binary(node)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _call(name, arguments), _ATOM
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return f"{_write(left, _SUM)} {_RELATIONS[type(op)]} {_write(right, _SUM)}", _SUM
        case ast.IfExp(test=test, body=body, orelse=other):
            return _cases(test, body, other), _ATOM
    raise ValueError(ast.dump(node))


def _binary(node: ast.BinOp) -> tuple[str, int]:
    left, right = node.left, node.right
    match node.op:
        case ast.Add():
            return f"{_write(left, _SUM)} + {_write(right, _SUM)}", _SUM
        case ast.Sub():
            return f"{_write(left, _SUM)} - {_write(right, _PRODUCT)}", _SUM
        case ast.Mult():
            between = r" \cdot " if isinstance(right, ast.Constant) else r"\,"
            return f"{_write(left, _PRODUCT)}{between}{_write(right, _POWER)}", _PRODUCT
        case ast.Div():
            return rf"\frac{{{_write(left, _SUM)}}}{{{_write(right, _SUM)}}}", _POWER
        case ast.Pow():
            return f"{_write(left, _ATOM)}^{{{_write(right, _SUM)}}}", _POWER
    raise ValueError(ast.dump(node))


def _call(name: str, arguments: list[ast.expr]) -> str:
    written = [_write(argument, _SUM) for argument in arguments]
    if name == "sqrt" and len(written) == 1:
        return rf"\sqrt{{{written[0]}}}"
    if name == "abs" and len(written) == 1:
        return rf"\left|{written[0]}\right|"
    if name == "where" and len(written) == 3:
        return _cases(*arguments)
    return rf"{_name(name)}\left({', '.join(written)}\right)"


def _cases(test: ast.expr, body: ast.expr, other: ast.expr) -> str:
    first = rf"{_write(body, _SUM)} & {_write(test, _SUM)}"
    return rf"\begin{{cases}}{first} \\ {_write(other, _SUM)} & \text{{else}}\end{{cases}}"


def _name(name: str) -> str:
    return _NAMES.get(name, name if len(name) == 1 else rf"\operatorname{{{name}}}")


def _spelled(text: str) -> str:
    """The expression a person meant: signs, names in any case, products left out."""
    text = _RAISED.sub(_power, text)
    for sign, spelling in _SIGNS.items():
        text = text.replace(sign, spelling)
    text = _LIBRARY.sub("", text)
    text = _ROOT.sub(lambda of: f" sqrt({of[1]})" if of[1] else " sqrt", text)
    tokens = _TOKEN.findall(re.sub(r"\|([^|]+)\|", r"abs(\1)", text))
    parts: list[str] = []
    before = ""
    for token in _powers_last([word(token) for token in tokens]):
        if _is_plain(token) and _is_function(before) and before not in _KEYWORDS:
            # "tanh x", "ln 2", as it is written by hand.
            parts.append(f"({token})")
            before = ")"
            continue
        if _ends_factor(before) and _starts_factor(token):
            parts.append("*")
        parts.append(token)
        before = token
    return " ".join(parts)


def _power(run: re.Match[str]) -> str:
    low = "".join(UNRAISED[sign] for sign in run[0])
    return f"**{low}" if low.isdigit() else f"**({low})"


def _is_plain(token: str) -> bool:
    return token[0].isdigit() or token == "pi" or (token not in _KEYWORDS and _is_letter(token))


def _powers_last(tokens: list[str]) -> list[str]:
    """The tokens with ``tanh ** 2 ( x )``, as it is written on paper, as ``tanh ( x ) ** 2``."""
    for start in range(len(tokens) - 3, 0, -1):
        if tokens[start] != "**" or not tokens[start + 1].isdigit():
            continue
        if not _is_function(tokens[start - 1]):
            continue
        power, after = tokens[start : start + 2], tokens[start + 2 :]
        end = _argument(after)
        tokens = tokens[:start] + after[:end] + power + after[end:]
    return tokens


def _argument(tokens: list[str]) -> int:
    """How many of the tokens are a function's argument: one, or a bracket with all it holds."""
    depth = 0
    for count, token in enumerate(tokens, start=1):
        depth += (token == "(") - (token == ")")
        if depth <= 0:
            return count
    return len(tokens)


def _ends_factor(token: str) -> bool:
    """Whether a factor is complete with it: a number, a letter, a closing bracket."""
    if token in _KEYWORDS or _is_function(token):
        return False
    return token == ")" or token[-1:].isalnum() or token.endswith(".")


def _starts_factor(token: str) -> bool:
    return token not in _KEYWORDS and (token == "(" or token[0].isalnum() or token[0] == ".")


def _is_function(word: str) -> bool:
    return word.isidentifier() and word not in {"e", "pi", "inf"} and not _is_letter(word)


def _is_letter(word: str) -> bool:
    """Whether a name stands for a number: short, and nothing that is known."""
    return len(word) <= _LONGEST_LETTER and word.isidentifier() and not expressions.is_known(word)
