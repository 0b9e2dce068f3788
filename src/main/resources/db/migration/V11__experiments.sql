-- Experiments, one row a run. None is deleted: what was decided, and on which figures, is kept for good.
CREATE TABLE experiment (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name            text NOT NULL UNIQUE,
    prompt          text NOT NULL REFERENCES prompt,
    -- As JSON: variants, outcome, stop.
    plan            text NOT NULL,
    -- Experiments of one group share its users out: these places of 10,000 are this one's. Without a group: of all users.
    exclusion_group text,
    first_place     integer NOT NULL CHECK (first_place >= 0),
    end_place       integer NOT NULL CHECK (end_place > first_place AND end_place <= 10000),
    created_at      timestamptz NOT NULL,
    created_by      text NOT NULL,
    -- Until then it runs.
    stopped_at      timestamptz,
    -- As JSON: who, when, why, which variant won if one did, and the figures at that moment.
    decision        text,
    CHECK ((stopped_at IS NULL) = (decision IS NULL)),
    -- The transaction that wrote the row last, see api_key.revision.
    revision        bigint NOT NULL
);
CREATE INDEX experiment_running ON experiment (prompt) WHERE stopped_at IS NULL;
CREATE INDEX experiment_by_revision ON experiment (revision);
CREATE TRIGGER experiment_revision BEFORE INSERT OR UPDATE ON experiment FOR EACH ROW EXECUTE FUNCTION prompt_revision();

CREATE FUNCTION experiment_is_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an experiment that has stopped never changes';
END
$$;
CREATE TRIGGER experiment_is_decided BEFORE UPDATE OR DELETE ON experiment FOR EACH ROW WHEN (OLD.stopped_at IS NOT NULL)
    EXECUTE FUNCTION experiment_is_decided();

-- What was told of users, by the unit that stands for one, see release_observation: the sum of a user's outcomes, and how many there were.
-- Deleted when the experiment has stopped.
CREATE TABLE experiment_outcome (
    experiment bigint NOT NULL REFERENCES experiment,
    unit       bytea NOT NULL,
    y          double precision NOT NULL,
    n          bigint NOT NULL CHECK (n > 0),
    PRIMARY KEY (experiment, unit)
) WITH (fillfactor = 80);
