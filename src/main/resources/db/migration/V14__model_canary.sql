-- Canaries of models: each canary is of a prompt, or of a model and then 'version' is the target that is tried.

-- Gateways from before go on looking at canaries: whoever waits for this lock keeps them waiting as well, so it is given up soon, and asked for again.
SET LOCAL lock_timeout = '2s';
ALTER TABLE canary ALTER COLUMN prompt DROP NOT NULL, ADD COLUMN model text, ADD CHECK ((prompt IS NULL) <> (model IS NULL));
CREATE UNIQUE INDEX canary_open_of_model ON canary (model) WHERE ended_at IS NULL;
CREATE INDEX canary_by_model ON canary (model, id DESC);

-- While it is a canary that has set the weights: what its calls are counted under, by which it is drawn who gets which target.
ALTER TABLE weight_override ADD COLUMN release text;
-- Counts their runs: callers are drawn anew for each of them, and the same ones on every replica.
CREATE SEQUENCE model_release;
