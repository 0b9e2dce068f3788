-- What calls that name a prompt are to its statistics. Nobody wrote that down before, so old lines have none.
ALTER TABLE ledger ADD COLUMN unit uuid;
ALTER TABLE ledger ADD COLUMN release text;
ALTER TABLE ledger ADD COLUMN arm text;
ALTER TABLE ledger ADD COLUMN output text;
-- Feedback names a call by its id. A hash index keeps 4 bytes of an id: half the size of a tree, and half its cost to write.
CREATE INDEX IF NOT EXISTS ledger_by_request ON ledger USING hash (request_id);

-- What is known of the quality of one call's answer: what its user said, and what the gateway noticed. In one row for each call.
CREATE TABLE feedback (
    tenant         text NOT NULL,
    request_id     text NOT NULL,
    -- When the call was made.
    at             timestamptz NOT NULL,
    prompt         text NOT NULL,
    prompt_version text NOT NULL,
    model          text NOT NULL,
    -- Stands for who called: the first half of a SHA-256, never who it is.
    unit           uuid NOT NULL,
    release        text,
    arm            text,
    -- Whether the answer was what its prompt promises: passed, failed or unchecked, or nothing.
    output         text,
    rating         smallint CHECK (rating BETWEEN 1 AND 5),
    comments       text,
    copied         boolean NOT NULL,
    edited         boolean NOT NULL,
    retried        boolean NOT NULL,
    abandoned      boolean NOT NULL,
    -- Whether somebody has said something; else all of it was noticed.
    told           boolean NOT NULL,
    -- What all this comes to, from 0 to 1 or nothing, by the rule in src/docs/feedback.md.
    score          double precision CHECK (score BETWEEN 0 AND 1),
    changed_at     timestamptz NOT NULL,
    PRIMARY KEY (tenant, request_id)
);
-- A version's quality is summed up from this alone.
CREATE INDEX feedback_by_prompt ON feedback (prompt, prompt_version, unit) INCLUDE (output, rating, copied, edited, retried, abandoned, told, score);
-- Rows come nearly in the order of time, and go in it.
CREATE INDEX feedback_at ON feedback USING brin (at);

-- How many answers of each version were checked against what it promises.
CREATE TABLE output_verdict (
    prompt         text NOT NULL,
    prompt_version text NOT NULL,
    passed         bigint NOT NULL,
    failed         bigint NOT NULL,
    PRIMARY KEY (prompt, prompt_version)
);
