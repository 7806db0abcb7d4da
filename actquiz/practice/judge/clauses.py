"""Which words of an answer belong together, and which of them it denies."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

from actquiz.practice.judge.tokens import MARKS, Token, sentences

Force = Literal["not", "not this", "denied", "kept off"]
"""What a negator does.

``not``: turns what follows in its clause; the clause's subject goes with it.
``not this``: turns only what follows (*rather than x*).
``denied``: makes the whole stretch worthless, never its opposite (*it is a myth that*).
``kept off``: counts as *not* where a way of saying asks for one, and denies nothing (*avoids*).
"""


@dataclass(frozen=True, slots=True)
class Negator:
    """One word or phrase that denies: where it stands, and from where to where it reaches."""

    start: int
    end: int
    """The first token after it."""
    left: int
    right: int
    force: Force


@dataclass(slots=True)
class Reading:
    """An answer as one run of tokens with its sentences, clauses and denials."""

    tokens: list[Token] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    """For each token the number of its sentence; likewise below."""
    clause: list[int] = field(default_factory=list)
    bond: list[int] = field(default_factory=list)
    """Stretches as short as they come: what is in one of them is said of each other."""
    weight: list[int] = field(default_factory=list)
    """How many words that carry meaning stand before."""
    negators: list[Negator] = field(default_factory=list)

    def over(self, start: int, end: int) -> list[int]:
        """The negators that reach any of the words ``start`` … ``end``, by number."""
        return [
            number
            for number, one in enumerate(self.negators)
            if one.left < end and start < one.right and not (one.start < end and start < one.end)
        ]


LIGHT_WORDS = """
    a an the of to in on at for is are am be been being was were it its their them they this that
    these those there here very so quite really just also all any some will would can could may
    might should do does did has have had get gets got by with as such our your we you i he she
    his her my me us one's own about around then thus and both what which who when where each
    every into from onto per only even exactly simply always usually typically often mostly
    roughly approximately basically essentially still yet more most much too well
"""
LIGHT = frozenset(LIGHT_WORDS.split())
"""They carry no point; a phrase may have any of them inside."""
_OPENERS_WORDS = """
    but because since although though while whereas so therefore hence thus however unless if when
    where which who whose until otherwise yet still then whenever once even moreover furthermore
    besides also meanwhile instead nevertheless nonetheless
"""
_OPENERS = frozenset(_OPENERS_WORDS.split())
_SUBJECTS_WORDS = """
    it its they their we our you your i he she this that these those there the a an each every all
    both one some many most his
"""
_SUBJECTS = frozenset(_SUBJECTS_WORDS.split())
_VERBS_WORDS = """
    is are was were has have had does do did can could will would may might should must gives give
    keeps keep makes make gets get needs need means mean becomes become goes go stays stay takes
    take uses use lets let allows allow leads lead causes cause works work costs cost helps help
    shows show learns passes pass depends grows shrinks vanishes explodes saturates dies reaches
    contains contain computes compute adds add multiplies divides returns return requires require
    provides provide remains remain tends tend comes come acts act behaves trains only instead
    just rather simply therefore hence then so thus
"""
_VERBS = frozenset(_VERBS_WORDS.split())
_FRONTED_WORDS = """
    if when with at for above below under over in on without because since while given once after
    before during beyond near within unlike despite among instead as
"""
_FRONTED = frozenset(_FRONTED_WORDS.split())
_SHARED = frozenset(
    ("for", "with", "to", "by", "when", "if", "in", "at", "above", "below", "use", "using")
)
_NEGATORS_WORDS = """
    not never no neither nor none nothing nobody nowhere hardly barely scarcely
