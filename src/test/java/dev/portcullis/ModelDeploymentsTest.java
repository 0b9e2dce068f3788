package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.config.GatewayYaml;
import dev.portcullis.config.InvalidConfig;
import dev.portcullis.release.Subject;
import dev.portcullis.release.canary.Rules;
import dev.portcullis.release.canary.run.Canary;
import dev.portcullis.release.canary.run.CanaryRefused;
import dev.portcullis.release.canary.run.CanaryRefused.Why;
import dev.portcullis.release.canary.run.Plan;
import dev.portcullis.routing.RouteTable;
import dev.portcullis.routing.TwoTargets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelDeploymentsTest {

    private static final TwoTargets TWO = new TwoTargets("blue", "green");
    private static final Instant START = Instant.parse("2026-11-29T12:00:00Z");
    private static final Canary CANARY = new Canary(1, Subject.model("m"), "model:m/green#1", "blue", "green", new Plan(List.of(5), Duration.ofMinutes(1),
            Rules.USUAL), Canary.State.RUNNING, 0, START, "admin key", START, START, 0, START, Optional.empty(), Optional.empty(), START);

    private final RouteTable routes = new RouteTable();
    private final ModelDeployments deployments = new ModelDeployments(routes, null);

    @Test
    void aCanaryBeginsBesideATargetThatHasAllOfTheTraffic() {
        assertDoesNotThrow(() -> ModelDeployments.refuse("m", TWO, Map.of("blue", 7, "green", 0)));
        assertEquals(Why.OTHER_GREEN, refused(Map.of("blue", 99, "green", 1)));
        assertEquals(Why.ALL_GREEN, refused(Map.of("blue", 0, "green", 1)));
    }

    @Test
    void withOtherTargetsInTheFileACanaryCanBeNoMore() throws InvalidConfig {
        assertEquals(Optional.empty(), deployments.impossible(CANARY), "nothing was read yet");
        file("m: { targets: { blue: { provider: p, model: a }, green: { provider: p } } }");
        assertEquals(Optional.empty(), deployments.impossible(CANARY));
        file("m: { targets: { green: { provider: p }, blue: { provider: q, model: b } } }");
        assertEquals(Optional.empty(), deployments.impossible(CANARY), "what stands behind the names is judged by what it does");
        for (String other : List.of("blue: { provider: p }, green: { provider: p }, red: { provider: p }", "blue: { provider: p }, verde: { provider: p }",
                "green: { provider: p }")) {
            file("m: { targets: { " + other + " } }");
            assertEquals(Optional.of("The model 'm' has other targets in the configuration than blue and, as green, green"), deployments.impossible(CANARY));
        }
        file("other: { targets: { blue: { provider: p }, green: { provider: p } } }");
        assertEquals(Optional.of("The model 'm' is not in the configuration any more"), deployments.impossible(CANARY));
    }

    @Test
    void ofTargetsThatHaveChangedPlacesGreenIsAnotherOne() throws InvalidConfig {
        Canary canary = new Canary(1, Subject.model("m"), "model:m/new#1", "old", "new", CANARY.plan(), Canary.State.RUNNING, 0, START, "admin key", START, START,
                0, START, Optional.empty(), Optional.empty(), START);
        file("m: { targets: { old: { provider: p }, new: { provider: p } } }");
        assertEquals(Optional.empty(), deployments.impossible(canary));
        file("m: { targets: { new: { provider: p }, old: { provider: p } } }");
        assertTrue(deployments.impossible(canary).isPresent());
    }

    private void file(String models) throws InvalidConfig {
        routes.apply(GatewayYaml.read("f", "providers: { p: { dialect: simulator }, q: { dialect: simulator } }\nmodels: { " + models + " }\n", name -> null));
    }

    private static Why refused(Map<String, Integer> was) {
        return assertThrows(CanaryRefused.class, () -> ModelDeployments.refuse("m", TWO, was)).why();
    }
}
