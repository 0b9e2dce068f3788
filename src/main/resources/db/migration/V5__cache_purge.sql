-- Whose kept answers are given no more: those that were made until then, at whatever store they are. An empty word fits all.
-- A row is forgotten when no answer can be as old any more.
CREATE TABLE cache_purge (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant   text NOT NULL,
    model    text NOT NULL,
    prompt   text NOT NULL,
    digest   text NOT NULL,
    at       timestamptz NOT NULL,
    -- The transaction that wrote the row last: a greater one than any before.
    revision bigint NOT NULL
);
CREATE INDEX cache_purge_by_tenant ON cache_purge (tenant);
CREATE INDEX cache_purge_by_revision ON cache_purge (revision);
