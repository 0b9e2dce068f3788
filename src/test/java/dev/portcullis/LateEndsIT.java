package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ends by itself on a database that takes longer for it than anybody waits. */
class LateEndsIT {

    private static final String YAML = new GatewayFile().builtInSimulator().single("demo", "simulator", "demo").single("other", "simulator", "demo").toString();

    /** Nobody was told of it but the audit: the look had been given up when the database was done. */
    @Test
    void experimentsAndShadowsThatEndLateAreSaidAllTheSame() {
        TestDatabase database = TestDatabase.fresh();
        // Each statement is within what one may take, and both together are not.
        database.execute("CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(2.3); RETURN NEW; END $$");
        database.execute("CREATE TRIGGER slow BEFORE INSERT ON audit FOR EACH ROW WHEN (NEW.action IN ('experiment.stop', 'shadow.end')) EXECUTE FUNCTION slow()");
        database.execute("CREATE TRIGGER slow BEFORE UPDATE ON experiment FOR EACH ROW WHEN (NEW.stopped_at IS NOT NULL) EXECUTE FUNCTION slow()");
        database.execute("CREATE TRIGGER slow BEFORE UPDATE ON shadow FOR EACH ROW WHEN (NEW.ended_at IS NOT NULL) EXECUTE FUNCTION slow()");
        try (PackagedGateway gateway = PackagedGateway.start(YAML, database.environment())) {
            for (String version : List.of("1.0.0", "1.1.0")) {
                assertEquals(201, gateway.admin("POST", "/prompts", "{\"id\":\"greet\",\"version\":\"" + version + "\",\"model\":\"demo\",\"template\":\"x\"}")
                        .statusCode());
            }
            begun(gateway.admin("POST", "/experiments", "{\"name\":\"tone\",\"prompt\":\"greet\",\"variants\":[{\"name\":\"a\",\"weight\":1},"
                    + "{\"name\":\"b\",\"weight\":1,\"version\":\"1.0.0\"}],\"outcome\":{\"source\":\"api\",\"direction\":\"higher\"},"
                    + "\"stop\":{\"max_duration\":\"1s\"}}"));
            begun(gateway.admin("POST", "/models/demo/shadow", "{\"model\":\"other\",\"share\":1,\"cap\":1,\"ends_at\":\"" + Instant.now().plusSeconds(2) + "\"}"));
            gateway.await("the experiment is said to have ended", () -> gateway.log().contains("experiment event=stop name=tone"));
            gateway.await("the shadow is said to have ended", () -> gateway.log().contains("shadow event=over model=demo"));
            assertEquals(List.of("1", "1"), database.query("SELECT count(*) FROM audit WHERE action IN ('experiment.stop', 'shadow.end') GROUP BY action"));
            assertEquals(1, gateway.metric("portcullis_experiments_stopped_total"));
            assertEquals(1, gateway.metric("portcullis_shadows_ended_total", "state=\"over\""));
        }
    }

    private static void begun(HttpResponse<String> answer) {
        assertEquals(201, answer.statusCode(), answer.body());
    }
}
