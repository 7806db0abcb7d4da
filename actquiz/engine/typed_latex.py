"""A typed formula as LaTeX, as it is written: nothing is simplified, so nothing is given away."""

from __future__ import annotations

import ast

from actquiz.engine.typed_formula import spelled
from actquiz.errors import ActquizError

_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(5)
_NAMES = {
    "sigmoid": r"\sigma", "Phi": r"\Phi", "phi": r"\varphi", "pi": r"\pi", "log": r"\ln",
    "exp": r"\exp", "tanh": r"\tanh", "sinh": r"\sinh", "cosh": r"\cosh", "sin": r"\sin",
    "cos": r"\cos", "max": r"\max", "min": r"\min",
}  # fmt: skip
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
        return _write(ast.parse(spelled(bare), mode="eval").body, _SUM)
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
