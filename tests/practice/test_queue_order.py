"""Which card comes next: reviews, new cards, steps, siblings, filters and limits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from review_desk import Desk, asked, give, run_through

from actquiz.errors import ActquizError
from actquiz.memory.grade import Grade
from actquiz.memory.settings import Settings
from actquiz.practice.review_state import Finished


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """An empty desk at noon."""
    desk = Desk(tmp_path, monkeypatch)
    yield desk
    desk.close()


def learn(desk: Desk, count: int) -> None:
    """Meet ``count`` new cards and know them well."""
    assert len(run_through(desk.session(new=count))) == count


def test_new_cards_come_in_learning_order(desk: Desk) -> None:
    """Decks that are needed first come first; within a deck the file's order counts."""
    desk.write("advanced", ["c", "a"], needs="basics")
    desk.write("basics", ["z", "b"])
    assert run_through(desk.session()) == ["z", "b", "c", "a"]


def test_a_card_comes_after_the_cards_it_needs(desk: Desk) -> None:
    """A new card whose needed card was never seen waits for it, though it stands before it."""
    later = "  - {id: later, front: Later?, back: It., needs: [basic]}\n"
    desk.write("deck", ["first"], extra=later + "  - {id: basic, front: Basic?, back: It.}\n")
    assert run_through(desk.session()) == ["first", "basic", "later"]


def test_no_more_new_cards_than_the_day_allows_over_restarts(desk: Desk) -> None:
    """The daily limit counts what was met today in all sessions, and starts afresh tomorrow."""
    desk.write("deck", [f"card-{n}" for n in range(9)])
    settings = Settings(new_per_day=3)
    session = desk.session(settings=settings)
    give(session, Grade.EASY)
    assert len(run_through(desk.session(settings=settings))) == 2
    assert run_through(desk.session(settings=settings)) == []
    desk.next_day()
    assert len(run_through(desk.session(settings=settings))) == 3


def test_more_new_cards_can_be_asked_for(desk: Desk) -> None:
    """--new gives that many now, whatever the day has already had."""
    desk.write("deck", [f"card-{n}" for n in range(9)])
    assert len(run_through(desk.session(settings=Settings(new_per_day=3)))) == 3
    assert len(run_through(desk.session(new=4))) == 4
    assert run_through(desk.session(new=0)) == []


def test_an_undone_new_card_gives_its_place_back(desk: Desk) -> None:
    """The daily limit does not count a first review that was undone."""
    desk.write("deck", ["one", "two"])
    session = desk.session(settings=Settings(new_per_day=1))
    give(session, Grade.EASY)
    assert session.progress.new == 0
    session.undo()
    assert session.progress.new == 1


def test_reviews_come_back_on_their_study_day(desk: Desk) -> None:
    """A card is due from 4 a.m. of its day on, and not before."""
    desk.write("deck", ["one"])
    session = desk.session()
    give(session, Grade.EASY)
    due = session.next_due()
    assert due is not None
    assert due.hour == 4
    desk.go(due - desk.now - timedelta(seconds=1))
    assert asked(desk.session()) is None
    desk.go(timedelta(seconds=1))
    assert asked(desk.session()) == "one"


def test_new_cards_are_spread_among_the_reviews(desk: Desk) -> None:
    """With eight reviews and four new cards, no three reviews and no two new cards in a row."""
    desk.write("deck", [f"old-{n}" for n in range(8)])
    learn(desk, 8)
    desk.go(timedelta(days=30))
    desk.write("more", [f"new-{n}" for n in range(4)], needs="deck")
    order = run_through(desk.session())
    kinds = "".join("N" if card.startswith("new") else "R" for card in order)
    assert sorted(kinds) == ["N"] * 4 + ["R"] * 8
    assert "NN" not in kinds
    assert "RRR" not in kinds


def test_the_mixture_goes_on_over_a_restart(desk: Desk) -> None:
    """Ending the session after each card changes nothing about what comes next."""
    desk.write("deck", [f"old-{n}" for n in range(6)])
    learn(desk, 6)
    desk.go(timedelta(days=30))
    desk.write("more", [f"new-{n}" for n in range(3)], needs="deck")
    order = []
    for _ in range(9):
        session = desk.session()
        order.append(asked(session))
        give(session, Grade.EASY)
    kinds = "".join("N" if card and card.startswith("new") else "R" for card in order)
    assert sorted(kinds) == ["N"] * 3 + ["R"] * 6
    assert "NN" not in kinds


