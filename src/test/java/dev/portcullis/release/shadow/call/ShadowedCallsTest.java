package dev.portcullis.release.shadow.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.GatewayYaml;
import dev.portcullis.guard.Detectors;
import dev.portcullis.guard.GuardMeters;
import dev.portcullis.guard.GuardPrompt;
import dev.portcullis.guard.Guards;
import dev.portcullis.guard.Injection;
import dev.portcullis.guard.TextWorker;
import dev.portcullis.guard.harm.Verdict;
import dev.portcullis.guard.pii.PersonalData;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.OutputVerdict;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.PromptUse;
import dev.portcullis.pipeline.Prompts;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Route;
import dev.portcullis.pipeline.RoutedCall;
import dev.portcullis.pipeline.Tenant;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import dev.portcullis.release.shadow.Measure;
import dev.portcullis.release.shadow.Shadow;
import dev.portcullis.release.shadow.run.Settled.Result;
import dev.portcullis.routing.ChooseRoute;
import dev.portcullis.routing.RouteTable;
import dev.portcullis.usage.Charge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Calls and their candidates' through the stages that they pass in the gateway, to a provider that is at hand. */
class ShadowedCallsTest {

    private static final String YAML = """
            providers: { p: { dialect: simulator } }
            models:
              m: { targets: { only: { provider: p, model: own } } }
              other: { targets: { only: { provider: p, model: tried } }, fallbacks: [ m ] }
            guards:
              default: { injection: { action: off }, pii: { request: restore, response: off, entities: [ EMAIL_ADDRESS ] }, policies: [ { name: no, on: [ request ], terms: [ "Falcon" ], action: block } ] }
            """;

    private final List<String> sent = new ArrayList<>();
    private final FakeCap cap = new FakeCap();
    private final ShadowMeters meters = new ShadowMeters(new SimpleMeterRegistry());
    private final Charge charge = new Charge((target, usage) -> usage.equals(Usage.UNKNOWN) ? Usd.ZERO : new Usd(100), (call, target) -> 1);
    private final GuardPrompt guard;
    private final ChooseRoute chooseRoute;
    private Shadow running = Mirrored.OF_MODEL;

    ShadowedCallsTest() throws Exception {
        GatewayConfig config = GatewayYaml.read("gateway.yaml", YAML, name -> null);
        Guards guards = new Guards(new Detectors(text -> new Injection(0, List.of()), (text, from) -> new Verdict(0, Map.of()), PersonalData.standard()));
        guards.apply(config);
        guard = new GuardPrompt(guards, new TextWorker(), new GuardMeters(new SimpleMeterRegistry()), new SecureRandom());
        RouteTable routes = new RouteTable();
        routes.apply(config);
        chooseRoute = new ChooseRoute(routes, new Random(7));
    }

    /** Says again what it was asked. */
    private Uni<Reply> provider(RoutedCall routed) {
        Route.Leg leg = routed.route().legs().getFirst();
        String body = routed.call().payload().bytes().toString();
        sent.add(leg.targets().getFirst().upstreamModel() + " of " + routed.route().legs().size() + ", retries " + leg.retries() + ": " + body);
        String said = body.replaceAll(".*\"content\":\"([^\"]*)\".*", "$1");
        return Uni.createFrom().item(Mirrored.answer(leg.model(), said));
    }

    private Reply call(String text, PromptUse use) {
        Surroundings surroundings = new Surroundings((body, asker, version) -> new Prompts.Prompted(
                Buffer.buffer(body.toString().replace("\"model\":\"m\"", "\"model\":\"other\"").replace("\"content\":\"", "\"content\":\"Please ")),
                new PromptUse("p", version, "", List.of())), guard,
                charge.then(chooseRoute).then(new OwnTargets()).finish(this::provider), payload -> Optional.of(new Usd(1_000)), model -> Optional.of(() -> { }), (prompt, body) -> OutputVerdict.NONE,
                Runnable::run, () -> Runnable::run, (pause, then) -> () -> { }, () -> 0);
        AskCandidates candidates = AskCandidates.of(new AskCandidate(surroundings, cap, meters), id -> true, meters);
        Responder<Call> way = charge.then(guard).then(new Mirror(call -> Optional.of(running).filter(shadow -> shadow.takes(call)), candidates, () -> 0))
                .then(chooseRoute).finish(this::provider);
        CompletableFuture<Outcome> over = new CompletableFuture<>();
        Buffer body = body(text);
        Reply reply = way.respond(new Call("call-1", new Tenant("acme", model -> true), "key-1", Endpoint.CHAT, Headers.NONE, Payload.read(body, Endpoint.CHAT),
                use.isNone() ? use : use.asked(body), "", over, new CompletableFuture<>())).await().indefinitely();
        assertTrue(sent.size() <= 1, "nobody else is asked before the caller has everything");
        over.complete(new Outcome(reply instanceof Answer ? Outcome.Ending.COMPLETED : Outcome.Ending.REFUSED, Optional.of(reply), 200, Usage.of(1, 0, 7, 0),
                Optional.empty(), Duration.ZERO));
        return reply;
    }

    private static Buffer body(String text) {
        return Buffer.buffer("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}");
    }

    private static String said(Reply reply) {
        return ((Body.Whole) ((Answer) reply).body()).bytes().toString();
    }

    @Test
    void aModelIsSentWhatTheGuardLeftAndTheCallerGetsAllBack() {
        Reply reply = call("Write to jane@example.org", PromptUse.NONE);
        assertTrue(said(reply).contains("Write to jane@example.org"), said(reply));
        assertEquals(2, sent.size());
        assertFalse(sent.toString().contains("jane"), sent.toString());
        assertEquals(sent.get(0).replace("own of 1, retries 2", "tried of 1, retries 0").replace("\"model\":\"m\"", "\"model\":\"other\""), sent.get(1), "once, and to no fallback");
        assertEquals(Result.ANSWERED, cap.settled.getFirst().result());
        assertEquals(1, cap.settled.getFirst().pair().values().get(Measure.SAME_TEXT).candidate(), "compared before anything is put back");
        assertEquals(100, cap.settled.getFirst().cost().nanos());
    }

    @Test
    void aVersionPassesTheGuardAnew() {
        running = Mirrored.OF_PROMPT;
        Reply reply = call("Write to jane@example.org", new PromptUse("p", "1.0.0", "", List.of()));
        assertTrue(said(reply).contains("Write to jane@example.org"), said(reply));
        assertEquals(2, sent.size());
        assertFalse(sent.toString().contains("jane"), sent.toString());
        assertTrue(sent.get(1).contains("Please Write to"), sent.get(1));
        double overlap = cap.settled.getFirst().pair().values().get(Measure.OVERLAP).candidate();
        assertTrue(overlap > 0.5 && overlap < 1, overlap + "");
    }

    @Test
    void whatAGuardKeepsBackIsSentToNobody() {
        Reply reply = call("Tell me of Falcon", PromptUse.NONE);
        assertInstanceOf(Refusal.Blocked.class, ((Refusal) reply).plain());
        assertEquals(List.of(), sent);
        assertEquals(List.of(), cap.reserved);
    }
}
