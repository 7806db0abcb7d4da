"""The small words of English that say which words belong together, and which are denied."""

from __future__ import annotations

from typing import Literal

Force = Literal["not", "not this", "denied", "kept off"]
"""What a negator does.

``not``: turns what follows in its clause; the clause's subject goes with it.
``not this``: turns only what follows (*rather than x*).
``denied``: makes the whole stretch worthless, never its opposite (*it is a myth that*).
``kept off``: counts as *not* where a way of saying asks for one, and denies nothing (*avoids*).
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LIGHT = _words("""
    a an the of to in on at for is are am be been being was were it its their them they this
    that these those there here very so quite really just also all any some will would can
    could may might should do does did has have had get gets got by with as such our your we
    you i he she his her my me us one's own about around then thus and both what which who
    when where each every into from onto per only even exactly simply always usually
    typically often mostly roughly approximately basically essentially still yet more most
    much too well
""")
"""They carry no point; a phrase may have any of them inside."""
OPENERS = _words("""
    but because since although though while whereas so therefore hence thus however unless
    if when where which who whose until otherwise yet still then whenever once even moreover
    furthermore besides also meanwhile instead nevertheless nonetheless
""")
"""A clause begins with them."""
SUBJECTS = _words("""
    it its they their we our you your i he she this that these those there the a an each
    every all both one some many most his
""")
"""After a comma or *and* a new clause begins with them."""
VERBS = _words("""
    is are was were has have had does do did can could will would may might should must
    gives give keeps keep makes make gets get needs need means mean becomes become goes go
    stays stay takes take uses use lets let allows allow leads lead causes cause works work
    costs cost helps help shows show learns passes pass depends grows shrinks vanishes
    explodes saturates dies reaches contains contain computes compute adds add multiplies
    divides returns return requires require provides provide remains remain tends tend comes
    come acts act behaves trains only instead just rather simply therefore hence then so
    thus
""")
"""So it does with these."""
FRONTED = _words("""
    if when with at for above below under over in on without because since while given once
    after before during beyond near within unlike despite among instead as
""")
"""What stands before the clause it belongs to begins with them."""
SHARED = _words("""
    above at below by for if in to use using when with
""")
"""Said twice, they tell that two things are said side by side."""
NEGATORS = _words("""
    not never no neither nor none nothing nobody nowhere hardly barely scarcely
""")
AUXILIARIES = _words(
    "is are was were can could will would may might must should does do did has have had"
)
"""After *and* and a noun they tell that the noun is a subject."""
STOPS = frozenset((";", ":", "—", "(", ")", "!", "?"))
"""A clause ends at them."""

_PHRASES: dict[Force, str] = {
    "not": """
        fail to, fails to, failed to, unable to, incapable of, far from, anything but,
        lacks, lacking, no longer, refuses to, impossible
    """,
    "not this": """
        lack of, absence of, without, rather than, instead of, as opposed to, unlike,
        other than, in contrast to
    """,
    "kept off": """
        stops, stop, free of, free from, avoid, avoids, avoiding, prevent, prevents,
        preventing, eliminates, removes, rules out, hardly ever, almost never
    """,
    "denied": """
        never mind, it is false, is false, are false, is wrong, is just wrong, is simply
        wrong, is plainly wrong, wrong that, is incorrect, incorrect that, false that,
        wrong to, untrue, a myth, the myth, myths, folklore, misconception, a mistake
        to, mistaken, mistakenly, wrongly, nonsense, contrary to, nothing to do with,
        not true, not the case, not correct, not right that, no truth, irrelevant,
        unnecessary, needless, pointless, useless, no need, no point in, no reason to,
        makes no difference, make no difference, waste of time, do not bother, you might
        think, one might think, people think, some say, people claim, people believe,
        doubt that, opposite of, forget about, ignore, disagree, refuted, is not so, not
        related to, never happens, not happen, not apply, overrated, unfair, a fallacy, a
        legend, legend, optional, no use, of any use, leads nowhere, makes it worse,
        make it worse, even worse, is worse, are worse, non existent, no influence, no
        bearing, would never say, i do not think, i do not believe, i disagree, i would
        not say, never been observed, no reason, tells you nothing, tells nothing, plays
        no role, play no role, plays no part, play no part, wrong to think, wrong to
        say, does not exist, do not exist
    """,
}


def _listed(text: str) -> list[str]:
    return [" ".join(one.split()) for one in text.split(",")]


PHRASES: list[tuple[str, Force]] = sorted(
    ((phrase, force) for force, text in _PHRASES.items() for phrase in _listed(text)),
    key=lambda one: -len(one[0]),
)
"""Phrases that deny, the longest first, so that none is found inside another."""
HARMLESS = _listed("""
    not only, not just, not merely, not simply, not necessarily only, no matter, no more
    than, not more than, nothing more than, nothing but, no more expressive, no more
    powerful, no better than, no different from, not exceed, never exceed, never exceeds,
    not above, never above, never larger, never greater, never more than, whether or not, or
    not, if not, no doubt, without doubt, no wonder, why not, not to mention, not
    surprising, not least, no less than, not less than, never below, never less than, never
    goes below, nothing else than, not any more, no richer than, not bigger than, never goes
    above, no larger than, not larger than, not greater than, no greater than, without loss
    of generality, never bigger
""")
"""They hold a negator and deny nothing."""
CLAUSE_WANTING = _words("that to with in think say claim believe about ignore bother need of")
"""A denial that ends in one of them speaks of what follows; any other of all around it."""
