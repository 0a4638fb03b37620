-- Names and meanings follow the design's list of words. Times are whole seconds, UTC, in columns named …_at.
-- Foreign keys are checked at commit: within one transaction the order of writing is free.

CREATE TABLE meta (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row for each mail by content (K1). The bytes lie in a table of their own: a change of state never rewrites them.
CREATE TABLE mail (
    id           INTEGER NOT NULL PRIMARY KEY,
    sha256       BLOB    NOT NULL UNIQUE CHECK (length(sha256) = 32),
    size         INTEGER NOT NULL CHECK (size >= 0),
    state        TEXT    NOT NULL CHECK (state IN ('received', 'in_hand', 'processed', 'dropped', 'quarantined')),
    strikes      INTEGER NOT NULL DEFAULT 0,
    goes_singly  INTEGER NOT NULL DEFAULT 0 CHECK (goes_singly IN (0, 1)),
    arrived_at   INTEGER NOT NULL,
    kept_at      INTEGER NOT NULL,
    handled_at   INTEGER,
    is_cut       INTEGER NOT NULL CHECK (is_cut IN (0, 1)),
    is_old       TEXT,
    ticket       INTEGER REFERENCES ticket (number) DEFERRABLE INITIALLY DEFERRED,
    why          TEXT    NOT NULL DEFAULT '',
    message_id   TEXT,
    from_address TEXT,
    canonical    BLOB CHECK (canonical IS NULL OR length(canonical) = 32),
    content      TEXT,
    kind         TEXT,
    subject      TEXT,
    gate_row     TEXT,
    gate_why     TEXT,
    verdict      TEXT
) STRICT;
CREATE INDEX mail_state      ON mail (state);
CREATE INDEX mail_singly     ON mail (id) WHERE goes_singly = 1;
CREATE INDEX mail_message_id ON mail (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX mail_canonical  ON mail (canonical) WHERE message_id IS NULL AND canonical IS NOT NULL;
CREATE INDEX mail_content    ON mail (from_address, content, arrived_at) WHERE ticket IS NOT NULL;
CREATE INDEX mail_ticket     ON mail (ticket) WHERE ticket IS NOT NULL;

CREATE TABLE mail_raw (
    mail  INTEGER NOT NULL PRIMARY KEY REFERENCES mail (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    bytes BLOB    NOT NULL
) STRICT;

-- Where a mail lies (K0).
CREATE TABLE place (
    id        INTEGER NOT NULL PRIMARY KEY,
    mailbox   TEXT    NOT NULL,
    folder    TEXT    NOT NULL CHECK (folder IN ('inbox', 'sent')),
    validity  INTEGER NOT NULL,
    key       TEXT    NOT NULL,
    mail      INTEGER NOT NULL REFERENCES mail (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    is_marked INTEGER NOT NULL DEFAULT 0 CHECK (is_marked IN (0, 1)),
    UNIQUE (mailbox, folder, validity, key)
) STRICT;
CREATE INDEX place_mail     ON place (mail);
CREATE INDEX place_unmarked ON place (mailbox, folder, validity) WHERE is_marked = 0;

CREATE TABLE cursor (
    mailbox    TEXT    NOT NULL,
    folder     TEXT    NOT NULL CHECK (folder IN ('inbox', 'sent')),
    validity   INTEGER NOT NULL,
    baseline   INTEGER NOT NULL,
    low        INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    PRIMARY KEY (mailbox, folder)
) STRICT, WITHOUT ROWID;

CREATE TABLE ticket (
    number       INTEGER NOT NULL PRIMARY KEY CHECK (number > 10000),
    status       TEXT    NOT NULL CHECK (status IN ('open', 'waiting', 'solved', 'closed')),
    category     TEXT    NOT NULL,
    customer     TEXT    NOT NULL,
    customer_key TEXT    NOT NULL,
    subject      TEXT    NOT NULL,
    opened_at    INTEGER NOT NULL,
    changed_at   INTEGER NOT NULL,
    steps        INTEGER NOT NULL,
    state        TEXT    NOT NULL
) STRICT;
CREATE INDEX ticket_status   ON ticket (status, changed_at);
CREATE INDEX ticket_category ON ticket (category, changed_at);
CREATE INDEX ticket_changed  ON ticket (changed_at);
CREATE INDEX ticket_customer ON ticket (customer_key, opened_at);

CREATE TABLE history (
    ticket      INTEGER NOT NULL REFERENCES ticket (number) DEFERRABLE INITIALLY DEFERRED,
    step        INTEGER NOT NULL CHECK (step > 0),
    happened_at INTEGER NOT NULL,
    kind        TEXT    NOT NULL,
    entry       TEXT    NOT NULL,
    PRIMARY KEY (ticket, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX history_replied ON history (ticket, step) WHERE kind = 'replied';

-- Message-IDs of a ticket's mails and letters. Two tickets may claim one: whoever joins must look at the sender.
CREATE TABLE thread (
    message_id TEXT    NOT NULL,
    ticket     INTEGER NOT NULL REFERENCES ticket (number) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (message_id, ticket)
) STRICT, WITHOUT ROWID;

-- Armed rows follow what is derived from the history; fired and skipped rows are a ledger that is never undone.
CREATE TABLE timer (
    ticket   INTEGER NOT NULL REFERENCES ticket (number) DEFERRABLE INITIALLY DEFERRED,
    kind     TEXT    NOT NULL,
    instance INTEGER NOT NULL,
    level    INTEGER NOT NULL,
    due_at   INTEGER NOT NULL,
    state    TEXT    NOT NULL CHECK (state IN ('armed', 'fired', 'skipped')),
    set_at   INTEGER NOT NULL,
    PRIMARY KEY (ticket, kind, instance, level)
) STRICT, WITHOUT ROWID;
CREATE INDEX timer_due ON timer (due_at) WHERE state = 'armed';

-- Letters decided. `next_at` is set exactly while a letter waits for its turn.
CREATE TABLE outbox (
    id            INTEGER NOT NULL PRIMARY KEY,
    message_id    TEXT    NOT NULL UNIQUE,
    ticket        INTEGER REFERENCES ticket (number) DEFERRABLE INITIALLY DEFERRED,
    step          INTEGER NOT NULL,
    ticket_steps  INTEGER NOT NULL,
    kind          TEXT    NOT NULL,
    recipient     TEXT    NOT NULL,
    recipient_key TEXT    NOT NULL,
    domain        TEXT    NOT NULL,
    subject       TEXT    NOT NULL,
    cause_mail    INTEGER REFERENCES mail (id) DEFERRABLE INITIALLY DEFERRED,
    is_counted    INTEGER NOT NULL CHECK (is_counted IN (0, 1)),
    rank          INTEGER NOT NULL CHECK (rank BETWEEN 0 AND 2),
    state         TEXT    NOT NULL CHECK (state IN ('planned', 'sending', 'dot_sent', 'accepted', 'deferred', 'failed',
                                                    'uncertain', 'held', 'cancelled')),
    attempts      INTEGER NOT NULL DEFAULT 0,
    doubts        INTEGER NOT NULL DEFAULT 0,
    answer        TEXT    NOT NULL DEFAULT '',
    planned_at    INTEGER NOT NULL,
    not_after_at  INTEGER,
    next_at       INTEGER,
    settled_at    INTEGER,
    bounced_at    INTEGER,
    CHECK ((state IN ('planned', 'deferred')) = (next_at IS NOT NULL))
) STRICT;
CREATE INDEX outbox_turn    ON outbox (rank, next_at) WHERE next_at IS NOT NULL;
CREATE INDEX outbox_state   ON outbox (state);
CREATE INDEX outbox_planned ON outbox (planned_at);
CREATE INDEX outbox_ticket  ON outbox (ticket) WHERE ticket IS NOT NULL;
CREATE INDEX outbox_cause   ON outbox (cause_mail) WHERE cause_mail IS NOT NULL;
CREATE INDEX outbox_sender  ON outbox (recipient_key, planned_at);

CREATE TABLE outbox_raw (
    letter INTEGER NOT NULL PRIMARY KEY REFERENCES outbox (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    bytes  BLOB    NOT NULL
) STRICT;

-- Counted letters a minute, by domain of the recipient; '*' is all. The caps ask for sums over an hour and a day.
CREATE TABLE letters_a_minute (
    domain  TEXT    NOT NULL,
    minute  INTEGER NOT NULL,
    letters INTEGER NOT NULL,
    PRIMARY KEY (domain, minute)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER letter_counts AFTER INSERT ON outbox
WHEN new.is_counted = 1 AND new.state NOT IN ('failed', 'cancelled')
BEGIN
    INSERT INTO letters_a_minute (domain, minute, letters)
    VALUES ('*', new.planned_at / 60, 1), (new.domain, new.planned_at / 60, 1)
    ON CONFLICT (domain, minute) DO UPDATE SET letters = letters + 1;
END;
CREATE TRIGGER letter_counts_no_more AFTER UPDATE OF state ON outbox
WHEN new.is_counted = 1 AND new.state IN ('failed', 'cancelled') AND old.state NOT IN ('failed', 'cancelled')
BEGIN
    UPDATE letters_a_minute SET letters = letters - 1
    WHERE minute = new.planned_at / 60 AND domain IN ('*', new.domain);
END;
CREATE TRIGGER letter_counts_again AFTER UPDATE OF state ON outbox
WHEN new.is_counted = 1 AND old.state IN ('failed', 'cancelled') AND new.state NOT IN ('failed', 'cancelled')
BEGIN
    UPDATE letters_a_minute SET letters = letters + 1
    WHERE minute = new.planned_at / 60 AND domain IN ('*', new.domain);
END;

CREATE TABLE rule_set (
    hash         TEXT    NOT NULL PRIMARY KEY,
    files        TEXT    NOT NULL,
    activated_at INTEGER NOT NULL,
    activation   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
