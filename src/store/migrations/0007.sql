-- Tickets about the same transaction are shown to staff.
CREATE INDEX ticket_matter ON ticket (lower(json_extract(state, '$.fields.transaction_id.value')));
