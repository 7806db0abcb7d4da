"""Text as the tokens that count: words by their stem, numbers by their value, signs as words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from actquiz.practice.judge.stems import stem
from actquiz.practice.number_words import NUMBERS, PARTS
from actquiz.practice.typed import number, spelled
from actquiz.text.markdown import escape


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign."""

    raw: str
    """As typed, in lower case, signs and Greek letters spelled."""
    stem: str
    value: Fraction | None = None
    """Of a number, also of one that is written as a word."""
    signed: bool = False
    """A minus stands before the number."""


MARKS = frozenset(",;:.!?—()")
SIGNS = frozenset(("+", "-", "*", "/", "^", "=", "'", "|"))
_SHORT = {
    "lr": "learning rate", "bn": "batch norm", "ln": "layer norm", "batchnorm": "batch norm",
    "layernorm": "layer norm", "rmsnorm": "rms norm", "init": "initialization",
    "inits": "initializations", "grad": "gradient", "grads": "gradients", "fp16": "float16",
    "bf16": "bfloat16", "fp32": "float32", "fp64": "float64", "half-precision": "float16",
    "params": "parameters", "param": "parameter", "preact": "pre activation",
    "preactivation": "pre activation", "preactivations": "pre activations",
    "nonlinearity": "non linearity", "nonlinearities": "non linearities",
    "stdev": "standard deviation", "std": "standard deviation", "var": "variance",
    "deriv": "derivative", "approx": "approximation", "max": "maximum", "min": "minimum",
    "xavier": "glorot", "kaiming": "he-init", "logsumexp": "log sum exp", "lse": "log sum exp",
    "w/o": "without", "w/": "with", "nets": "networks", "net": "network", "nn": "network",
    "nns": "networks", "act": "activation", "fn": "function", "fns": "functions",
    "dist": "distribution", "prob": "probability", "probs": "probabilities", "vs": "versus",
    "bc": "because", "b/c": "because", "coz": "because", "cuz": "because", "eps": "epsilon",
    "ffn": "feed forward", "mlp": "feed forward", "feedforward": "feed forward",
    "sigmoids": "sigmoid", "relus": "relu", "infs": "inf", "nans": "nan", "dtype": "precision",
    "infinity": "inf", "kinda": "", "basically": "", "backprop": "backpropagation",
    "hparams": "hyperparameters", "seq": "sequence", "elementwise": "element wise",
    "ce": "cross entropy", "nll": "negative log likelihood", "bce": "binary cross entropy",
    "mse": "squared error", "1st": "first", "2nd": "second",
    "crossentropyloss": "cross entropy loss", "bceloss": "binary cross entropy loss",
    "bcewithlogitsloss": "binary cross entropy logits",
    "bcewithlogits": "binary cross entropy logits",
    "binarycrossentropy": "binary cross entropy", "categoricalcrossentropy": "cross entropy",
}  # fmt: skip
"""What people type for longer words."""
_SAME = {"sigmoid": "sigma"}
_NOT = {
    "cannot": "can not", "can't": "can not", "won't": "will not", "shan't": "shall not",
    "ain't": "is not", "dont": "do not", "doesnt": "does not", "isnt": "is not",
    "arent": "are not", "wasnt": "was not", "didnt": "did not", "cant": "can not",
    "wont": "will not", "wouldnt": "would not", "shouldnt": "should not", "couldnt": "could not",
    "hasnt": "has not", "havent": "have not", "neednt": "need not", "werent": "were not",
}  # fmt: skip
_PREFIXED = {
    "unbounded": "bounded", "unstable": "stable", "unsaturated": "saturated",
    "asymmetric": "symmetric", "unchanged": "changed", "insensitive": "sensitive",
    "unequal": "equal", "impossible": "possible", "unlikely": "likely", "imprecise": "precise",
    "uncalibrated": "calibrated", "uncentred": "centred", "uncentered": "centered",
    "inexact": "exact", "unnormalised": "normalised", "unnormalized": "normalized",
    "noninvertible": "invertible", "uninvertible": "invertible", "irreversible": "reversible",
    "undefined": "defined", "unscaled": "scaled", "discontinuous": "continuous",
    "unmatched": "matched", "mismatched": "matched", "unlabelled": "labelled",
    "untrainable": "trainable", "unaffected": "affected", "inseparable": "separable",
    "uncommon": "common", "unhelpful": "helpful", "unimportant": "important",
    "unrelated": "related", "unsuitable": "suitable", "unsafe": "safe",
}  # fmt: skip
"""Words that deny their own stem; ``non`` before any word does the same."""
_NON = re.compile(r"non(?!e$|etheless|sense|theless)([a-z]{4,})")
_TERMS = {
    " ".join(term.split()): term.replace(" ", "_")
    for term in (
        "learning rate", "weight decay", "batch norm", "layer norm", "activation function",
        "neural network", "machine learning", "deep learning", "loss scale", "step size",
        "gradient descent", "random seed", "cross entropy", "negative binomial", "skip connection",
        "fan in", "fan out", "log sum exp", "feed forward", "early stop", "group norm",
        "standard deviation", "chain rule", "product rule", "gradient clip", "loss function",
        "temperature scale", "time step", "he init", "transfer learn", "in practice",
        "hidden state", "for example", "of course", "at all", "language model", "rms norm",
    )
}  # fmt: skip
_TERM_WORDS = {
    "normaliz": "norm",
    "batchnorm": "batch norm",
    "learn": "learning",
    "initializ": "init",
    "networks": "network",
    "shortcut": "skip",
}
"""A term's word under another stem."""

