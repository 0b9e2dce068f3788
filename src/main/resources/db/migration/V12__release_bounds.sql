-- Two names that the questions of gateways from before do not have: how many units of a side are in release_observation, about, and calls that would have told
-- something, of units for which there was no room.

-- Gateways from before go on writing: whoever waits for this lock keeps them waiting as well, so it is given up soon, and asked for again.
SET LOCAL lock_timeout = '2s';
ALTER TABLE release_arm ADD COLUMN kept_units bigint NOT NULL DEFAULT 0, ADD COLUMN beyond bigint NOT NULL DEFAULT 0;
-- They wait for this, too: as many are counted as matter, of what still runs.
UPDATE release_arm SET kept_units = (SELECT count(*) FROM (SELECT FROM release_observation AS observed
        WHERE observed.release = release_arm.release AND observed.arm = release_arm.arm LIMIT 200000) AS kept)
FROM release_run WHERE release_run.release = release_arm.release AND release_run.ended_at IS NULL;
