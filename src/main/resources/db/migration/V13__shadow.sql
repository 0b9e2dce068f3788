-- Shadows, one row a run. Times are the database's own.
CREATE TABLE shadow (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- prompt or model, and its name.
    kind       text NOT NULL,
    name       text NOT NULL,
    -- What the candidate is compared with: the version that was deployed when it began, or the model.
    baseline   text NOT NULL,
    -- The candidate: another version, another model, or both.
    version    text,
    model      text,
    CHECK (version IS NOT NULL OR model IS NOT NULL),
    -- Of 10,000 places of callers.
    places     integer NOT NULL CHECK (places BETWEEN 1 AND 10000),
    cap_nanos  bigint NOT NULL CHECK (cap_nanos > 0),
    most_calls bigint CHECK (most_calls > 0),
    ends_at    timestamptz,
    -- running, stopped, spent or over.
    state      text NOT NULL,
    started_at timestamptz NOT NULL,
    started_by text NOT NULL,
    ended_at   timestamptz,
    -- Why it began, or has ended.
    reason     text NOT NULL,
    CHECK ((ended_at IS NULL) = (state = 'running')),
    -- The transaction that wrote the row last, see api_key.revision.
    revision   bigint NOT NULL
);
-- One at a time.
CREATE UNIQUE INDEX shadow_open ON shadow (kind, name) WHERE ended_at IS NULL;
CREATE INDEX shadow_by_name ON shadow (kind, name, id DESC);
CREATE INDEX shadow_by_revision ON shadow (revision);
CREATE TRIGGER shadow_revision BEFORE INSERT OR UPDATE ON shadow FOR EACH ROW EXECUTE FUNCTION prompt_revision();

-- Its money, in a row of its own, since each call changes it: what was spent and what calls under way may come to is never more than the cap when
-- one more is let through.
CREATE TABLE shadow_account (
    shadow         bigint PRIMARY KEY REFERENCES shadow,
    cap_nanos      bigint NOT NULL,
    spent_nanos    bigint NOT NULL DEFAULT 0,
    reserved_nanos bigint NOT NULL DEFAULT 0,
    most_calls     bigint NOT NULL,
    calls          bigint NOT NULL DEFAULT 0,
    -- Whether a call came for which even all that is not spent is too little.
    short          boolean NOT NULL DEFAULT false
) WITH (fillfactor = 50);

-- Calls under way. What is here for long was a gateway's that is gone: it counts as spent.
CREATE TABLE shadow_call (
    id     uuid PRIMARY KEY,
    shadow bigint NOT NULL REFERENCES shadow,
    nanos  bigint NOT NULL,
    at     timestamptz NOT NULL DEFAULT now()
);

-- How many calls came to what: answered, failed, late, refused or blocked.
CREATE TABLE shadow_count (
    shadow bigint NOT NULL REFERENCES shadow,
    result text NOT NULL,
    n      bigint NOT NULL,
    PRIMARY KEY (shadow, result)
) WITH (fillfactor = 80);

-- What pairs of answers told, by measure and by group of callers: 512 groups that callers fall into by their hash, so the rows are few and nobody is
-- in them. Sums of the callers' values, of the candidate's, and of the differences. Deleted when another shadow of the same begins.
CREATE TABLE shadow_sum (
    shadow      bigint NOT NULL REFERENCES shadow,
    measure     text NOT NULL,
    callers     smallint NOT NULL,
    n           bigint NOT NULL,
    caller_y    double precision NOT NULL,
    candidate_y double precision NOT NULL,
    difference_y double precision NOT NULL,
    PRIMARY KEY (shadow, measure, callers)
) WITH (fillfactor = 80);
