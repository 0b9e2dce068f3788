package dev.portcullis.release.canary.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portcullis.TestDatabase;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What becomes of canaries that ran when there were none but of prompts, and what gateways of then write meanwhile. */
class ModelCanaryMigrationTest {

    private static final String NEW = "INSERT INTO canary (%s, release, blue, version, plan, state, step, started_at, started_by, step_since, requests_before,"
            + " run_since, due_at, ended_at, revision) VALUES ('%s', 'r', 'b', 'g', '{}', 'running', 0, now(), 'w', now(), 0, now(), now(), %s, 0)";

    private final TestDatabase database = TestDatabase.empty();

    @Test
    void canariesOfPromptsGoOnAndBothKindsHaveOneAtATime() {
        to("13");
        for (String prompt : List.of("greet", "of-then")) {
            database.execute("INSERT INTO prompt VALUES ('" + prompt + "', '1.0.0', '', '', '', '', now())");
        }
        database.execute(NEW.formatted("prompt", "greet", "NULL"));
        database.execute("INSERT INTO weight_override (model, weights, changed_at) VALUES ('m', '{\"blue\":1}', now())");
        to("14");
        database.execute(NEW.formatted("prompt", "of-then", "NULL"));
        assertEquals(List.of("greet ", "of-then "), database.query("SELECT concat(prompt, ' ', model) FROM canary ORDER BY id"));
        assertEquals(List.of("{\"blue\":1} "), database.query("SELECT concat(weights, ' ', release) FROM weight_override"));
        database.execute(NEW.formatted("model", "greet", "now()"));
        database.execute(NEW.formatted("model", "greet", "NULL"));
        assertThrows(AssertionError.class, () -> database.execute(NEW.formatted("model", "greet", "NULL")));
        assertThrows(AssertionError.class, () -> database.execute(NEW.formatted("prompt", "greet", "NULL")));
        assertThrows(AssertionError.class, () -> database.execute("UPDATE canary SET model = 'm' WHERE prompt = 'greet'"), "of one of both");
    }

    private void to(String version) {
        Flyway.configure().dataSource("jdbc:" + database.url(), TestDatabase.server().user(), TestDatabase.password()).target(version).load().migrate();
    }
}