_TOKEN = re.compile(
    r"(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[+-]?\d+)?|\.\d+)"
    r"(?P<percent>\s?%)?"
    r"|(?P<word>[a-z][a-z0-9]*(?:'(?:t|s|re|ll|d|ve)\b)?)"
    r"|(?P<sign><=|>=|!=|->|[-+*/^=<>~'|])|(?P<mark>[,;:!?—().])"
)
_SIGN_WORDS = {
    "<=": "at most",
    ">=": "at least",
    "<": "below",
    ">": "above",
    "->": "to",
    "~": "about",
    "!=": "not equal",
}
_SYMBOL = re.compile(r"(alpha|beta|gamma|delta|epsilon|lambda|sigma|phi|chi|omega|theta|sigmoid)")
_PRODUCT = re.compile(rf"{_SYMBOL.pattern}([a-z]\d?|\d)|((?:[a-z]\d)+)([a-z])|((?:[a-z]\d){{2,}})")
"""Factors written without a space: ``betax``, ``w1x``, ``w2w1``."""
_SENTENCE = re.compile(
    r"(?i)(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!\bcf)(?<!\betc)[.!?]+(?=[\s)\"']|$)|\n+"
)
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")


def sentences(text: str) -> Iterator[list[Token]]:
    """The tokens of each sentence; lines and list entries are sentences of their own."""
    for line in text.replace("\\n", "\n").splitlines():
        for part in _SENTENCE.split(_BULLET.sub("", line)):
            if part and (found := tokens(part)):
                yield found


def tokens(text: str) -> list[Token]:
    """The tokens of one sentence, or of one way of saying something."""
    if not re.search(r"[\\$`*|^_²³₀-₉]", text) and text.isascii():
        plain = " ".join(text.casefold().split())
    else:
        # In lower case first: a capital chi has no name of its own.
        text = text.lower().replace("ς", "σ")
        plain = spelled(text if text.count("$") > 1 else escape(text))
    plain = re.sub(r"(?<![a-z])([a-z])_(\d|[a-z](?![a-z]))", r"\1\2", plain).replace("_", " ")
    plain = re.sub(r"\((?:x|z|t|s|a|h)\)", "", plain)
    return _merged(_terms(list(_numbers(list(_tokens(plain))))))


