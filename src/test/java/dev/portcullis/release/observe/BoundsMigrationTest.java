package dev.portcullis.release.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portcullis.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of releases that ran when there was no bound of their units. */
class BoundsMigrationTest {

    private final TestDatabase database = TestDatabase.empty();

    BoundsMigrationTest() {
        to("11").migrate();
        database.execute("INSERT INTO release_run (release, ended_at) VALUES ('runs', NULL), ('old', now())");
        for (String release : List.of("runs", "old")) {
            database.execute("INSERT INTO release_arm VALUES ('" + release + "', 'canary', 3, 0, 0, 0, 0, 3, 0), ('"
                    + release + "', 'control', 0, 0, 0, 0, 0, 0, 0)");
            database.execute("INSERT INTO release_observation SELECT '" + release + "', 'canary', int8send(i)" + ", 0, 0".repeat(7)
                    + " FROM generate_series(1, 3) AS i");
        }
    }

    @Test
    void unitsOfWhatStillRunsAreCounted() {
        to("12").migrate();
        assertEquals(List.of("old canary 0 0", "old control 0 0", "runs canary 3 0", "runs control 0 0"),
                database.query("SELECT concat_ws(' ', release, arm, kept_units, beyond) FROM release_arm ORDER BY release, arm"));
    }

    /** All gateways that wrote meanwhile waited behind a lock that was itself waited for, without end. */
    @Test
    @Timeout(60)
    void whereSomebodyWritesForLongItGivesUpAndIsDoneLater() throws SQLException {
        try (Connection writer = database.connect(); Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("UPDATE release_arm SET judged = judged + 1");
            assertThrows(FlywayException.class, to("12")::migrate);
            writer.commit();
        }
        to("12").migrate();
        assertEquals(List.of("3"), database.query("SELECT kept_units FROM release_arm WHERE release = 'runs' AND arm = 'canary'"));
    }

    private Flyway to(String version) {
        return Flyway.configure().dataSource("jdbc:" + database.url(), TestDatabase.server().user(), TestDatabase.password()).target(version).load();
    }
}
