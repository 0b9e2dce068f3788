package dev.portcullis.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.Calls;
import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.GatewayYaml;
import dev.portcullis.config.InvalidConfig;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Route;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Tenant;
import dev.portcullis.pipeline.release.ModelSide;
import dev.portcullis.pipeline.release.Split;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChooseRouteTest {

    private static final String YAML = """
            providers: { p: { dialect: simulator } }
            models:
              split: { targets: { blue: { provider: p, weight: 90 }, green: { provider: p, weight: 10 }, drained: { provider: p, weight: 0 } } }
              sticky: { sticky: user, targets: { blue: { provider: p, weight: 50 }, green: { provider: p, weight: 50 } } }
              per-tenant: { sticky: tenant, targets: { blue: { provider: p, weight: 50 }, green: { provider: p, weight: 50 } } }
              falls: { retries: 1, targets: { only: { provider: p, model: upstream } }, fallbacks: [ sticky, split ] }
            """;

    @Test
    void choosesByWeightAndKeepsTheOthersForRetries() {
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            List<Target> targets = route(Calls.chat("split")).legs().getFirst().targets();
            assertEquals(2, targets.size(), "a drained target is no place to retry at");
            first.merge(targets.getFirst().name(), 1, Integer::sum);
        }
        assertEquals(9_000, first.get("blue"), 200);
    }

    @Test
    void theSameUserGetsTheSameTargetHoweverItIsNamed() {
        for (int i = 0; i < 200; i++) {
            String user = "user-" + i;
            String byHeader = firstTarget("sticky", Headers.of("X-Portcullis-User", user), ",\"user\":\"someone else\"");
            String byBody = firstTarget("sticky", Headers.NONE, ",\"user\":\"" + user + "\"");
            assertEquals(byHeader, byBody);
            assertEquals(Split.place("sticky", user) < 5_000 ? "green" : "blue", byHeader);
        }
    }

    @Test
    void ofTwoTargetsNobodyLeavesGreenWhileItGrowsWhicheverIsNamedFirst() {
        for (String targets : List.of("blue: { provider: p }, green: { provider: p }", "green: { provider: p }, blue: { provider: p }",
                "old: { provider: p }, new: { provider: p }")) {
            RouteTable table = table("providers: { p: { dialect: simulator } }\nmodels: { m: { sticky: user, targets: { " + targets + " } } }\n");
            String green = targets.startsWith("old") ? "new" : "green";
            String blue = targets.startsWith("old") ? "old" : "blue";
            List<String> before = List.of();
            for (int share : new int[] {0, 5, 29, 57, 100}) {
                table.override(Map.of("m", Map.of(blue, 100 - share, green, share)));
                List<String> in = IntStream.range(0, 2_000).mapToObj(i -> "user-" + i).filter(user -> green.equals(routed(table, user))).toList();
                assertEquals(IntStream.range(0, 2_000).mapToObj(i -> "user-" + i).filter(user -> Split.place("m", user) < 100 * share).toList(), in);
                assertTrue(in.containsAll(before), () -> "of " + targets);
                before = in;
            }
        }
    }

    @Test
    void whileACanaryRunsItDrawsWhateverStickySaysAndTheOtherTargetFollows() {
        for (String sticky : List.of("none", "user", "tenant")) {
            RouteTable table = table("providers: { p: { dialect: simulator } }\nmodels: { m: { sticky: " + sticky
                    + ", targets: { blue: { provider: p }, green: { provider: p } } } }\n");
            List<String> before = List.of();
            for (int share : new int[] {5, 40, 80}) {
                table.override(Map.of("m", Map.of("blue", 100 - share, "green", share)), Map.of("m", "model:m/green#1"));
                List<String> in = IntStream.range(0, 2_000).mapToObj(i -> "user-" + i).filter(user -> "green".equals(routed(table, user))).toList();
                assertEquals(IntStream.range(0, 2_000).mapToObj(i -> "user-" + i).filter(user -> Split.place("model:m/green#1", user) < 100 * share).toList(), in);
                assertTrue(in.containsAll(before));
                before = in;
            }
        }
    }

    @Test
    void aCallGoesWhereItsSideSaysAsLongAsThatHasAShare() {
        RouteTable table = table("providers: { p: { dialect: simulator } }\nmodels: { m: { targets: { blue: { provider: p }, green: { provider: p } } } }\n");
        ChooseRoute stage = new ChooseRoute(table, RandomGenerator.of("L64X128MixRandom"));
        Map<String, String> targets = new HashMap<>();
        for (int share : new int[] {0, 1, 99, 100}) {
            table.override(Map.of("m", Map.of("blue", 100 - share, "green", share)), Map.of("m", "model:m/green#1"));
            for (String own : List.of("blue", "green")) {
                List<Route> seen = new ArrayList<>();
                handle(stage, Calls.chat("m").on(new ModelSide(own, own.equals("green"), Optional.empty())), seen);
                targets.put(share + " " + own, seen.getFirst().legs().getFirst().targets().stream().map(Target::name).collect(Collectors.joining(",")));
            }
        }
        assertEquals(Map.of("0 blue", "blue", "0 green", "blue", "1 blue", "blue,green", "1 green", "green,blue", "99 blue", "blue,green", "99 green", "green,blue",
                "100 blue", "green", "100 green", "green"), targets);
    }

    /** A canary began between the call's arrival and its route: green's answer was kept as blue's, for whoever asked the same. */
    @Test
    void aCallThatFindsItsSideOnlyHereHasItFromHereOn() {
        RouteTable table = table("providers: { p: { dialect: simulator } }\nmodels: { m: { targets: { blue: { provider: p }, green: { provider: p } } } }\n");
        ChooseRoute stage = new ChooseRoute(table, RandomGenerator.of("L64X128MixRandom"));
        table.override(Map.of("m", Map.of("blue", 1, "green", 99)), Map.of("m", "model:m/green#1"));
        String user = IntStream.range(0, 2_000).mapToObj(i -> "user-" + i).filter(one -> Split.place("model:m/green#1", one) < 9_900).findFirst().orElseThrow();
        List<Optional<ModelSide>> seen = new ArrayList<>();
        stage.handle(Calls.chat("m", Calls.ANYBODY, Headers.of("x-portcullis-user", user), ""), routed -> {
            seen.add(routed.call().side());
            return Uni.createFrom().item(new Refusal.Broken());
        }).await().indefinitely();
        assertEquals(List.of(Optional.of("green true")), seen.stream().map(side -> side.map(its -> its.target() + " " + its.tried())).toList());
    }

    private static String routed(RouteTable table, String user) {
        List<Route> seen = new ArrayList<>();
        handle(new ChooseRoute(table, RandomGenerator.of("L64X128MixRandom")), Calls.chat("m", Calls.ANYBODY, Headers.of("x-portcullis-user", user), ""), seen);
        return seen.getFirst().legs().getFirst().targets().getFirst().name();
    }

    @Test
    void withoutAUserTheKeyDecidesAndWithTenantTheTenant() {
        assertEquals(Split.place("sticky", "key-1") < 5_000 ? "green" : "blue", firstTarget("sticky", Headers.NONE, ""));
        assertEquals(Split.place("per-tenant", "anybody") < 5_000 ? "green" : "blue",
                firstTarget("per-tenant", Headers.of("x-portcullis-user", "u"), ""));
    }

    @Test
    void fallbacksFollowInTheirOrder() {
        Route route = route(Calls.chat("falls"));
        assertEquals(List.of("falls", "sticky", "split"), route.legs().stream().map(Route.Leg::model).toList());
        assertEquals(List.of(1, 2, 2), route.legs().stream().map(Route.Leg::retries).toList());
        assertEquals("upstream", route.legs().getFirst().targets().getFirst().upstreamModel());
    }

    /** A fallback would otherwise be a way around a tenant's allow-list. */
    @Test
    void aFallbackThatTheTenantMayNotUseIsLeftOut() {
        Tenant limited = new Tenant("limited", model -> !model.equals("sticky"));
        Route route = route(Calls.chat("falls", limited, Headers.NONE, ""));
        assertEquals(List.of("falls", "split"), route.legs().stream().map(Route.Leg::model).toList());
    }

    @Test
    void anUnknownModelIsRefused() {
        List<Route> seen = new ArrayList<>();
        assertEquals(new Refusal.UnknownModel("nope"), handle(Calls.chat("nope"), seen));
        assertTrue(seen.isEmpty());
    }

    private static String firstTarget(String model, Headers headers, String more) {
        return route(Calls.chat(model, Calls.ANYBODY, headers, more)).legs().getFirst().targets().getFirst().name();
    }

    private static Route route(Call call) {
        List<Route> seen = new ArrayList<>();
        handle(call, seen);
        return seen.getFirst();
    }

    private static Reply handle(Call call, List<Route> seen) {
        return handle(STAGE, call, seen);
    }

    private static Reply handle(ChooseRoute stage, Call call, List<Route> seen) {
        return stage.handle(call, routed -> {
            seen.add(routed.route());
            return Uni.createFrom().item(new Refusal.Broken());
        }).await().indefinitely();
    }

    private static final ChooseRoute STAGE = new ChooseRoute(table(YAML), RandomGenerator.of("L64X128MixRandom"));

    private static RouteTable table(String yaml) {
        try {
            GatewayConfig config = GatewayYaml.read("gateway.yaml", yaml, name -> null);
            RouteTable table = new RouteTable();
            table.apply(config);
            return table;
        } catch (InvalidConfig broken) {
            throw new AssertionError(broken);
        }
    }
}
