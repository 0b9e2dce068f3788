package dev.portcullis.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.Calls;
import dev.portcullis.config.BudgetPeriod;
import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.GatewayYaml;
import dev.portcullis.config.InvalidConfig;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Bill;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Tenant;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdmitTest {

    private static final Tenant ACME = new Tenant("acme", model -> !model.equals("forbidden"));
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Origin ANSWERED = new Origin(List.of(new Attempt(new Target("m", "blue", "p", "m"), Attempt.Result.OK, Duration.ZERO)));

    private final Limits limits = new Limits(Optional.empty(), "one", () -> 1, () -> 0, Set::of, Optional::empty, new SimpleMeterRegistry(), () -> 0, InstantSource.fixed(NOW));
    private final Admit admit = new Admit(model -> !model.equals("unknown"), limits, model -> OptionalLong.of(4_000),
            (model, usage) -> new Usd(usage.total()));
    private final List<Call> passed = new ArrayList<>();

    @Test
    void keepsATenantToItsModelsBeforeAnythingIsTaken() throws InvalidConfig {
        limits("requests-per-minute: 1");
        assertEquals(new Refusal.ModelNotAllowed("forbidden"), respond(call("forbidden", "")));
        assertInstanceOf(Answer.class, respond(call("m", "")));
    }

    @Test
    void whatNothingLimitsPassesWithoutATrace() throws InvalidConfig {
        limits("");
        Call call = call("m", "");
        assertEquals(Headers.NONE, respond(call).headers());
        assertEquals(List.of(call), passed);
    }

    @Test
    void everyReplySaysWhereItsCallerStands() throws InvalidConfig {
        limits("requests-per-minute: 2, tokens-per-minute: 100000");
        Reply first = respond(call("m", ",\"max_tokens\":100"));
        assertEquals("1", first.headers().first("x-ratelimit-remaining-requests").orElseThrow());
        assertTrue(first.headers().first("x-ratelimit-remaining-tokens").isPresent());
        Reply unknown = respond(call("unknown", ",\"max_tokens\":100"));
        assertInstanceOf(Refusal.UnknownModel.class, assertInstanceOf(Refusal.class, unknown).plain());
        assertEquals("0", unknown.headers().first("x-ratelimit-remaining-requests").orElseThrow());
        Reply refused = respond(call("m", ",\"max_tokens\":100"));
        assertInstanceOf(Refusal.OverLimit.class, assertInstanceOf(Refusal.class, refused).plain());
        assertEquals("0", refused.headers().first("x-ratelimit-remaining-requests").orElseThrow());
        assertEquals("1m0s", refused.headers().first("x-ratelimit-reset-requests").orElseThrow());
    }

    @Test
    void aReplyThatSaysNothingOfLimitsIsGivenWhatIsKnown() throws InvalidConfig {
        limits("requests-per-minute: 10");
        respond(call("m", ""));
        ShowLimits show = new ShowLimits(limits);
        Reply models = show.handle(Calls.caller(Endpoint.MODELS, "", ACME), caller -> Uni.createFrom().item(new Refusal.InvalidJson("cut")))
                .await().indefinitely();
        assertEquals("9", models.headers().first("x-ratelimit-remaining-requests").orElseThrow());
        Reply told = new Refusal.InvalidJson("cut").with(Headers.of("x-ratelimit-limit-requests", "3"));
        assertEquals(told, show.handle(Calls.caller(Endpoint.CHAT, "", ACME), caller -> Uni.createFrom().item(told)).await().indefinitely());
    }

    @Test
    void aCallIsSettledWhenItsBillIsMadeOut() throws InvalidConfig {
        limits("tokens-per-minute: 1000, concurrent-requests: 1");
        Call first = call("m", ",\"max_tokens\":800");
        respond(first);
        assertInstanceOf(Refusal.class, respond(call("m", ",\"max_tokens\":800")));
        bill(first, Usage.of(10, 0, 20, 0));
        Reply next = respond(call("m", ",\"max_tokens\":800"));
        assertInstanceOf(Answer.class, next);
    }

    @Test
    void aRequestThatIsTooLargeIsToldHowLargeItMayBe() throws InvalidConfig {
        limits("max-tokens-per-request: 500");
        Refusal.TooManyTokens refusal = assertInstanceOf(Refusal.TooManyTokens.class, respond(call("m", ",\"max_tokens\":499")));
        assertEquals(500, refusal.limit());
        assertEquals(499, refusal.output());
        assertInstanceOf(Answer.class, respond(call("m", ",\"max_tokens\":400")));
        assertInstanceOf(Answer.class, respond(call("m", "")), "what a call does not ask for cannot be too much");
    }

    @Test
    void severalChoicesAreSeveralAnswers() throws InvalidConfig {
        limits("max-tokens-per-request: 500");
        assertInstanceOf(Refusal.TooManyTokens.class, respond(call("m", ",\"max_tokens\":100,\"n\":6")));
    }

    @Test
    void learnsHowLongAnswersAre() throws InvalidConfig {
        limits("tokens-per-minute: 100000");
        long expected = taken(respond(call("m", "")));
        for (int i = 0; i < 100; i++) {
            Call call = call("m", "");
            respond(call);
            bill(call, Usage.of(30, 0, 50, 0));
        }
        limits.apply(config("tokens-per-minute: 200000"));
        Accounts accounts = limits.of(ACME).orElseThrow();
        long before = accounts.reserve(new Demand("k", Optional.empty(), 0, true, 0, 0, 0), 1, 0, Instant.EPOCH).standing().tokens().remaining();
        long learnt = before - Long.parseLong(respond(call("m", "")).headers().first("x-ratelimit-remaining-tokens").orElseThrow());
        assertEquals(expected - 512 + 50, learnt, 2);
    }

    /** One tenant's short answers, or those that were bounded, set what every other call was expected to need. */
    @Test
    void learnsFromCallsThatNameNoBoundAndOneAnswerAtATime() throws InvalidConfig {
        limits("tokens-per-minute: 1000000");
        Accounts accounts = limits.of(ACME).orElseThrow();
        for (int i = 0; i < 100; i++) {
            Call bounded = call("m", ",\"max_tokens\":1");
            respond(bounded);
            bill(bounded, Usage.of(30, 0, 1, 0));
        }
        assertEquals(Expectations.AT_FIRST, accounts.expectations().output("m"));
        Call several = call("m", ",\"n\":10");
        respond(several);
        bill(several, Usage.of(30, 0, 1_000, 0));
        assertEquals(100, accounts.expectations().output("m"));
    }

    @Test
    void aBudgetCountsWhatACallMayCost() throws InvalidConfig {
        limits.apply(tenant("budget: { daily: 0.000001 }"));
        Call call = call("m", ",\"max_tokens\":800");
        assertInstanceOf(Answer.class, respond(call));
        Refusal.OverBudget refusal = assertInstanceOf(Refusal.OverBudget.class,
                assertInstanceOf(Refusal.class, respond(call("m", ",\"max_tokens\":800"))).plain());
        assertEquals(1_000, refusal.limit());
        bill(call, Usage.of(10, 0, 10, 0));
        assertInstanceOf(Answer.class, respond(call("m", ",\"max_tokens\":800")));
    }

    /** Until the month was over its money was counted twice: as in the ledger, and as not there yet. */
    @Test
    void whatReachesTheLedgerWhileABudgetIsTakenOutIsNotCountedTwiceWhenItIsBack() throws InvalidConfig {
        limits.apply(tenant("limits: { concurrent-requests: 10 }, budget: { daily: 0.000001 }"));
        Call call = call("m", ",\"max_tokens\":800");
        respond(call);
        bill(call, Usage.of(10, 0, 390, 0));
        limits("concurrent-requests: 10");
        Instant day = Instant.parse("2026-11-24T00:00:00Z");
        limits.inTheLedger(List.of(new Limits.Written("acme", NOW, 400)), List.of(new Limits.Spent("acme", BudgetPeriod.DAILY, day, 400)));
        limits.apply(tenant("limits: { concurrent-requests: 10 }, budget: { daily: 0.000001 }"));
        limits.inTheLedger(List.of(), List.of(new Limits.Spent("acme", BudgetPeriod.DAILY, day, 400)));
        assertInstanceOf(Answer.class, respond(call("m", ",\"max_tokens\":500")));
    }

    /** They were forgotten with the limits: Redis counted what they cost beside the ledger until the month was over. */
    @Test
    void callsThatAreOpenWhileAllLimitsAreTakenOutCountWhenTheyAreBack() throws InvalidConfig {
        GatewayConfig limited = tenant("limits: { concurrent-requests: 2 }, budget: { daily: 0.000001 }");
        for (GatewayConfig meanwhile : List.of(tenant(""), nobody())) {
            limits.apply(limited);
            Call call = call("m", ",\"max_tokens\":800");
            respond(call);
            limits.apply(meanwhile);
            Call free = call("m", ",\"max_tokens\":800");
            assertEquals(Headers.NONE, respond(free).headers());
            assertEquals(Optional.empty(), limits.of(ACME));
            limits.apply(limited);
            assertInstanceOf(Refusal.OverBudget.class, assertInstanceOf(Refusal.class, respond(call("m", ",\"max_tokens\":800"))).plain());
            Call second = call("m", ",\"max_tokens\":1");
            assertInstanceOf(Answer.class, respond(second));
            assertInstanceOf(Refusal.TooManyAtOnce.class, assertInstanceOf(Refusal.class, respond(call("m", ",\"max_tokens\":1"))).plain());
            bill(call, Usage.of(0, 0, 0, 0));
            bill(second, Usage.of(0, 0, 0, 0));
        }
    }

    private static long taken(Reply reply) {
        return Long.parseLong(reply.headers().first("x-ratelimit-limit-tokens").orElseThrow())
                - Long.parseLong(reply.headers().first("x-ratelimit-remaining-tokens").orElseThrow());
    }

    private void limits(String settings) throws InvalidConfig {
        limits.apply(config(settings));
    }

    private static GatewayConfig config(String limits) throws InvalidConfig {
        return tenant(limits.isEmpty() ? "" : "limits: { " + limits + " }");
    }

    private static GatewayConfig tenant(String settings) throws InvalidConfig {
        return GatewayYaml.read("gateway.yaml", "providers: { p: { dialect: simulator } }\nmodels: { m: { targets: { a: { provider: p } } } }\n"
                + "tenants: { acme: { " + settings + " } }\n", name -> null);
    }

    private static GatewayConfig nobody() throws InvalidConfig {
        return GatewayYaml.read("gateway.yaml", "providers: { p: { dialect: simulator } }\nmodels: { m: { targets: { a: { provider: p } } } }\n", name -> null);
    }

    private static Call call(String model, String more) {
        return Calls.chat(model, ACME, Headers.NONE, more);
    }

    private Reply respond(Call call) {
        return admit.handle(call, admitted -> {
            passed.add(admitted);
            Reply reply = admitted.payload().model().equals("unknown") ? new Refusal.UnknownModel("unknown")
                    : new Answer(200, Headers.NONE, new Body.Whole(Buffer.buffer()), ANSWERED, () -> Usage.UNKNOWN);
            return Uni.createFrom().item(reply);
        }).await().indefinitely();
    }

    private static void bill(Call call, Usage usage) {
        Outcome outcome = new Outcome(Outcome.Ending.COMPLETED, Optional.empty(), 200, usage, Optional.empty(), Duration.ZERO);
        call.bill().complete(new Bill(outcome, ANSWERED, usage, true, new Usd(usage.total()), Usd.ZERO));
    }
}
