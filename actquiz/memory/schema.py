"""The tables of ``progress.db``, as the steps that lead from one version to the next.

``review`` and ``mark`` are the truth and only grow. ``state`` follows from them, card by card, and
has an index for every question at the start of the program. ``activity`` counts ``review``.
"""

from __future__ import annotations

EXERCISE_PREFIX = "exercise:"
"""Before an exercise's name, in a card id; no deck's card can have a colon."""
CARDS_ONLY = "card_id NOT GLOB 'exercise:*'"
"""A condition on reviews: those of cards, not of exercises."""

_FIRST = """
CREATE TABLE scheduler (
    id INTEGER PRIMARY KEY,
    parameters TEXT NOT NULL UNIQUE            -- JSON, see Parameters
);

CREATE TABLE review (
    seq INTEGER PRIMARY KEY,                   -- the order in which they were written here
    id TEXT NOT NULL UNIQUE,                   -- unique over all machines
    card_id TEXT NOT NULL,
    moment INTEGER NOT NULL,                   -- milliseconds since 1970, UTC
    offset INTEGER NOT NULL,                   -- seconds that local time was ahead of UTC
    day INTEGER NOT NULL,                      -- the study day, 1 = 0001-01-01
    grade INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 4),
    duration INTEGER NOT NULL CHECK (duration >= 0),  -- milliseconds
    kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 3),  -- the phase the card was in before
    scheduler INTEGER NOT NULL REFERENCES scheduler (id),
    undone INTEGER                             -- when it was taken back; else NULL
);
CREATE INDEX review_card ON review (card_id, moment);
CREATE INDEX review_day ON review (day, kind) WHERE undone IS NULL;
CREATE INDEX review_moment ON review (moment) WHERE undone IS NULL;

CREATE TRIGGER review_stays BEFORE DELETE ON review
BEGIN SELECT RAISE (ABORT, 'a review is never deleted'); END;

CREATE TRIGGER review_keeps BEFORE UPDATE OF
    seq, id, card_id, moment, offset, day, grade, duration, kind, scheduler ON review
BEGIN SELECT RAISE (ABORT, 'a review is never changed'); END;

CREATE TABLE state (
    card_id TEXT PRIMARY KEY,
    phase INTEGER NOT NULL DEFAULT 0,          -- 0 new, 1 learning, 2 review, 3 relearning
    step INTEGER,
    stability REAL,
    difficulty REAL,
    due INTEGER,                               -- milliseconds since 1970, UTC
    due_day INTEGER,
    last_review INTEGER,
    last_day INTEGER,
    reviews INTEGER NOT NULL DEFAULT 0,
    lapses INTEGER NOT NULL DEFAULT 0,
    shuffle INTEGER NOT NULL DEFAULT 0,        -- the order among the cards of one day
    suspended INTEGER NOT NULL DEFAULT 0,
    flagged INTEGER NOT NULL DEFAULT 0,
    buried_until INTEGER,                      -- the study day it comes back
    marked INTEGER,                            -- when one of those three was last decided
    deck TEXT,          -- as in the index: NULL not looked up yet, '' in no deck any more
    grp TEXT NOT NULL DEFAULT ''               -- shared by siblings, or ''
) WITHOUT ROWID;
CREATE INDEX state_due ON state (due_day, shuffle) WHERE phase = 2 AND suspended = 0;
CREATE INDEX state_siblings ON state (due_day, grp, deck, buried_until)
    WHERE phase = 2 AND suspended = 0 AND grp <> '';
CREATE INDEX state_group ON state (grp) WHERE grp <> '';
CREATE INDEX state_waiting ON state (due) WHERE phase IN (1, 3);
CREATE INDEX state_buried ON state (buried_until) WHERE buried_until IS NOT NULL;
CREATE INDEX state_deck ON state (deck);

CREATE TABLE placed (                          -- the decks as they were when 'deck' was filled in
    deck TEXT PRIMARY KEY,
    digest TEXT NOT NULL
) WITHOUT ROWID;
"""

_COUNTED_ONCE = ""
"""This step made tables of counts and the triggers that kept them; step 5 removes them."""

_COUNTING_TRIGGERS = (
    *("state_added", "state_removed", "state_changed"),
    *("review_counted", "review_coming", "review_come", "review_going", "review_gone"),
)

