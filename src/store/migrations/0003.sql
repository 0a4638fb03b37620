-- One ticket for all mails of a sender who opens too many.
ALTER TABLE ticket ADD COLUMN is_flood INTEGER NOT NULL DEFAULT 0 CHECK (is_flood IN (0, 1));
CREATE INDEX ticket_flood ON ticket (customer_key, number) WHERE is_flood = 1;

-- Mails that opened a ticket or joined a flood, by the minute they arrived: of a sender ('from …') and of a mailbox
-- ('to …'). The caps ask for sums over ten minutes and an hour; older rows go with the next one.
CREATE TABLE new_tickets_a_minute (
    whose  TEXT    NOT NULL,
    minute INTEGER NOT NULL,
    mails  INTEGER NOT NULL,
    PRIMARY KEY (whose, minute)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER new_tickets_forget AFTER INSERT ON new_tickets_a_minute
BEGIN
    DELETE FROM new_tickets_a_minute WHERE whose = new.whose AND minute < new.minute - 60;
END;