def test_siblings_are_met_on_different_days(desk: Desk) -> None:
    """Of a formula's three cards one is new a day."""
    desk.write_formulas("formulas", ["relu", "elu"])
    days = []
    for _ in range(3):
        days.append(run_through(desk.session()))
        desk.next_day()
    groups = [sorted(card.partition(".")[0] for card in day) for day in days]
    assert groups == [["elu", "relu"]] * 3
    assert len({card for day in days for card in day}) == 6


def test_the_siblings_of_a_buried_card_wait_with_it(desk: Desk) -> None:
    """Another card of the same formula would give the buried one's answer away."""
    desk.write_formulas("formulas", ["relu", "elu"])
    session = desk.session()
    buried = asked(session).partition(".")[0]
    session.bury()
    day = run_through(session)
    assert [card.partition(".")[0] for card in day] == ["elu" if buried == "relu" else "relu"]
    desk.next_day()
    assert buried in {card.partition(".")[0] for card in run_through(desk.session())}


def test_due_siblings_are_spread_over_days_and_never_adjacent(desk: Desk) -> None:
    """When all of a formula's cards are due at once, each day asks one and counts one."""
    desk.write_formulas("formulas", ["relu", "elu"])
    for _ in range(3):
        run_through(desk.session())
        desk.next_day()
    desk.go(timedelta(days=60))
    for left in (4, 2, 0):
        now = desk.today()
        assert (now.due, now.deferred) == (2, left)
        assert sum(deck.due for deck in now.decks) == 2
        session = desk.session()
        assert session.progress.due == 2
        day = run_through(session)
        assert sorted(card.partition(".")[0] for card in day) == ["elu", "relu"]
        assert desk.today().due == 0
        if left:
            assert session.next_due() == (desk.now + timedelta(days=1)).replace(hour=4)
        desk.next_day()


def test_a_sibling_in_its_steps_is_not_asked_next_to_itself(desk: Desk) -> None:
    """A card that failed comes back after another one, if there is another one."""
    desk.write("deck", ["one", "two"])
    session = desk.session()
    give(session, Grade.AGAIN)
    assert asked(session) == "two"
    desk.go(timedelta(minutes=2))
    give(session, Grade.AGAIN)
    assert asked(session) == "one"


def test_a_learning_card_comes_back_when_its_step_is_over(desk: Desk) -> None:
    """Due steps come before anything else."""
    desk.write("deck", ["one", "two", "three"])
    session = desk.session()
    give(session, Grade.AGAIN)
    desk.go(timedelta(minutes=2))
    give(session, Grade.EASY)
    assert asked(session) == "one"


def test_waiting_cards_are_shown_early_when_nothing_else_is_left(desk: Desk) -> None:
    """Within twenty minutes a step is cut short; beyond that the session ends and says when."""
    desk.write("deck", ["one"])
    session = desk.session()
    give(session, Grade.GOOD)
    assert asked(session) == "one"
    session = desk.session(settings=Settings(learning_steps=(45,)))
    give(session, Grade.AGAIN)
    assert isinstance(session.state, Finished)
    # The clock stands still, and no two reviews of a card have the same moment.
    assert session.next_due() == desk.now + timedelta(minutes=45, milliseconds=1)


def test_suspended_cards_stay_out_and_buried_ones_until_tomorrow(desk: Desk) -> None:
    """Suspending is for good, burying is for the day."""
    desk.write("deck", ["one", "two", "three"])
    session = desk.session()
    session.suspend()
    session.bury()
    assert asked(session) == "three"
    assert session.progress.new == 1
    assert asked(desk.session()) == "three"
    desk.next_day()
    assert run_through(desk.session()) == ["two", "three"]
    desk.store().suspend("one", False)
    assert run_through(desk.session()) == ["one"]


