"""What PyTorch itself says: an attribute of a fresh module, a default of a signature.

``nn.GELU().approximate``, ``nn.RReLU(0.1, 0.3).upper``, ``nn.functional.softplus.threshold``: the
text is parsed and looked up, never evaluated. A stranger's deck can construct small modules of
``torch.nn`` and read plain values, nothing else.
"""

from __future__ import annotations

import ast
import inspect
from typing import Any

from actquiz.errors import ActquizError

Fact = bool | int | float | str | None
_FIX = "write nn.GELU().approximate or nn.functional.softplus.threshold"
_LARGEST = 64
"""Sizes of modules that may be constructed."""
_ROOMS = {("nn",), ("nn", "functional"), ("nn", "init")}


def look_up(text: str) -> Fact:
    """The value; ActquizError if there is no such thing, or PyTorch is not installed."""
    steps, arguments = _read(text)
    torch = _torch()
    room: Any = torch
    for step in steps[:-2]:
        room = getattr(room, step, None)
    owner = getattr(room, steps[-2], None)
    if arguments is None:
        return _plain(text, _default(text, owner, steps[-1]))
    if not (inspect.isclass(owner) and issubclass(owner, torch.nn.Module)):
        raise ActquizError(f"“{text}”: there is no module {steps[-2]} in torch.nn", fix=_FIX)
    try:
        module = owner(*arguments[0], **arguments[1])
    except (TypeError, ValueError, RuntimeError) as error:
        raise ActquizError(f"“{text}” cannot be constructed: {error}", fix=_FIX) from None
    if not hasattr(module, steps[-1]):
        raise ActquizError(f"“{text}”: it has no {steps[-1]}", fix=_FIX)
    return _plain(text, getattr(module, steps[-1]))


def _torch() -> Any:
    try:
        import torch
    except (ImportError, OSError):
        raise ActquizError(
            "PyTorch is not installed", fix="add it with scripts/run --torch …"
        ) from None
    return torch


def is_installed() -> bool:
    """Whether PyTorch can be asked here."""
    try:
        _torch()
    except ActquizError:
        return False
    return True


def _default(text: str, owner: Any, name: str) -> Any:
    try:
        parameters = inspect.signature(owner).parameters
    except (TypeError, ValueError):
        raise ActquizError(f"“{text}”: its signature cannot be read", fix=_FIX) from None
    if name not in parameters or parameters[name].default is inspect.Parameter.empty:
        raise ActquizError(f"“{text}”: there is no default of {name}", fix=_FIX)
    return parameters[name].default


def _plain(text: str, value: Any) -> Fact:
    """A plain value; of a function its name."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if inspect.isfunction(value):
        return value.__name__
    raise ActquizError(f"“{text}” is not a plain value", fix=_FIX)


def _read(text: str) -> tuple[list[str], tuple[list[Fact], dict[str, Fact]] | None]:
    """The names on the way, and the arguments where a module is constructed before the last."""
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ActquizError(f"“{text}” cannot be read", fix=_FIX) from None
    if not isinstance(tree, ast.Attribute):
        raise ActquizError(f"“{text}” names no attribute and no default", fix=_FIX)
    call = tree.value if isinstance(tree.value, ast.Call) else None
    names = [tree.attr]
    node: ast.expr = call.func if call else tree.value
    while isinstance(node, ast.Attribute):
        names.insert(0, node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        raise ActquizError(f"“{text}” does more than look something up", fix=_FIX)
    names.insert(0, node.id)
    if tuple(names[:-2]) not in _ROOMS or any(name.startswith("_") for name in names):
        raise ActquizError(f"“{text}” is not in torch.nn, its functional or init", fix=_FIX)
    if call is None:
        return names, None
    keywords = {word.arg: _constant(text, word.value) for word in call.keywords if word.arg}
    return names, ([_constant(text, each) for each in call.args], keywords)


def _constant(text: str, node: ast.expr) -> Fact:
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        value = ...
    small = not isinstance(value, int) or abs(value) <= _LARGEST
    if (value is None or isinstance(value, (bool, int, float, str))) and small:
        return value
    raise ActquizError(f"“{text}” has an argument that is no small plain value", fix=_FIX)
