-- What calls would have cost that were answered by what was known already, or that an identical call paid for. Nobody wrote that down
-- before, so old rows say 0; replicas of the version before, which do not know the column, write the same. No table is written anew.
ALTER TABLE ledger ADD COLUMN saved_nanos bigint NOT NULL DEFAULT 0;
ALTER TABLE usage_hour ADD COLUMN saved_nanos bigint NOT NULL DEFAULT 0;
ALTER TABLE usage_day ADD COLUMN saved_nanos bigint NOT NULL DEFAULT 0;
