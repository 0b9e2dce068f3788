-- Prompts, each of them in versions. A version never changes, and none is deleted.
CREATE TABLE prompt (
    id          text PRIMARY KEY,
    -- The newest release, or the newest pre-release while there is no release. What follows is that version's, to search by.
    newest      text NOT NULL,
    name        text NOT NULL,
    description text NOT NULL,
    category    text NOT NULL,
    -- Each of them between two line ends.
    tags        text NOT NULL,
    changed_at  timestamptz NOT NULL
);

CREATE TABLE prompt_version (
    number       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    prompt       text NOT NULL REFERENCES prompt,
    version      text NOT NULL,
    -- Its JSON.
    document     text NOT NULL,
    -- The SHA-256 of its canonical form (RFC 8785).
    hash         text NOT NULL CHECK (hash ~ '^sha256:[0-9a-f]{64}$'),
    published_at timestamptz NOT NULL,
    published_by text NOT NULL,
    -- The transaction that wrote the row, see api_key.revision.
    revision     bigint NOT NULL,
    UNIQUE (prompt, version)
);
CREATE INDEX prompt_version_by_revision ON prompt_version (revision);

-- What callers get who name no version. Where there is no row: the newest one.
CREATE TABLE prompt_deployment (
    prompt           text PRIMARY KEY REFERENCES prompt,
    blue             text NOT NULL,
    green            text,
    green_percentage integer NOT NULL CHECK (green_percentage BETWEEN 0 AND 100 AND (green IS NOT NULL OR green_percentage = 0)),
    changed_at       timestamptz NOT NULL,
    changed_by       text NOT NULL,
    -- The transaction that wrote the row last, see api_key.revision.
    revision         bigint NOT NULL,
    FOREIGN KEY (prompt, blue) REFERENCES prompt_version (prompt, version),
    FOREIGN KEY (prompt, green) REFERENCES prompt_version (prompt, version)
);
CREATE INDEX prompt_deployment_by_revision ON prompt_deployment (revision);

CREATE FUNCTION prompt_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.revision := pg_current_xact_id()::text::bigint;
    RETURN NEW;
END
$$;
CREATE TRIGGER prompt_version_revision BEFORE INSERT ON prompt_version FOR EACH ROW EXECUTE FUNCTION prompt_revision();
CREATE TRIGGER prompt_deployment_revision BEFORE INSERT OR UPDATE ON prompt_deployment FOR EACH ROW EXECUTE FUNCTION prompt_revision();

CREATE FUNCTION prompt_version_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a version of a prompt never changes; publish another one';
END
$$;
CREATE TRIGGER prompt_version_is_immutable BEFORE UPDATE ON prompt_version FOR EACH ROW EXECUTE FUNCTION prompt_version_is_immutable();
