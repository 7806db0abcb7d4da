"""actquiz: interview preparation about activation functions, in the terminal.

For programmers: ``actquiz.run("vanishing", depth=50).figures``, ``actquiz.plot("gelu")`` and
``actquiz.engine``; docs/library.md has examples.
"""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"

_LIBRARY = {"run", "plot"}
"""What is imported from the experiments' room when it is first asked for."""


def __getattr__(name: str) -> Any:
    """``run`` and ``plot``; the program itself never waits for them."""
    import importlib

    if name in _LIBRARY:
        return getattr(importlib.import_module("actquiz.demos.library"), name)
    raise AttributeError(f"module 'actquiz' has no attribute '{name}'")
