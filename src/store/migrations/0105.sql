-- The customer's files a letter to staff takes along. Their bytes stay with the mail until the letter leaves.
CREATE TABLE enclosed (
    letter INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    nth    INTEGER NOT NULL,
    mail   INTEGER NOT NULL REFERENCES mail (id) DEFERRABLE INITIALLY DEFERRED,
    place  INTEGER NOT NULL CHECK (place >= 0),
    name   TEXT    NOT NULL,
    PRIMARY KEY (letter, nth)
) STRICT, WITHOUT ROWID;

-- Identity papers among the attachments of mails: never mailed on, erased some time after their ticket was closed. What
-- was erased leaves its hash.
CREATE TABLE sensitive (
    mail      INTEGER NOT NULL REFERENCES mail (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    place     INTEGER NOT NULL CHECK (place >= 0),
    sha256    TEXT    NOT NULL,
    size      INTEGER NOT NULL,
    found_at  INTEGER NOT NULL,
    erased_at INTEGER,
    PRIMARY KEY (mail, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX sensitive_kept ON sensitive (mail) WHERE erased_at IS NULL;
