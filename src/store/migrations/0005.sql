-- Automatic letters that left, counted when they are settled: by the minute for the breaker, by the hour for what is
-- usual. Older rows go with the next one.
CREATE TABLE left_a_minute (
    minute  INTEGER NOT NULL PRIMARY KEY,
    letters INTEGER NOT NULL
) STRICT;
CREATE TRIGGER left_a_minute_forget AFTER INSERT ON left_a_minute
BEGIN
    DELETE FROM left_a_minute WHERE minute < new.minute - 1440;
END;
CREATE TABLE left_an_hour (
    hour    INTEGER NOT NULL PRIMARY KEY,
    letters INTEGER NOT NULL
) STRICT;
CREATE TRIGGER left_an_hour_forget AFTER INSERT ON left_an_hour
BEGIN
    DELETE FROM left_an_hour WHERE hour < new.hour - 672;
END;

-- Does the server of this mailbox write Return-Path? Halved now and then, so that a change of habit is seen.
CREATE TABLE return_path (
    mailbox TEXT    NOT NULL PRIMARY KEY,
    present INTEGER NOT NULL,
    absent  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The sums over all the world are those of what left.
DROP TRIGGER letter_counts;
CREATE TRIGGER letter_counts AFTER INSERT ON outbox
WHEN new.is_counted = 1 AND new.state NOT IN ('failed', 'cancelled')
BEGIN
    INSERT INTO letters_a_minute (domain, minute, letters) VALUES (new.domain, new.planned_at / 60, 1)
    ON CONFLICT (domain, minute) DO UPDATE SET letters = letters + 1;
END;
DELETE FROM letters_a_minute WHERE domain = '*';
