-- Rule sets: everything under rules/ and sla.toml, swapped as one. A verdict names the set that judged by its hash.
DROP TABLE rule_set;
CREATE TABLE rule_set (
    hash      TEXT    NOT NULL PRIMARY KEY,
    size      INTEGER NOT NULL CHECK (size >= 0),
    files     BLOB    NOT NULL,
    stored_at INTEGER NOT NULL
) STRICT;

-- Which set judged from when on; the newest row is the active one.
CREATE TABLE activation (
    id           INTEGER NOT NULL PRIMARY KEY,
    hash         TEXT    NOT NULL REFERENCES rule_set (hash),
    how          TEXT    NOT NULL CHECK (how IN ('start', 'reload', 'activate', 'rollback')),
    activated_at INTEGER NOT NULL
) STRICT;

-- Files that could not go live; the owner hears once of each.
CREATE TABLE rejected_rules (
    hash        TEXT    NOT NULL PRIMARY KEY,
    diagnostics TEXT    NOT NULL,
    rejected_at INTEGER NOT NULL
) STRICT;

-- Sets that passed their checks and wait for a person.
CREATE TABLE waiting_rules (
    hash       TEXT    NOT NULL PRIMARY KEY,
    why        TEXT    NOT NULL,
    is_held    INTEGER NOT NULL CHECK (is_held IN (0, 1)),
    waiting_at INTEGER NOT NULL
) STRICT;