_TRAVEL = """
ALTER TABLE review ADD COLUMN merged INTEGER NOT NULL DEFAULT 0;  -- 1: made on another machine
CREATE INDEX review_here ON review (moment) WHERE undone IS NULL AND merged = 0;

CREATE TABLE mark (                            -- what the learner decided; the last one counts
    id TEXT PRIMARY KEY,                       -- unique over all machines
    card_id TEXT NOT NULL,
    moment INTEGER NOT NULL,                   -- milliseconds since 1970, UTC
    what TEXT NOT NULL CHECK (what IN ('suspended', 'flagged', 'buried_until')),
    value INTEGER                              -- as in the column of 'state' with that name
) WITHOUT ROWID;
CREATE INDEX mark_card ON mark (card_id, what, moment);

CREATE TRIGGER mark_stays BEFORE DELETE ON mark
BEGIN SELECT RAISE (ABORT, 'a decision is never deleted'); END;

CREATE TRIGGER mark_keeps BEFORE UPDATE ON mark
BEGIN SELECT RAISE (ABORT, 'a decision is never changed'); END;

INSERT INTO mark
    SELECT printf('%012x', marked) || lower(hex(randomblob(8))), card_id, marked, 'suspended',
        suspended FROM state WHERE marked IS NOT NULL;
INSERT INTO mark
    SELECT printf('%012x', marked) || lower(hex(randomblob(8))), card_id, marked, 'flagged',
        flagged FROM state WHERE marked IS NOT NULL;
INSERT INTO mark
    SELECT printf('%012x', marked) || lower(hex(randomblob(8))), card_id, marked, 'buried_until',
        buried_until FROM state WHERE marked IS NOT NULL;

CREATE TABLE device (name TEXT NOT NULL);      -- one row: what this machine calls its file
"""

_EXERCISE = """CREATE TABLE exercise (
    name TEXT PRIMARY KEY,
    begun INTEGER,                             -- milliseconds since 1970, UTC
    attempts INTEGER NOT NULL,                 -- checks in this round
    hints INTEGER NOT NULL,
    solution INTEGER NOT NULL,                 -- 1: the learner looked at it in this round
    passed INTEGER                             -- when the round ended; else NULL
) WITHOUT ROWID;
"""

_ACTIVITY = """
CREATE TABLE activity (                        -- derived from review; a missing day: look there
    day INTEGER NOT NULL,
    hour INTEGER NOT NULL,
    maturity INTEGER NOT NULL,
    reviews INTEGER NOT NULL,
    right INTEGER NOT NULL,
    duration INTEGER NOT NULL,
    PRIMARY KEY (day, hour, maturity)
) WITHOUT ROWID;
"""

_COUNTS = f"""
DROP TABLE IF EXISTS tally;
DROP TABLE IF EXISTS agenda;
DROP TABLE IF EXISTS effort;
DROP TABLE IF EXISTS rhythm;
DROP VIEW IF EXISTS spaced;
{"".join(f"DROP TRIGGER IF EXISTS {name};{chr(10)}" for name in _COUNTING_TRIGGERS)}
DROP INDEX state_due;
CREATE INDEX state_due ON state (due_day, shuffle, deck) WHERE phase = 2 AND suspended = 0;
DROP INDEX state_deck;
CREATE INDEX state_deck ON state (deck, phase, suspended);
{_ACTIVITY}
"""

_LESSONS = """
CREATE TABLE lesson (                          -- how far a lesson was read; the last one counts
    id TEXT PRIMARY KEY,                       -- unique over all machines
    lesson TEXT NOT NULL,
    moment INTEGER NOT NULL,                   -- milliseconds since 1970, UTC
    section TEXT NOT NULL,                     -- the anchor of the section that was reached
    read INTEGER NOT NULL CHECK (read IN (0, 1))  -- 1: to its end, or its test was passed
) WITHOUT ROWID;
CREATE INDEX lesson_moment ON lesson (lesson, moment);

CREATE TRIGGER lesson_stays BEFORE DELETE ON lesson
BEGIN SELECT RAISE (ABORT, 'what was read is never deleted'); END;

CREATE TRIGGER lesson_keeps BEFORE UPDATE ON lesson
BEGIN SELECT RAISE (ABORT, 'what was read is never changed'); END;
"""

_WANTED = """
CREATE TABLE wanted (                          -- cards that are to come first on a day
    card_id TEXT PRIMARY KEY,
    day INTEGER NOT NULL,                      -- a study day; it is over when one was asked since
    place INTEGER NOT NULL
) WITHOUT ROWID;
"""

MIGRATIONS: list[str] = [_FIRST, _COUNTED_ONCE, _TRAVEL, _EXERCISE, _COUNTS, _LESSONS, _WANTED]
"""Step n leads from version n to n+1. What a published step leaves behind never changes."""
