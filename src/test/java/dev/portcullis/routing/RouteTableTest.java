package dev.portcullis.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.portcullis.config.GatewayYaml;
import dev.portcullis.config.InvalidConfig;
import dev.portcullis.pipeline.release.Assignment;
import dev.portcullis.pipeline.release.ModelSide;
import dev.portcullis.pipeline.release.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {

    private static final Logger LOG = Logger.getLogger(RouteTable.class.getName());
    private static final Map<String, Integer> HALVES = Map.of("blue", 50, "green", 50);

    private final List<String> log = new ArrayList<>();
    private final Handler recorder = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            log.add(entry.getMessage());
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    };
    private final RouteTable table = new RouteTable();

    @BeforeEach
    void listen() throws InvalidConfig {
        LOG.addHandler(recorder);
        file("blue: { provider: p, weight: 90 }, green: { provider: p, weight: 10 }");
    }

    @AfterEach
    void stop() {
        LOG.removeHandler(recorder);
    }

    @Test
    void weightsThatWereSetLieOnTopOfTheFilesUntilTheyAreTakenAway() {
        assertEquals(new Weights(Map.of("blue", 90, "green", 10), false), weights());
        table.override(Map.of("m", HALVES));
        assertEquals(new Weights(HALVES, true), weights());
        assertEquals(List.of(50, 50), table.find("m").orElseThrow().weights());
        table.override(Map.of());
        assertEquals(new Weights(Map.of("blue", 90, "green", 10), false), weights());
    }

    @Test
    void theyOutliveAReload() throws InvalidConfig {
        table.override(Map.of("m", HALVES));
        file("green: { provider: p, weight: 7 }, blue: { provider: p, weight: 90 }");
        assertEquals(new Weights(HALVES, true), weights());
        assertEquals(List.of("green", "blue"), List.copyOf(weights().byTarget().keySet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"blue: { provider: p, weight: 3 }", "blue: { provider: p, weight: 3 }, green: { provider: p }, red: { provider: p }"})
    void whereTheFileHasOtherTargetsItsWeightsAreUsedWithOneWarning(String targets) throws InvalidConfig {
        table.override(Map.of("m", HALVES));
        file(targets);
        table.override(Map.of("m", Map.copyOf(HALVES)));
        assertEquals(3, weights().byTarget().get("blue"));
        assertEquals(false, weights().overridden());
        assertEquals(1, log.size(), log.toString());
        assertTrue(log.getFirst().contains("the model m") && log.getFirst().contains("{blue=50, green=50}"), log.toString());

        file("blue: { provider: p }, green: { provider: p }");
        assertEquals(new Weights(HALVES, true), weights());
        file(targets);
        assertEquals(2, log.size(), "it fitted in between");
    }

    @Test
    void weightsThatSumToNothingAreNotUsed() {
        table.override(Map.of("m", Map.of("blue", 0, "green", 0), "nobody", HALVES));
        assertEquals(new Weights(Map.of("blue", 90, "green", 10), false), weights());
        assertEquals(Optional.empty(), table.weights("nobody"));
    }

    @Test
    void whileACanaryHasSetTheWeightsEachCallerHasASide() {
        table.override(Map.of("m", Map.of("blue", 80, "green", 20)), Map.of("m", "model:m/green#7"));
        assertEquals(new Weights(Map.of("blue", 80, "green", 20), true), weights(), "what is shown is what is so");
        for (int i = 0; i < 500; i++) {
            String user = "user-" + i;
            int place = Split.place("model:m/green#7", user);
            ModelSide side = table.side("m", () -> user).orElseThrow();
            assertEquals(place < 2_000 ? "green" : "blue", side.target());
            assertEquals(place < 2_000, side.tried());
            Optional<String> arm = place < 2_000 ? Optional.of(Assignment.CANARY) : place >= 8_000 ? Optional.of(Assignment.CONTROL) : Optional.empty();
            assertEquals(arm.map(name -> new Assignment("model:m/green#7", name, user)), side.assignment());
        }
        assertEquals(Optional.empty(), table.side("nobody", () -> "ann"));
        table.override(Map.of("m", HALVES));
        assertEquals(Optional.empty(), table.side("m", () -> fail("asked for nothing")));
    }

    @Test
    void aCanaryThatMovesOtherTargetsThanTheFileHasDrawsNobody() throws InvalidConfig {
        table.override(Map.of("m", HALVES), Map.of("m", "model:m/green#7"));
        assertTrue(table.side("m", () -> "ann").isPresent());
        file("blue: { provider: p }, green: { provider: p }, red: { provider: p }");
        assertEquals(Optional.empty(), table.side("m", () -> "ann"));
        for (String strange : List.of("model:m/blue#7", "model:other/green#7", "greet@1.0.0#1")) {
            file("blue: { provider: p }, green: { provider: p }");
            table.override(Map.of("m", HALVES), Map.of("m", strange));
            assertEquals(Optional.empty(), table.side("m", () -> "ann"), strange);
        }
        table.override(Map.of("m", Map.of("blue", 50, "green", 60)), Map.of("m", "model:m/green#7"));
        assertEquals(Optional.empty(), table.side("m", () -> "ann"), "of a hundred");
    }

    private Weights weights() {
        return table.weights("m").orElseThrow();
    }

    private void file(String targets) throws InvalidConfig {
        table.apply(GatewayYaml.read("f", "providers: { p: { dialect: simulator } }\nmodels: { m: { targets: { " + targets + " } } }\n", name -> null));
    }
}