"""
_NEGATORS = frozenset(_NEGATORS_WORDS.split())
_PHRASES: tuple[tuple[str, Force], ...] = (
    ("fail to", "not"), ("fails to", "not"), ("failed to", "not"), ("unable to", "not"),
    ("incapable of", "not"), ("far from", "not"), ("anything but", "not"), ("lacks", "not"),
    ("lack of", "not this"), ("lacking", "not"), ("absence of", "not this"), ("no longer", "not"),
    ("refuses to", "not"), ("stops", "kept off"), ("stop", "kept off"),
    ("without", "not this"), ("rather than", "not this"), ("instead of", "not this"),
    ("as opposed to", "not this"), ("unlike", "not this"), ("other than", "not this"),
    ("in contrast to", "not this"), ("free of", "kept off"), ("free from", "kept off"),
    ("avoid", "kept off"), ("avoids", "kept off"), ("avoiding", "kept off"),
    ("prevent", "kept off"), ("prevents", "kept off"), ("preventing", "kept off"),
    ("eliminates", "kept off"), ("removes", "kept off"), ("rules out", "kept off"),
    ("never mind", "denied"), ("it is false", "denied"), ("is false", "denied"),
    ("are false", "denied"), ("is wrong", "denied"), ("is just wrong", "denied"),
    ("is simply wrong", "denied"), ("is plainly wrong", "denied"), ("wrong that", "denied"),
    ("is incorrect", "denied"), ("incorrect that", "denied"), ("false that", "denied"),
    ("wrong to", "denied"), ("untrue", "denied"), ("a myth", "denied"), ("the myth", "denied"), ("myths", "denied"), ("folklore", "denied"),
    ("misconception", "denied"), ("a mistake to", "denied"), ("mistaken", "denied"),
    ("mistakenly", "denied"), ("wrongly", "denied"), ("nonsense", "denied"),
    ("contrary to", "denied"), ("nothing to do with", "denied"), ("not true", "denied"),
    ("not the case", "denied"), ("not correct", "denied"), ("not right that", "denied"),
    ("no truth", "denied"), ("irrelevant", "denied"), ("unnecessary", "denied"),
    ("needless", "denied"), ("pointless", "denied"), ("useless", "denied"),
    ("no need", "denied"), ("no point in", "denied"), ("no reason to", "denied"),
    ("makes no difference", "denied"), ("make no difference", "denied"),
    ("waste of time", "denied"), ("do not bother", "denied"), ("you might think", "denied"),
    ("one might think", "denied"), ("people think", "denied"), ("some say", "denied"),
    ("people claim", "denied"), ("people believe", "denied"), ("doubt that", "denied"),
    ("opposite of", "denied"), ("forget about", "denied"), ("ignore", "denied"),
    ("disagree", "denied"), ("refuted", "denied"), ("is not so", "denied"),
    ("not related to", "denied"), ("impossible", "not"), ("hardly ever", "kept off"),
    ("almost never", "kept off"), ("never happens", "denied"), ("not happen", "denied"),
    ("not apply", "denied"), ("overrated", "denied"), ("a fallacy", "denied"), ("a legend", "denied"),
    ("legend", "denied"), ("optional", "denied"), ("no use", "denied"), ("of any use", "denied"),
    ("leads nowhere", "denied"), ("makes it worse", "denied"), ("make it worse", "denied"),
    ("even worse", "denied"), ("is worse", "denied"), ("are worse", "denied"),
    ("non existent", "denied"), ("no influence", "denied"), ("no bearing", "denied"),
    ("would never say", "denied"), ("i do not think", "denied"),
    ("i do not believe", "denied"), ("i disagree", "denied"), ("i would not say", "denied"),
    ("never been observed", "denied"), ("no reason", "denied"), ("tells you nothing", "denied"),
    ("tells nothing", "denied"), ("plays no role", "denied"), ("play no role", "denied"),
    ("plays no part", "denied"), ("play no part", "denied"), ("wrong to think", "denied"),
    ("wrong to say", "denied"), ("does not exist", "denied"), ("do not exist", "denied"),

)  # fmt: skip
HARMLESS = (
    "not only",
    "not just",
    "not merely",
    "not simply",
    "not necessarily only",
    "no matter",
    "no more than",
    "not more than",
    "nothing more than",
    "nothing but",
    "no more expressive",
    "no more powerful",
    "no better than",
    "no different from",
    "not exceed",
    "never exceed",
    "never exceeds",
    "not above",
    "never above",
    "never larger",
    "never greater",
    "never more than",
    "whether or not",
    "or not",
    "if not",
    "no doubt",
    "without doubt",
    "no wonder",
    "why not",
    "not to mention",
    "not surprising",
    "not least",
    "no less than",
    "not less than",
    "never below",
    "never less than",
    "never goes below",
    "nothing else than",
    "not any more",
    "no richer than",
    "not bigger than",
    "never goes above",
    "no larger than",
    "not larger than",
    "not greater than",
    "no greater than",
    "without loss of generality",
    "never bigger",
)
"""They hold a negator and deny nothing."""
_REACH = 14
"""Words that a negator reaches at most."""
_SHORT_REACH = 6


def read(text: str) -> Reading:
    """The answer, read once for all the points it may make."""
    made = Reading()
    for number, found in enumerate(sentences(text)):
        start = len(made.tokens)
        made.tokens += found
        made.sentence += [number] * len(found)
        _divide(made, start)
    weight = 0
    for token in made.tokens:
        made.weight.append(weight)
        weight += token.raw not in LIGHT and token.raw not in MARKS
    _deny(made)
    return made


def _divide(made: Reading, start: int) -> None:
    """Number the clauses and bonds of the sentence that begins at ``start``."""
    raws = [token.raw for token in made.tokens[start:]]
    clause = (made.clause[-1] if made.clause else 0) + 1
    bond = (made.bond[-1] if made.bond else 0) + 1
    opening = 0
    for place, raw in enumerate(raws):
        after = raws[place + 1] if place + 1 < len(raws) else ""
        new_clause, new_bond = _breaks(raws, opening, place, after)
        if new_bond or new_clause:
            fronted = raw == "," and raws[opening] in _FRONTED and after not in _FRONTED
            if not fronted or new_bond == 2:
                bond += 1
                opening = place + 1 if raw in MARKS else place
            else:
                opening = place + 1
        clause += new_clause
        made.clause.append(clause)
        made.bond.append(bond)


def _breaks(raws: list[str], opening: int, place: int, after: str) -> tuple[int, int]:
    """Whether a clause and a bond begin at a token (2: even after a fronted phrase)."""
    raw = raws[place]
    if raw in (";", ":", "—", "(", ")", "!", "?"):
        # Parentheses of a formula break nothing.
        is_formula = raw in "()" and _in_formula(raws, place)
        return (0, 0) if is_formula else (1, 2)
    if place == opening:
        return 0, 0
    if raw == ",":
        listed = any(one in ("or", "nor", "and") for one in raws[place + 1 : place + 5])
        is_new = after in _OPENERS or after in _SUBJECTS or after in _VERBS or after in _FRONTED
        return int(is_new or not listed or after == "not"), 1
    if raw in _OPENERS and raw not in ("also", "still", "then", "even", "once", "so"):
        return int(raws[place - 1] != "not"), 1
    if raw == "so" and after not in ("that", "much", "many", "large", "small"):
        return 1, 1
    if raw in ("and", "or"):
        is_new = after in _SUBJECTS or after in _VERBS or after == "not" or after in _OPENERS
        before = set(raws[opening:place]) & _SHARED
        parallel = bool(before & set(raws[place + 1 : place + 5]))
        return int(is_new), int(is_new or parallel or after in _FRONTED)
    return 0, 0


def _in_formula(raws: list[str], place: int) -> bool:
    near = raws[max(place - 2, 0) : place + 3]
    signs = sum(one in "+-/^='|" or (len(one) == 1 and one.isalpha()) for one in near if one)
    return signs >= 2


def _deny(made: Reading) -> None:
    raws = [token.raw for token in made.tokens]
    taken: set[int] = set()
    for phrase in HARMLESS:
        for place in _find(raws, phrase):
            taken |= set(range(place, place + len(phrase.split())))
    for phrase, force in sorted(_PHRASES, key=lambda one: -len(one[0])):
        size = len(phrase.split())
        for place in _find(raws, phrase):
            if not taken & set(range(place, place + size)):
                taken |= set(range(place, place + size))
                made.negators.append(_negator(made, place, place + size, force))
    for place, raw in enumerate(raws):
        if place in taken:
            continue
        if raw == "non":
            made.negators.append(Negator(place, place + 1, place + 1, place + 2, "not this"))
        elif raw in _NEGATORS:
            made.negators.append(_negator(made, place, place + 1, "not"))
    made.negators.sort(key=lambda one: one.start)


def _find(raws: list[str], phrase: str) -> list[int]:
    words = phrase.split()
    first = words[0]
    return [
        place
        for place, raw in enumerate(raws)
        if raw == first and raws[place : place + len(words)] == words
    ]


def _negator(made: Reading, start: int, end: int, force: Force) -> Negator:
    """How far a negator reaches: to the end of its clause; a denial both ways."""
    clause, sentence = made.clause[start], made.sentence[start]
    right = bisect_right(made.clause, clause)
    left = end
    if force == "denied":
        left = next(i for i, one in enumerate(made.sentence) if one == sentence)
        right = bisect_right(made.sentence, sentence)
        if raws_after(made, end) == ":":
            return Negator(start, end, left, right, force)
        # "… is a myth: …" and "…, but that is wrong" deny what stands before.
        if made.tokens[end - 1].raw not in (
            "that",
            "to",
            "with",
            "in",
            "think",
            "say",
            "claim",
            "believe",
            "about",
            "ignore",
            "bother",
            "need",
            "of",
        ):
            right = bisect_right(made.clause, clause)
        else:
            left = start
            turn = _turn(made, end, right)
            right = turn
    else:
        right = _reach(made, start, end, right, force)
        # "does not mean that …", "not because …": what follows is denied as well.
        while right < len(made.tokens) and right - end <= 3 and made.sentence[right] == sentence:
            if made.tokens[right].raw not in ("because", "that", "if", "when", "which"):
                break
            right = bisect_right(made.clause, made.clause[right])
    return Negator(start, end, left, right, force)


def raws_after(made: Reading, place: int) -> str:
    """The token at ``place``; empty at the end."""
    return made.tokens[place].raw if place < len(made.tokens) else ""


def _reach(made: Reading, start: int, end: int, right: int, force: Force) -> int:
    """Where a negator stops at the latest; *without them all …* stops before a new subject."""
    limit = _SHORT_REACH if force == "not this" else _REACH
    begun = False
    for place in range(end, right):
        raw = made.tokens[place].raw
        if made.weight[place] - made.weight[start] > limit:
            return place
        if force == "not this" and begun and (raw in _SUBJECTS or raw in _VERBS or raw == ","):
            return place
        begun |= raw not in LIGHT or raw in ("them", "it", "that", "one")
    return right


def _turn(made: Reading, start: int, end: int) -> int:
    """Where, after a denial, the answer turns to what it holds."""
    for place in range(start, end):
        if made.tokens[place].raw in (";", "—", "but", "whereas", "because", "since"):
            return place
    return end
