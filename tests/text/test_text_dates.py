"""Days as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from actquiz.errors import ActquizError
from actquiz.text.dates import FORMS, read_day

MONDAY = date(2026, 11, 23)
EVE = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-08", "2026-12-08"),
        (" 2026/12/8 ", "2026-12-08"),
        ("tomorrow", "2026-11-24"),
        ("10d", "2026-12-03"),
        ("10 days", "2026-12-03"),
        ("in 2 weeks", "2026-12-07"),
        ("2w", "2026-12-07"),
        ("in a month", "2026-12-23"),
        ("next week", "2026-11-30"),
        ("1y", "2027-11-23"),
        ("friday", "2026-11-27"),
        ("this fri", "2026-11-27"),
        ("Next Friday", "2026-12-04"),
        ("monday", "2026-11-30"),
        ("8 dec", "2026-12-08"),
        ("Dec 8", "2026-12-08"),
        ("8th of December, 2026", "2026-12-08"),
        ("December 8, 2027", "2027-12-08"),
        ("8. Dec.", "2026-12-08"),
        ("8.12.", "2026-12-08"),
        ("8. 12. 2027", "2027-12-08"),
    ],
)
def test_a_day_is_read_as_it_is_typed(text: str, day: str) -> None:
    """Counted, named, by its weekday or in figures; capitals and commas do not matter."""
    assert read_day(text, MONDAY).isoformat() == day


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("1d", EVE, "2027-01-01"),
        ("8 jan", MONDAY, "2027-01-08"),
        ("22 nov", MONDAY, "2027-11-22"),
        ("23 nov", MONDAY, "2026-11-23"),
        ("friday", EVE, "2027-01-01"),
        ("next friday", EVE, "2027-01-08"),
        ("in 2 months", EVE, "2027-02-28"),
        ("29 feb", EVE, "2028-02-29"),
    ],
)
def test_the_year_turns_where_it_must(text: str, today: date, day: str) -> None:
    """A day without a year is the first such day from today on; short months end early."""
    assert read_day(text, today).isoformat() == day


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("soon", "'soon' is no date"),
        ("", "is no date"),
        ("31 feb", "'31 feb' is no date"),
        ("2026-02-30", "'2026-02-30' is no date"),
        ("32 dec", "is no date"),
        ("8 ju", "is no date"),
        ("next blursday", "is no date"),
        ("999999999d", "is no date"),
        ("99999y", "is no date"),
        ("0 dec", "is no date"),
        ("10", "10d for so many days"),
        ("8/12", "can be read in two ways"),
        ("8/12/2026", "can be read in two ways"),
        ("8.13.", "is no date"),
    ],
)
def test_nonsense_is_answered_with_how_to_write_it(text: str, says: str) -> None:
    """The message names what was typed and what would have been understood."""
    with pytest.raises(ActquizError, match=says) as caught:
        read_day(text, MONDAY)
    assert caught.value.fix


def test_every_form_that_is_proposed_is_understood() -> None:
    """The examples in the message are days themselves."""
    for form in FORMS.replace(" or ", ", ").split(", "):
        assert read_day(form, MONDAY) > MONDAY