def test_buried_reviews_are_not_counted_as_due(desk: Desk) -> None:
    """The first screen counts what will be asked."""
    desk.write("deck", ["one", "two"])
    learn(desk, 2)
    desk.go(timedelta(days=30))
    assert desk.today().due == 2
    desk.session().bury()
    now = desk.today()
    assert (now.due, now.decks[0].due) == (1, 1)
    desk.session().suspend()
    assert desk.today().due == 0


def test_cards_that_left_the_decks_are_ignored_and_kept(desk: Desk) -> None:
    """A card deleted from its file is neither asked nor counted; back again, it has its history."""
    desk.write("deck", ["one", "two"])
    learn(desk, 2)
    desk.go(timedelta(days=30))
    desk.write("deck", ["two"])
    assert run_through(desk.session()) == ["two"]
    now = desk.today()
    assert (now.due, now.decks[0].learned, now.decks[0].total) == (0, 1, 1)
    desk.write("deck", ["one", "two"])
    assert desk.today().due == 1
    assert asked(desk.session()) == "one"
    assert len(desk.store().history("one")) == 1


def test_a_card_that_moved_to_another_deck_counts_there(desk: Desk) -> None:
    """Moving a card keeps its schedule and changes the deck's counts."""
    desk.write("here", ["one", "two"])
    learn(desk, 2)
    desk.go(timedelta(days=30))
    desk.write("here", ["two"])
    desk.write("there", ["one"])
    assert {deck.id: deck.due for deck in desk.today().decks} == {"here": 1, "there": 1}
    assert run_through(desk.session(decks=["there"])) == ["one"]


def test_a_session_can_be_narrowed_to_decks_and_tags(desk: Desk) -> None:
    """Only cards of the decks, and only those with one of the tags, are asked and counted."""
    tagged = "  - {id: marked, front: Marked?, back: It., tags: [special]}\n"
    desk.write("here", ["one", "two"], extra=tagged)
    desk.write("there", ["three"])
    assert run_through(desk.session(decks=["there"])) == ["three"]
    session = desk.session(tags=["special"])
    assert session.progress.new == 1
    assert run_through(session) == ["marked"]
    desk.go(timedelta(days=30))
    assert desk.session(decks=["here"], tags=["special"]).progress.due == 1
    assert run_through(desk.session(decks=["here"], tags=["special"])) == ["marked"]
    assert run_through(desk.session(decks=["there"], tags=["special"])) == []


def test_unknown_decks_and_tags_are_named_with_the_nearest(desk: Desk) -> None:
    """A slip in a name gives a message with what was probably meant."""
    desk.write("gradients", ["one"])
    with pytest.raises(ActquizError, match="no deck 'gradeints'") as caught:
        desk.session(decks=["gradeints"])
    assert "gradients" in caught.value.fix
    with pytest.raises(ActquizError, match="no tag 'plian'") as caught:
        desk.session(tags=["plian"])
    assert "plain" in caught.value.fix


def test_the_counts_are_what_a_session_then_asks(desk: Desk) -> None:
    """Due and new on the first screen, in the session and in the order asked agree."""
    desk.write_formulas("formulas", ["relu", "elu", "silu"])
    desk.write("deck", [f"card-{n}" for n in range(12)])
    settings = Settings(new_per_day=4)
    for _ in range(8):
        now = desk.today(settings)
        session = desk.session(settings=settings)
        progress = session.progress
        assert (progress.due, progress.new) == (now.due, now.new)
        assert len(run_through(session)) == now.due + now.new
        desk.go(timedelta(days=3))


def test_today_says_what_is_ahead_and_how_many_days_in_a_row(desk: Desk) -> None:
    """The first screen knows the coming days, the streak and the day last studied."""
    desk.write("deck", [f"card-{n}" for n in range(3)])
    settings = Settings(new_per_day=1)
    assert (desk.today().streak, desk.today().studied) == (0, None)
    for _ in range(3):
        run_through(desk.session(settings=settings))
        desk.next_day()
    now = desk.today(settings)
    assert now.streak == 3
    assert now.studied == now.day - timedelta(days=1)
    assert sum(count for _, count in now.ahead) == 3
    assert now.ahead[0] == (now.day, 0)
    desk.next_day()
    assert desk.today().streak == 0
