-- What the control plane must remember. Times are the database's own.

-- Who works on this database: one row a running gateway.
CREATE TABLE replica (
    id      uuid PRIMARY KEY,
    started timestamptz NOT NULL,
    seen    timestamptz NOT NULL
);

-- Single values, such as the hash of the generated admin key.
CREATE TABLE setting (
    name  text PRIMARY KEY,
    value text NOT NULL
);

-- Keys that were issued. Never the key: its SHA-256, in hexadecimal digits.
CREATE TABLE api_key (
    id         text PRIMARY KEY,
    tenant     text NOT NULL,
    name       text,
    hash       text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz,
    -- The transaction that wrote the row last: who has read all that was committed before a snapshot finds the rest by it,
    -- in whatever order transactions commit. Rows are revoked, never deleted.
    revision   bigint NOT NULL
);
CREATE INDEX api_key_by_tenant ON api_key (tenant, created_at DESC, id);
CREATE INDEX api_key_by_revision ON api_key (revision);

CREATE FUNCTION api_key_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.revision := pg_current_xact_id()::text::bigint;
    RETURN NEW;
END
$$;
CREATE TRIGGER api_key_revision BEFORE INSERT OR UPDATE ON api_key FOR EACH ROW EXECUTE FUNCTION api_key_revision();

-- A model's weights where they are not those of gateway.yaml, as a JSON object: target -> weight.
CREATE TABLE weight_override (
    model      text PRIMARY KEY,
    weights    text NOT NULL,
    changed_at timestamptz NOT NULL
);

-- Who changed what, from what to what (JSON).
CREATE TABLE audit (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL,
    who        text NOT NULL,
    action     text NOT NULL,
    subject    text NOT NULL,
    was        text,
    becomes    text,
    request_id text NOT NULL
);
