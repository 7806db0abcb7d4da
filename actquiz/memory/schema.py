"""The tables of ``progress.db``, as the steps that lead from one version to the next.

``review`` and ``mark`` are the truth and only grow. ``state`` follows from them, card by card.
``tally`` and ``agenda`` count ``state``: triggers keep them, so that no question at the start of
the program has to look at every card. ``effort`` and ``rhythm`` count ``review`` in the same way.
"""

from __future__ import annotations

from actquiz.memory.effort import EFFORT
from actquiz.memory.exercise_rounds import EXERCISE

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

CREATE TABLE tally (
    deck TEXT NOT NULL,
    phase INTEGER NOT NULL,
    suspended INTEGER NOT NULL,
    cards INTEGER NOT NULL,
    PRIMARY KEY (deck, phase, suspended)
) WITHOUT ROWID;

CREATE TABLE agenda (                          -- cards in Phase.REVIEW that are not suspended
    day INTEGER NOT NULL,
    deck TEXT NOT NULL,
    cards INTEGER NOT NULL,
    PRIMARY KEY (day, deck)
) WITHOUT ROWID;

CREATE TRIGGER state_added AFTER INSERT ON state
BEGIN
    INSERT INTO tally VALUES (coalesce(NEW.deck, ''), NEW.phase, NEW.suspended, 1)
        ON CONFLICT DO UPDATE SET cards = cards + 1;
    INSERT INTO agenda SELECT NEW.due_day, coalesce(NEW.deck, ''), 1
        WHERE NEW.phase = 2 AND NEW.suspended = 0
        ON CONFLICT DO UPDATE SET cards = cards + 1;
END;

CREATE TRIGGER state_removed AFTER DELETE ON state
BEGIN
    UPDATE tally SET cards = cards - 1
        WHERE deck = coalesce(OLD.deck, '') AND phase = OLD.phase AND suspended = OLD.suspended;
    DELETE FROM tally WHERE deck = coalesce(OLD.deck, '') AND cards = 0;
    UPDATE agenda SET cards = cards - 1
        WHERE OLD.phase = 2 AND OLD.suspended = 0
        AND day = OLD.due_day AND deck = coalesce(OLD.deck, '');
    DELETE FROM agenda
        WHERE day = OLD.due_day AND deck = coalesce(OLD.deck, '') AND cards = 0;
END;

CREATE TRIGGER state_changed AFTER UPDATE OF deck, phase, suspended, due_day ON state
BEGIN
    INSERT INTO tally VALUES (coalesce(NEW.deck, ''), NEW.phase, NEW.suspended, 1)
        ON CONFLICT DO UPDATE SET cards = cards + 1;
    UPDATE tally SET cards = cards - 1
        WHERE deck = coalesce(OLD.deck, '') AND phase = OLD.phase AND suspended = OLD.suspended;
    DELETE FROM tally WHERE deck = coalesce(OLD.deck, '') AND cards = 0;
    INSERT INTO agenda SELECT NEW.due_day, coalesce(NEW.deck, ''), 1
        WHERE NEW.phase = 2 AND NEW.suspended = 0
        ON CONFLICT DO UPDATE SET cards = cards + 1;
    UPDATE agenda SET cards = cards - 1
        WHERE OLD.phase = 2 AND OLD.suspended = 0
        AND day = OLD.due_day AND deck = coalesce(OLD.deck, '');
    DELETE FROM agenda
        WHERE day = OLD.due_day AND deck = coalesce(OLD.deck, '') AND cards = 0;
END;
"""

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

MIGRATIONS: list[str] = [_FIRST, EFFORT, _TRAVEL, EXERCISE]
"""Step n leads from version n to n+1. A published step is never edited."""

COUNTED_TALLY = """
SELECT coalesce(deck, ''), phase, suspended, count(*) FROM state GROUP BY 1, 2, 3
"""
"""What ``tally`` must hold."""

COUNTED_AGENDA = """
SELECT due_day, coalesce(deck, ''), count(*) FROM state
WHERE phase = 2 AND suspended = 0 GROUP BY 1, 2
"""
"""What ``agenda`` must hold."""
