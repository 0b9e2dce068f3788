-- Canaries, one row a run. Times are the database's own.
CREATE TABLE canary (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    prompt       text NOT NULL REFERENCES prompt,
    -- What its calls are counted under, see release_run.
    release      text NOT NULL,
    blue         text NOT NULL,
    version      text NOT NULL,
    -- As JSON: steps, interval, criteria.
    plan         text NOT NULL,
    -- running, paused, promoted, rolled_back or stopped.
    state        text NOT NULL,
    -- Which of the plan's steps, from 0.
    step         integer NOT NULL CHECK (step >= 0),
    started_at   timestamptz NOT NULL,
    started_by   text NOT NULL,
    step_since   timestamptz NOT NULL,
    -- Requests of the canary before it had its present share.
    requests_before bigint NOT NULL,
    -- Since when it has run without a pause: what the longest time counts from.
    run_since    timestamptz NOT NULL,
    -- When it is looked at next.
    due_at       timestamptz NOT NULL,
    ended_at     timestamptz,
    -- What was decided last, and why: wait, promote, roll_back, inconclusive, or what somebody did: start, resume, stop, promote, roll_back.
    verdict      text,
    reason       text,
    decided_at   timestamptz,
    -- What both sides had told when that was decided, as JSON.
    told         text,
    -- The transaction that wrote the row last, see api_key.revision.
    revision     bigint NOT NULL
);
-- One at a time.
CREATE UNIQUE INDEX canary_open ON canary (prompt) WHERE ended_at IS NULL;
CREATE INDEX canary_by_prompt ON canary (prompt, id DESC);
CREATE INDEX canary_by_revision ON canary (revision);
CREATE TRIGGER canary_revision BEFORE INSERT OR UPDATE ON canary FOR EACH ROW EXECUTE FUNCTION prompt_revision();

-- What is being judged now, and what was until lately. Only calls of what is here and has not ended are kept.
CREATE TABLE release_run (
    release  text PRIMARY KEY,
    ended_at timestamptz
);

-- What calls of one side told, by the unit that stands for a caller: the first half of a SHA-256, never who it is. Of each measure the sum of its
-- values (y) and how many calls had one (n). Deleted when the release has ended, when it is in the summary that is kept.
CREATE TABLE release_observation (
    release               text NOT NULL,
    arm                   text NOT NULL,
    unit                  bytea NOT NULL,
    error_rate_y          double precision NOT NULL,
    error_rate_n          bigint NOT NULL,
    latency_y             double precision NOT NULL,
    latency_n             bigint NOT NULL,
    time_to_first_token_y double precision NOT NULL,
    time_to_first_token_n bigint NOT NULL,
    cost_y                double precision NOT NULL,
    cost_n                bigint NOT NULL,
    output_failures_y     double precision NOT NULL,
    output_failures_n     bigint NOT NULL,
    guard_blocks_y        double precision NOT NULL,
    guard_blocks_n        bigint NOT NULL,
    quality_y             double precision NOT NULL,
    quality_n             bigint NOT NULL,
    PRIMARY KEY (release, arm, unit)
) WITH (fillfactor = 70);

-- Calls of each side. Those that are not judged are counted by why.
CREATE TABLE release_arm (
    release      text NOT NULL,
    arm          text NOT NULL,
    judged       bigint NOT NULL,
    cached       bigint NOT NULL,
    contaminated bigint NOT NULL,
    refused      bigint NOT NULL,
    left_out     bigint NOT NULL,
    -- Of the first calls that are judged, some twenty, and how many of them failed.
    first_calls  integer NOT NULL,
    first_errors integer NOT NULL,
    PRIMARY KEY (release, arm)
);

-- How far each gateway's sums are written: one that does not know whether its last ones were writes them again, and they count once.
CREATE TABLE release_writer (
    writer uuid PRIMARY KEY,
    batch  bigint NOT NULL,
    seen   timestamptz NOT NULL
);
