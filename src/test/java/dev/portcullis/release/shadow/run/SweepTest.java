package dev.portcullis.release.shadow.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against a real PostgreSQL. */
class SweepTest {

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void whatWasReservedAQuarterOfAnHourAgoCountsAsSpentWhetherItsShadowRunsOrNot() {
        database.execute("INSERT INTO shadow (kind, name, baseline, model, places, cap_nanos, state, started_at, started_by, ended_at, reason, revision) VALUES "
                + "('model', 'over', 'over', 'm', 1, 100, 'stopped', now(), 'admin key', now(), '', 0), "
                + "('model', 'open', 'open', 'm', 1, 100, 'running', now(), 'admin key', null, '', 0)");
        database.execute("INSERT INTO shadow_account (shadow, cap_nanos, reserved_nanos, spent_nanos, most_calls) SELECT id, 100, 60, 7, 9 FROM shadow");
        for (String call : List.of("10, now() - interval '16 minutes'", "20, now() - interval '1 day'", "30, now() - interval '14 minutes'")) {
            database.execute("INSERT INTO shadow_call (id, shadow, nanos, at) SELECT gen_random_uuid(), id, " + call + " FROM shadow");
        }
        database.execute(ShadowStore.SWEEP);
        database.execute(ShadowStore.SWEEP);
        assertEquals(List.of("30 37", "30 37"), database.query("SELECT reserved_nanos || ' ' || spent_nanos FROM shadow_account"));
        assertEquals(List.of("30", "30"), database.query("SELECT nanos FROM shadow_call"));
    }
}
