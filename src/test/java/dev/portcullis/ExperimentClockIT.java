package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Experiments on a database whose clock is not the gateway's. */
class ExperimentClockIT {

    private static final String YAML = new GatewayFile().builtInSimulator().single("demo", "simulator", "demo").toString();

    private static void clock(TestDatabase database, int days) {
        database.execute("CREATE OR REPLACE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS "
                + "$$ SELECT pg_catalog.clock_timestamp() + interval '" + days + " days' $$");
    }

    /** Each replica went by its own clock: one that was ahead ended experiments of the others early. */
    @Test
    void anExperimentBeginsAndEndsByTheDatabasesClock() {
        TestDatabase database = TestDatabase.fresh();
        database.execute("ALTER DATABASE " + database.name() + " SET search_path = public, pg_catalog");
        clock(database, 10);
        try (PackagedGateway gateway = PackagedGateway.start(YAML, database.environment())) {
            for (String version : List.of("1.0.0", "1.1.0")) {
                assertEquals(201, gateway.admin("POST", "/prompts", "{\"id\":\"greet\",\"version\":\"" + version + "\",\"model\":\"demo\",\"template\":\"x\"}")
                        .statusCode());
            }
            HttpResponse<String> begun = gateway.admin("POST", "/experiments", "{\"name\":\"tone\",\"prompt\":\"greet\",\"variants\":[{\"name\":\"a\",\"weight\":1},"
                    + "{\"name\":\"b\",\"weight\":1,\"version\":\"1.0.0\"}],\"outcome\":{\"source\":\"api\",\"direction\":\"higher\"},"
                    + "\"stop\":{\"max_duration\":\"14d\"}}");
            assertEquals(201, begun.statusCode(), begun.body());
            assertEquals(List.of("10"), database.query("SELECT round(extract(epoch FROM created_at - pg_catalog.now()) / 86400) FROM experiment"));
            assertTrue(gateway.admin("GET", "/experiments/tone", null).body().contains("\"state\":\"running\""));
            clock(database, 25);
            gateway.await("its days are over", () -> gateway.admin("GET", "/experiments/tone", null).body().contains("\"state\":\"stopped\""));
            assertEquals(List.of("25"), database.query("SELECT round(extract(epoch FROM stopped_at - pg_catalog.now()) / 86400) FROM experiment"));
        }
    }
}
