"""Fit the memory model to the learner, and adopt the fit only if it foretells better.

The weights are fitted to the earlier reviews and judged on later ones that they never saw. What is
adopted is what was judged: the weights of the earlier part, not a second fit that nobody tested.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from actquiz.errors import ActquizError
from actquiz.memory.fsrs_batch import standard_weights
from actquiz.memory.schema import CARDS_ONLY
from actquiz.memory.store import Store
from actquiz.planner.calibration import Calibration, Reviews, calibration, predict
from actquiz.words import counted

ENOUGH = 1000
"""Reviews on a later day than the one before, below which a fit is not to be trusted."""
_SEEN = 0.8
"""The share of them that the weights are fitted to."""
_CHILD = Path(__file__).with_name("fitting_process.py")
_PATIENCE = 600
"""Seconds; a million reviews take a few."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What a fit came to."""

    tests: int
    """Reviews that test memory: a day or more after the card was last seen."""
    seen: int
    """Of those, how many the weights were fitted to."""
    until: date
    """The last study day they were fitted to."""
    weights: tuple[float, ...]
    before: Calibration
    """The weights in use, on the reviews after ``until``."""
    after: Calibration
    """The fitted weights, on the same reviews."""

    @property
    def better(self) -> bool:
        """Whether the fitted weights foretell the unseen reviews better than those in use."""
        return self.after.log_loss < self.before.log_loss


def read_reviews(store: Store) -> Reviews:
    """All reviews of cards that still count, as arrays; exercises are another matter."""
    numbers: dict[str, int] = {}
    sql = (
        f"SELECT card_id, day, grade FROM review WHERE undone IS NULL AND {CARDS_ONLY} "
        "ORDER BY card_id, moment, seq"
    )
    with store.reading(sql) as rows:
        found = [(numbers.setdefault(card, len(numbers)), day, grade) for card, day, grade in rows]
    return Reviews(*np.array(found, dtype=np.int64).reshape(-1, 3).T)


def fit(reviews: Reviews, weights: Sequence[float] = (), *, relearning_steps: int = 1) -> Fit:
    """Fit to the earlier part of ``reviews`` and hold it against ``weights`` on the later part.

    Raise ``ActquizError`` where there are too few reviews, or if the optimiser fails.
    """
    now = predict(reviews, weights)
    days = np.sort(reviews.day[now.tested])
    if len(days) < ENOUGH:
        raise too_few(len(days))
    until = int(days[int(_SEEN * len(days))]) - 1
    seen = reviews.day <= until
    unseen = ~seen
    if not np.any(now.tested & seen):
        raise ActquizError(
            "all reviews were made on one day: none are left to judge a fit by",
            fix="try again after some days of reviews",
        )
    fitted = optimise(Reviews(*(part[seen] for part in reviews)), relearning_steps)
    return Fit(
        tests=len(days),
        seen=int(np.sum(now.tested & seen)),
        until=date.fromordinal(until),
        weights=fitted,
        before=calibration(reviews, now, among=unseen),
        after=calibration(reviews, predict(reviews, fitted), among=unseen),
    )


def too_few(tests: int) -> ActquizError:
    """What to say while there is too little to fit to."""
    return ActquizError(
        f"a fit needs {counted(ENOUGH, 'review')} made a day or more after the card was last seen; "
        f"there are {tests:,}",
        fix="go on studying; until then the standard weights serve you better",
        exit_code=1,
    )


def optimise(reviews: Reviews, relearning_steps: int = 1, *, seed: int = 1) -> tuple[float, ...]:
    """FSRS-6's 21 weights that fit ``reviews`` best, found in a process of its own.

    Raise ``ActquizError`` if that crashes, hangs or answers with anything but usable weights.
    """
    # -P: this folder's modules must not stand in for the library's.
    command = [sys.executable, "-P", str(_CHILD)]
    sent = np.concatenate([[relearning_steps, seed], *reviews]).astype(np.intc).tobytes()
    try:
        done = subprocess.run(command, input=sent, capture_output=True, timeout=_PATIENCE)
    except subprocess.TimeoutExpired as error:
        raise _failed(f"took longer than {_PATIENCE} seconds") from error
    except OSError as error:
        raise _failed(f"could not be started: {error.strerror}") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise _failed(said[-1] if said else f"ended with code {done.returncode}")
    try:
        found = [float(number) for number in json.loads(done.stdout)]
    except (ValueError, TypeError) as error:
        raise _failed("gave no numbers") from error
    return usable(found)


def usable(weights: Sequence[float]) -> tuple[float, ...]:
    """The weights in few digits and within the scheduler's bounds, which single precision misses.

    Raise ``ActquizError`` if they are not 21 finite numbers.
    """
    from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

    if len(weights) != len(standard_weights()) or not all(map(math.isfinite, weights)):
        raise _failed("gave weights that are none")
    bounds = zip(weights, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    return tuple(min(max(round(weight, 4), low), high) for weight, low, high in bounds)


def _failed(how: str) -> ActquizError:
    return ActquizError(
        f"the optimiser failed ({how})",
        fix="nothing was changed; try again after more reviews",
        exit_code=1,
    )
