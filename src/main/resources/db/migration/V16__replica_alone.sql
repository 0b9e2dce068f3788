-- Who cannot reach Redis counts alone, and the others leave that one its share of budgets. Replicas of the version before do not say it.
ALTER TABLE replica ADD COLUMN alone boolean NOT NULL DEFAULT false;
