-- Addresses whose letters came back for good: nothing automatic is written there for a while, whatever the ticket.
CREATE TABLE unreachable (
    address_key TEXT    NOT NULL PRIMARY KEY,
    address     TEXT    NOT NULL,
    ticket      INTEGER REFERENCES ticket (number) DEFERRABLE INITIALLY DEFERRED,
    failed_at   INTEGER NOT NULL,
    why         TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX unreachable_failed ON unreachable (failed_at);

-- A report told that the letter is late, or that it failed without proving that it saw the letter: noted once.
ALTER TABLE outbox ADD COLUMN reported_at INTEGER;
