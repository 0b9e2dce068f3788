-- How far each gateway's journal is in the ledger. Written together with the lines, it is what makes each line be written once: no
-- line needs an id of its own any more, nor an index of them. One row for each gateway that was ever started.
CREATE TABLE ledger_journal (
    journal  uuid PRIMARY KEY,
    position bigint NOT NULL
);
ALTER TABLE ledger DROP COLUMN id;