def _tokens(plain: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(plain):
        if found["number"]:
            yield _number(found)
        elif found["word"]:
            yield from _word(found["word"])
        elif found["sign"]:
            yield from _sign(found, plain)
        else:
            yield Token(found[0], found[0])


def _number(found: re.Match[str]) -> Token:
    value = number(found["number"].replace(",", "")) or Fraction(0)
    raw = found[0].replace(" ", "")
    return Token(raw, raw, value / 100 if found["percent"] else value)


def _sign(found: re.Match[str], plain: str) -> Iterator[Token]:
    sign, start, end = found["sign"], found.start(), found.end()
    left, right = plain[:start], plain[end:]
    if sign == "-" and _is_hyphen(left, right):
        return
    if sign == "-" and re.search(r"[a-z)]{2}\s$", left) and re.match(r"\s[a-z]{2}", right):
        yield Token("—", "—")
        return
    if sign == "'" and not re.search(r"(?:^|[^a-z])(?:[a-z]|sigma|phi|relu|tanh|silu)$", left):
        return
    if sign in _SIGN_WORDS:
        for word in _SIGN_WORDS[sign].split():
            yield Token(word, stem(word))
    elif sign != "*":
        yield Token(sign, sign)


def _is_hyphen(left: str, right: str) -> bool:
    if left[-1:].isdigit() and _SYMBOL.match(right):
        return False
    long = re.search(r"[a-z]{2}$|\d$", left) and re.match(r"[a-z]{2}", right)
    return bool(long or (re.search(r"\b[a-z]$", left) and re.match(r"[a-z]{3}", right)))


def _word(word: str) -> Iterator[Token]:
    bare = word.removesuffix("'s")
    longer = _NOT.get(bare)
    if longer is None and bare.endswith("n't"):
        longer = f"{bare[:-3]} not"
    if longer is None and bare in _PREFIXED:
        longer = f"non {_PREFIXED[bare]}"
    if longer is None and (non := _NON.fullmatch(bare)):
        longer = f"non {non[1]}"
    if longer is None:
        longer = _SHORT.get(bare, bare)
    for one in longer.split():
        if _PRODUCT.fullmatch(one):
            for part in re.findall(rf"{_SYMBOL.pattern}|([a-z]?\d|[a-z])", one):
                yield Token("".join(part), "".join(part))
            continue
        one = _SAME.get(one, one.split("'")[0] or one)
        value = Fraction(NUMBERS[one]) if one in NUMBERS else None
        yield Token(one, stem(one), value)


def _numbers(read: list[Token]) -> Iterator[Token]:
    """``1/4``, ``one quarter`` and ``a quarter`` as one number, and ``- 0.17`` with its sign."""
    place = 0
    while place < len(read):
        token = read[place]
        ahead = [each.raw for each in read[place + 1 : place + 3]]
        if token.value is not None and len(ahead) == 2 and ahead[0] == "/":
            below = read[place + 2].value
            if below:
                raw = f"{token.raw}/{ahead[1]}"
                yield Token(raw, raw, token.value / below)
                place += 3
                continue
        if ahead and (below_word := PARTS.get(ahead[0])):
            above = 1 if token.raw in ("a", "an") else token.value
            if above is not None:
                raw = f"{token.raw} {ahead[0]}"
                yield Token(raw, raw, Fraction(above) / below_word)
                place += 2
                continue
        if token.raw in ("half", "quarter"):
            token = Token(token.raw, token.raw, Fraction(1, PARTS[token.raw]))
        elif token.raw in ("-", "minus", "negative") and place + 1 < len(read):
            value = read[place + 1].value
            starts = place == 0 or read[place - 1].value is None
            joined = place and (read[place - 1].raw in ("x", "s", "p", "z", ")"))
            if value is not None and starts and not joined:
                raw = f"-{read[place + 1].raw}"
                yield Token(raw, raw, value, signed=True)
                place += 2
                continue
        if token.raw in ("minus", "plus"):
            sign = {"minus": "-", "plus": "+"}[token.raw]
            token = Token(token.raw, sign)
        yield token
        place += 1


def _terms(read: list[Token]) -> list[Token]:
    """Terms of the field as one token each: a ``learning rate`` is no ``rate``."""
    made: list[Token] = []
    place = 0
    while place < len(read):
        pair = read[place : place + 3]
        for size in (3, 2):
            term = " ".join(_TERM_WORDS.get(one.stem, one.raw) for one in pair[:size])
            key = _TERMS.get(term) or _TERMS.get(_singular(term)) if len(pair) >= size else None
            if key:
                made.append(Token(" ".join(one.raw for one in pair[:size]), key))
                place += size
                break
        else:
            made.append(read[place])
            place += 1
    return made


def _singular(term: str) -> str:
    first, _, last = term.rpartition(" ")
    last = re.sub(r"(?:ping|ping)$", "p", last)
    for ending in ("ing", "s"):
        last = last.removesuffix(ending)
    return f"{first} {last}"


_HE_AFTER_WORDS = """
    is was has had says said does did would will can could should may might must thinks wants asks
    also then never not shows showed showing claims claimed found proposed
"""
_HE_AFTER = frozenset(_HE_AFTER_WORDS.split())


def _merged(read: list[Token]) -> list[Token]:
    """``He`` the author apart from ``he`` the pronoun, by what follows; no parentheses in signs."""
    made = []
    for place, token in enumerate(read):
        if token.stem in ("he", "he_init", "he-init"):
            after = read[place + 1].raw if place + 1 < len(read) else ""
            stem_ = "he" if token.stem == "he" and after in _HE_AFTER else "he_init"
            token = Token(token.raw, stem_)
        made.append(token)
    return made
