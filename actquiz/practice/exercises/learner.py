"""The learner's functions as the checks call them, and what calling them can bring up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from actquiz.practice.exercises.limits import ALLOWED
from actquiz.practice.exercises.process import Ended, Process
from actquiz.practice.exercises.report import Trouble, TroubleKind
from actquiz.practice.exercises.value_text import as_code
from actquiz.practice.exercises.wire import Foreign, Wire


class Wrong(Exception):
    """Something is wrong with the learner's file; checks raise it, the judge reports it."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.what)
        self.trouble = trouble


class Gone(Wrong):
    """The learner's process has ended; nothing more can be asked of it."""


class Call:
    """The arguments of one call."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.args = args
        self.kwargs = kwargs

    @classmethod
    def of(cls, value: Any) -> Call:
        """``value`` itself if it is a call, else the call with that one argument."""
        return value if isinstance(value, Call) else cls(value)

    def shown(self, name: str) -> str:
        """The call as Python."""
        named = [f"{key}={as_code(value)}" for key, value in self.kwargs.items()]
        return f"{name}({', '.join([*map(as_code, self.args), *named])})"


class Warned(NamedTuple):
    """A warning that came out of the learner's code."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class CallResult:
    """What one call gave."""

    value: Any
    args: tuple[Any, ...]
    """The positional arguments as the function left them; empty unless asked for."""
    own: tuple[int, ...]
    """Places of the positional arguments that it returned: the very object, or one of a tuple."""
    warnings: tuple[Warned, ...]


class Handle(Foreign):
    """An object that stays with the learner: pass it back in, or call its methods."""

    learner: Learner

    def __getattr__(self, name: str) -> Function:
        return Function(self.learner, name, self)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return Function(self.learner, "__call__", self)(*args, **kwargs)

    def __repr__(self) -> str:
        return self.text


class Function:
    """One function (or class, or method) of the learner's."""

    def __init__(self, learner: Learner, name: str, of: Handle | None = None) -> None:
        self._learner = learner
        self.name = name
        self._of = of
        self.__name__ = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """What it returns. Raises ``Wrong`` for whatever else happens."""
        return self.answer(Call(*args, **kwargs)).value

    def answer(self, call: Call, *, watch: bool = False) -> CallResult:
        """What it returns and what else was seen; ``watch``: its arguments afterwards too."""
        try:
            return self._learner.ask(self._of, self.name, call, watch=watch)
        except Wrong as wrong:
            if wrong.trouble.kind != "unwritten":
                wrong.trouble = replace(wrong.trouble, call=self.shown(call))
            raise

    def shown(self, call: Call) -> str:
        """The call as Python."""
        owner = f"{self._of.kind}." if self._of else ""
        return call.shown(owner + self.name)


class Learner:
    """The learner's file, loaded: its functions are attributes."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._wire = Wire(self._handle)

    def __getattr__(self, name: str) -> Function:
        if name.startswith("__"):
            raise AttributeError(name)
        return Function(self, name)

    def names(self, loaded: dict[str, Any]) -> set[str]:
        """The functions and classes that the file defines, from the answer to loading it."""
        return set(self._wire.unpack(self._result(loaded)["value"]))

    def ask(self, of: Handle | None, name: str, call: Call, *, watch: bool) -> CallResult:
        """Have one function called."""
        self._process.send(
            {
                "of": of.number if of else None,
                "name": name,
                "args": self._wire.pack(call.args),
                "kwargs": self._wire.pack(call.kwargs),
                "watch": watch,
            }
        )
        got = self._result(self._receive())
        after = () if got["args"] is None else self._wire.unpack(got["args"])
        warned = tuple(Warned(text, line) for _, text, line in got["warnings"])
        own = tuple(got["own"])
        return CallResult(self._wire.unpack(got["value"]), after, own, warned)

    def _receive(self) -> dict[str, Any]:
        """The next answer; functions of ours that the learner's code calls run on the way."""
        try:
            while "call" in (message := self._process.receive()):
                self._process.send(self._called(*message["call"]))
        except Ended as ended:
            raise Gone(ended.trouble) from None
        return message

    def _called(self, number: int, args: Any, kwargs: Any) -> dict[str, Any]:
        function: Callable[..., Any] = self._wire.kept(number)
        try:
            value = function(*self._wire.unpack(args), **self._wire.unpack(kwargs))
        except Exception as error:
            # The learner's code gave it something that it cannot take.
            return {"error": f"{type(error).__name__}: {error}"}
        return {"value": self._wire.pack(value)}

    def _result(self, message: dict[str, Any]) -> dict[str, Any]:
        if "error" in message:
            raise Wrong(_told(**message["error"]))
        return message

    def _handle(self, number: int, kind: str, text: str) -> Handle:
        handle = Handle(number, kind, text)
        handle.learner = self
        return handle


def _told(kinds: list[str], text: str, line: int) -> Trouble:
    """An exception in the learner's code, said as what it is."""
    name = kinds[0]
    known: list[tuple[str, TroubleKind, str, str]] = [
        ("TooMuchOutput", "output", "it printed or wrote more than it may",
         "take out what prints in a loop"),
        ("Refused", "refused", f"it {text}", f"do it with {ALLOWED}"),
        ("ModuleNotFoundError", "refused", _sentence(text), f"only {ALLOWED} may be imported"),
        ("SyntaxError", "syntax", f"this is not Python: {text}", ""),
        ("NotImplementedError", "unwritten", "this is not written yet", ""),
        ("SystemExit", "exit", "the program ends itself here", "let the function return instead"),
        ("RecursionError", "error", "it calls itself without an end (RecursionError)", ""),
        ("MemoryError", "memory", "it needs more memory than it may have",
         "look for an array that is larger than it should be"),
    ]  # fmt: skip
    for kind, sort, what, fix in known:
        if kind in kinds:
            return Trouble(sort, what, line=line, fix=fix)
    return Trouble("error", f"{name}: {text}" if text else name, line=line)


def _sentence(text: str) -> str:
    return text[:1].lower() + text[1:]
