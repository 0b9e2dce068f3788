-- Two names that the questions of gateways from before do not have: how many units of a side are in release_observation, about, and calls of units for which there was no room: they are in nothing else.
ALTER TABLE release_arm ADD COLUMN kept_units bigint NOT NULL DEFAULT 0, ADD COLUMN beyond bigint NOT NULL DEFAULT 0;
UPDATE release_arm SET kept_units = (SELECT count(*) FROM release_observation AS observed WHERE observed.release = release_arm.release AND observed.arm = release_arm.arm);
