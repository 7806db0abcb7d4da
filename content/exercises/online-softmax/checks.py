"""Attention without all the scores at once."""

import numpy as np

from actquiz.practice.exercises.checks import Call, Learner, agree, expect, prop, pure, quiet, same

State = tuple[float, float, np.ndarray]
Block = tuple[np.ndarray, np.ndarray]


def begin(d: int = 2) -> State:
    return -np.inf, 0.0, np.zeros(d)


def state_of(blocks: list[Block], d: int = 2) -> State:
    """What the state is after these blocks, from all of them at once."""
    scores = np.concatenate([s for s, _ in blocks]) if blocks else np.zeros(0)
    if not np.isfinite(scores).any():
        return begin(d)
    weights = np.exp(scores - scores.max())
    values = np.concatenate([v for _, v in blocks])
    return float(scores.max()), float(weights.sum()), weights @ values


def reference(state: State, scores: np.ndarray, values: np.ndarray) -> State:
    m, total, o = state
    if values.shape != (len(scores), len(o)) or not len(scores):
        raise ValueError
    top = max(m, float(scores.max()))
    if top == -np.inf:
        return state
    weights = np.exp(scores - top)
    old = np.exp(m - top)
    return top, total * old + float(weights.sum()), o * old + weights @ values


def blocks_of(seed: int, sizes: tuple[int, ...], scale: float = 1.0) -> list[Block]:
    draw = np.random.default_rng(seed)
    return [(scale * draw.normal(size=n), draw.normal(size=(n, 2))) for n in sizes]


def attend(learner: Learner, blocks: list[Block]) -> np.ndarray:
    state: State = begin()
    for block in blocks:
        state = learner.update(state, *block)
    return learner.finish(state)


def right(learner: Learner, blocks: list[Block], what: str) -> None:
    _, total, o = state_of(blocks)
    call = f"finish(update(…)), {what}"
    agree(attend(learner, blocks), o / total, call=call, rtol=1e-9, atol=1e-12)


FIRST = Call(begin(), np.array([0.0, 1.0, -1.0]), np.array([[1.0, 0.0], [0.0, 1.0], [2.0, 2.0]]))


@prop("The first block gives its maximum, its sum of exponentials and its weighted sum.")
def first_block(learner: Learner) -> None:
    same(learner.update, reference, [FIRST], rtol=1e-9, atol=1e-12, dtype=False)


@prop("A block with smaller scores is added to what is there.")
def lower_block(learner: Learner) -> None:
    state = (2.0, 1.5, np.array([1.0, -1.0]))
    call = Call(state, np.array([0.0, 1.0]), np.array([[1.0, 2.0], [3.0, 4.0]]))
    same(learner.update, reference, [call], rtol=1e-9, atol=1e-12, dtype=False)


@prop("When a larger score comes, the sum and the weighted sum are both scaled down.")
def higher_block(learner: Learner) -> None:
    state = (1.0, 2.0, np.array([1.0, -1.0]))
    call = Call(state, np.array([3.0, 0.0]), np.array([[1.0, 2.0], [3.0, 4.0]]))
    same(learner.update, reference, [call], rtol=1e-9, atol=1e-12, dtype=False)


@prop("In blocks or at once, in any order: the answer is softmax's.")
def whole(learner: Learner) -> None:
    for seed in range(3):
        blocks = blocks_of(seed, (3, 1, 4), scale=3.0)
        right(learner, blocks, "three blocks of 3, 1 and 4 scores")
        right(learner, blocks[::-1], "the same blocks backwards")


@prop("Scores of 1000 and of -1000 work, without a warning.")
def extremes(learner: Learner) -> None:
    values = np.array([[1.0, 2.0], [3.0, 4.0]])
    numbers = [np.array([-1000.0, -1001.0]), np.array([1000.0, 999.0]), np.array([0.0, -1000.0])]
    right(learner, [(scores, values) for scores in numbers], "scores of -1000, 1000 and 0")
    right(learner, [(scores, values) for scores in numbers[:1]], "scores of -1000 alone")
    quiet(
        learner.update,
        [Call(begin(), numbers[1], values), Call((1e3, 1.0, values[0]), numbers[0], values)],
    )


@prop("A masked score, of -inf, counts nothing; a whole block of them changes nothing.")
def masked(learner: Learner) -> None:
    values = np.array([[1.0, 2.0], [3.0, 4.0]])
    some, none = (np.array([0.5, -np.inf]), values), (np.full(2, -np.inf), values)
    right(learner, [some, none], "a masked block last")
    state = (1.0, 2.0, np.array([1.0, -1.0]))
    same(learner.update, reference, [Call(state, *none)], dtype=False, values=False)


@prop("The first block may be masked altogether: no NaN, and the next one counts as the first.")
def masked_first(learner: Learner) -> None:
    values = np.array([[1.0, 2.0], [3.0, 4.0]])
    none = (np.full(2, -np.inf), values)
    same(learner.update, reference, [Call(begin(), *none)], dtype=False, values=False)
    right(learner, [none, (np.array([1.0, 2.0]), values)], "a masked block first")


@prop("The state stays as small as it is: two numbers and an array [d], after a hundred blocks.")
def small(learner: Learner) -> None:
    state: State = begin()
    for block in blocks_of(9, (2,) * 100):
        state = learner.update(state, *block)
    found = [np.shape(one) for one in state] if isinstance(state, tuple) else type(state).__name__
    wanted: list[tuple[int, ...]] = [(), (), (2,)]
    call = "update(…), a hundred times"
    expect(found == wanted, "shapes in the state", expected=wanted, got=found, call=call)


@prop("The block and the old state are as they were afterwards.")
def untouched(learner: Learner) -> None:
    pure(learner.update, [FIRST, Call((2.0, 1.5, np.ones(2)), *FIRST.args[1:])])
