package dev.portcullis.release.shadow.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.OutputVerdict;
import dev.portcullis.pipeline.PromptUse;
import dev.portcullis.pipeline.Prompts;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Refused;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Stage;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Tenant;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import dev.portcullis.release.shadow.Measure;
import dev.portcullis.release.shadow.Shadow;
import dev.portcullis.release.shadow.run.Settled;
import dev.portcullis.release.shadow.run.Settled.Result;
import dev.portcullis.usage.Charge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AskCandidateTest {

    private static final Usd PRICE = new Usd(500);

    private final FakeCap cap = new FakeCap();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Call> asked = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private Function<Call, Uni<Reply>> provider = call -> Uni.createFrom().item(Mirrored.answer("other", "Hello you"));
    private Stage<Call, Call> guard = (call, next) -> next.respond(call);
    private Surroundings.Versions versions = (body, asker, version) -> new Prompts.Prompted(
            Buffer.buffer("{\"model\":\"other\",\"stream\":true,\"messages\":[]}"), new PromptUse("p", version, "", List.of()));
    private long now;
    private int spare = 1;
    private Optional<Usd> most = Optional.of(new Usd(1_000));

    private AskCandidate candidate() {
        Charge charge = new Charge((target, usage) -> usage.equals(Usage.UNKNOWN) ? Usd.ZERO : PRICE, (call, target) -> 1);
        return new AskCandidate(new Surroundings((body, asker, version) -> versions.expand(body, asker, version), (call, next) -> guard.handle(call, next),
                charge.finish(call -> {
                    asked.add(call);
                    return provider.apply(call);
                }), payload -> most, model -> spare > 0 ? Optional.of(taken()) : Optional.empty(), (use, body) -> use.isNone() ? OutputVerdict.NONE : OutputVerdict.PASSED, Runnable::run, () -> Runnable::run,
                (pause, then) -> {
                    later.add(then);
                    return () -> later.remove(then);
                }, () -> now), cap, new ShadowMeters(registry));
    }

    private Runnable taken() {
        spare--;
        return () -> spare++;
    }

    private static Chosen chosen(Shadow shadow, Call call) {
        Tape tape = new Tape(() -> 0, new TapeMemory(1_000));
        Answer answer = Mirrored.answer("m", "Hello");
        tape.hear(answer);
        Mirrored.complete(call.bill(), answer);
        return Chosen.of(shadow, call, tape, call.bill().join()).orElseThrow();
    }

    private Settled ask(Shadow shadow, Call call) {
        candidate().ask(chosen(shadow, call)).await().indefinitely();
        return cap.settled.isEmpty() ? null : cap.settled.getLast();
    }

    private double dropped(String reason) {
        return registry.get("portcullis_shadow_dropped_total").tag("reason", reason).counter().count();
    }

    @Test
    void aModelIsAskedWhatTheCallersOwnWasAndForNoStream() {
        Settled settled = ask(Mirrored.OF_MODEL, Mirrored.call(",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"temperature\":0.70,\"tools\":[{}]"));
        Call call = asked.getFirst();
        assertEquals("{\"model\":\"other\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],\"temperature\":0.70,\"tools\":[{}]}",
                call.payload().bytes().toString());
        assertEquals("call-1/shadow shadow anybody", call.id() + " " + call.keyId() + " " + call.tenant().name());
        assertTrue(call.prompt().isNone());
        assertEquals(List.of(new Usd(1_000)), cap.reserved, "before");
        assertEquals(PRICE, settled.cost(), "after");
        assertEquals(Result.ANSWERED, settled.result());
        assertEquals(2.0 / 3, settled.pair().values().get(Measure.OVERLAP).candidate(), 1e-12);
    }

    @Test
    void aVersionIsMadeOfWhatTheCallerSentAndGuardedAnew() {
        List<String> seen = new ArrayList<>();
        guard = (call, next) -> {
            seen.add(call.prompt().version());
            return next.respond(call.guarded("strict", Mirrored.payload("{\"model\":\"other\",\"messages\":[],\"redacted\":1}")));
        };
        Settled settled = ask(Mirrored.OF_PROMPT, Mirrored.ofPrompt("strict"));
        assertEquals(List.of("1.1.0"), seen);
        assertTrue(asked.getFirst().payload().bytes().toString().contains("redacted"));
        assertEquals("strict", asked.getFirst().guard());
        assertEquals(Result.ANSWERED, settled.result());
    }

    @Test
    void whatAnotherPolicyLetPassIsNotSent() {
        guard = (call, next) -> next.respond(call.guarded("lax", call.payload()));
        ask(Mirrored.OF_PROMPT, Mirrored.ofPrompt("strict"));
        assertEquals(List.of(), asked);
        assertEquals(1, dropped("changed"));
    }

    @Test
    void whatAGuardKeepsBackIsNotSentAndCostsNothing() {
        guard = (call, next) -> Uni.createFrom().item(new Refusal.Blocked(Refusal.Blocked.What.INJECTION, List.of()));
        Settled settled = ask(Mirrored.OF_PROMPT, Mirrored.ofPrompt("strict"));
        assertEquals(List.of(), asked);
        assertEquals(Result.BLOCKED + " 0 []", settled.result() + " " + settled.cost().nanos() + " " + settled.pair().values().keySet());
    }

    @Test
    void aVersionThatDoesNotTakeWhatCallersSendIsAFailureThatCostsNothing() {
        versions = (body, asker, version) -> {
            throw new Refused(new Refusal.MissingParameter("prompt.variables", List.of("name")));
        };
        Settled settled = ask(Mirrored.OF_PROMPT, Mirrored.ofPrompt(""));
        assertEquals(Result.REFUSED, settled.result());
        assertEquals(1, settled.pair().values().get(Measure.ERRORS).difference());
        assertEquals(Usd.ZERO, settled.cost());
    }

    /** Another version would have been compared, where the candidate was not there any more. */
    @Test
    void aVersionThatIsNotThereIsNotReplaced() {
        versions = (body, asker, version) -> new Prompts.Prompted(Buffer.buffer("{\"model\":\"m\",\"messages\":[]}"), new PromptUse("p", "1.0.0", "", List.of()));
        ask(Mirrored.OF_PROMPT, Mirrored.ofPrompt(""));
        assertEquals(List.of(), asked);
        assertEquals(1, dropped("changed"));
    }

    /** A version's own model was a way around the tenant's allow-list. */
    @Test
    void aTenantsCallIsSentToNoModelThatItMayNotUse() {
        Call plain = Mirrored.ofPrompt("");
        Call call = new Call(plain.id(), new Tenant("acme", "m"::equals), plain.keyId(), plain.endpoint(), plain.headers(), plain.payload(), plain.prompt(), "",
                plain.over(), plain.bill());
        ask(Mirrored.OF_PROMPT, call);
        assertEquals(List.of(), asked);
        assertEquals(1, dropped("forbidden"));
    }

    /** Each call would have asked the database again, as fast as callers come. */
    @Test
    void afterOneThatHadNoRoomTheShadowRestsForASecond() {
        AskCandidate candidate = candidate();
        cap.left = 999;
        candidate.ask(chosen(Mirrored.OF_MODEL, Mirrored.call(""))).await().indefinitely();
        cap.left = 5_000;
        now = 999_999_999;
        candidate.ask(chosen(Mirrored.OF_MODEL, Mirrored.call(""))).await().indefinitely();
        assertEquals(List.of(), asked);
        assertEquals(2, dropped("cap"));
        now = 1_000_000_000;
        candidate.ask(chosen(Mirrored.OF_MODEL, Mirrored.call(""))).await().indefinitely();
        assertEquals(1, asked.size());
    }

    @Test
    void withoutRoomInTheCapOrAPriceOrADatabaseNobodyIsAsked() {
        cap.left = 999;
        ask(Mirrored.OF_MODEL, Mirrored.call(""));
        most = Optional.empty();
        ask(Mirrored.OF_MODEL, Mirrored.call(""));
        most = Optional.of(Usd.ZERO);
        cap.away = true;
        ask(Mirrored.OF_MODEL, Mirrored.call(""));
        assertEquals(List.of(), asked);
        assertEquals("1.0 1.0 1.0", dropped("cap") + " " + dropped("unpriced") + " " + dropped("store"));
    }

    @Test
    void whatFailsIsAFailureAndWhatItsProviderDoesNotTakeIsRefused() {
        provider = call -> Uni.createFrom().item(new Refusal.UpstreamFailed(Mirrored.origin("other", Attempt.Result.CONNECTION), "gone"));
        assertEquals(Result.FAILED, ask(Mirrored.OF_MODEL, Mirrored.call("")).result());
        provider = call -> Uni.createFrom().item(Mirrored.answer(400, "other", new Body.Whole(Buffer.buffer())));
        assertEquals(Result.REFUSED, ask(Mirrored.OF_MODEL, Mirrored.call("")).result());
        provider = call -> Uni.createFrom().failure(new IllegalStateException("a bug"));
        AskCandidate broken = candidate();
        Chosen chosen = chosen(Mirrored.OF_MODEL, Mirrored.call(""));
        assertTrue(broken.ask(chosen).onFailure().recoverWithItem(bug -> null).await().asOptional().indefinitely().isEmpty());
    }

    /** A provider that writes and is not heard is paid all the same: such calls went past the cap. */
    @Test
    void whatWasSentAndBroughtNoUsageCountsWithAllThatWasReserved() {
        for (Attempt.Result result : List.of(Attempt.Result.TIMEOUT, Attempt.Result.CONNECTION, Attempt.Result.ERROR_IN_200)) {
            provider = call -> Uni.createFrom().item(result == Attempt.Result.TIMEOUT ? new Refusal.UpstreamTimedOut(Mirrored.origin("other", result), "late")
                    : new Refusal.UpstreamFailed(Mirrored.origin("other", result), "gone"));
            assertEquals(Result.FAILED + " 1000", ask(Mirrored.OF_MODEL, Mirrored.call("")).result() + " " + cap.settled.getLast().cost().nanos());
        }
        provider = call -> Uni.createFrom().item(new Refusal.UpstreamFailed(Mirrored.origin("other", Attempt.Result.SERVER_ERROR), "answered 503"));
        assertEquals(Usd.ZERO, ask(Mirrored.OF_MODEL, Mirrored.call("")).cost(), "who says no sends no bill");
    }

    /** A candidate that was down used up its cap, though nobody could have sent a bill. */
    @Test
    void whatNeverLeftForWantOfAConnectionCostsNothing() {
        for (Attempt.Result result : List.of(Attempt.Result.CONNECTION, Attempt.Result.SATURATED)) {
            Origin unsent = new Origin(List.of(new Attempt(new Target("other", "only", "p", "x"), result, Duration.ZERO, false)));
            provider = call -> Uni.createFrom().item(new Refusal.UpstreamFailed(unsent, "could not be reached"));
            assertEquals(Result.FAILED + " 0", ask(Mirrored.OF_MODEL, Mirrored.call("")).result() + " " + cap.settled.getLast().cost().nanos());
        }
    }

    @Test
    void oneThatHangsIsCutAndCountsWithAllThatWasReserved() {
        CompletableFuture<Reply> hangs = new CompletableFuture<>();
        provider = call -> {
            call.over().thenAccept(over -> {
                assertEquals(Outcome.Ending.ABANDONED, over.ending());
                hangs.complete(new Refusal.CallerLeft(Mirrored.origin("other", Attempt.Result.ABANDONED)));
            });
            return Uni.createFrom().completionStage(hangs);
        };
        CompletableFuture<Void> done = candidate().ask(chosen(Mirrored.OF_MODEL, Mirrored.call(""))).subscribeAsCompletionStage();
        assertFalse(done.isDone());
        List.copyOf(later).forEach(Runnable::run);
        assertTrue(done.isDone());
        assertEquals(Result.LATE + " 1000", cap.settled.getFirst().result() + " " + cap.settled.getFirst().cost().nanos());
    }

    /** Candidates that hang took all connections of a provider that has few. */
    @Test
    void withoutAConnectionToSpareNobodyIsAskedAndEachIsGivenBack() {
        spare = 0;
        ask(Mirrored.OF_MODEL, Mirrored.call(""));
        assertEquals(List.of(), asked);
        assertEquals(List.of(), cap.reserved);
        assertEquals(1, dropped("busy"));
        spare = 1;
        ask(Mirrored.OF_MODEL, Mirrored.call(""));
        cap.left = 0;
        ask(Mirrored.OF_MODEL, Mirrored.call(""));
        assertEquals("1 1", asked.size() + " " + spare);
    }

    @Test
    void theEndOfTheGatewayCutsWhatIsUnderWay() {
        CompletableFuture<Reply> hangs = new CompletableFuture<>();
        provider = call -> {
            call.over().thenAccept(over -> hangs.complete(new Refusal.CallerLeft(Mirrored.origin("other", Attempt.Result.ABANDONED))));
            return Uni.createFrom().completionStage(hangs);
        };
        AskCandidate candidate = candidate();
        CompletableFuture<Void> done = candidate.ask(chosen(Mirrored.OF_MODEL, Mirrored.call(""))).subscribeAsCompletionStage();
        candidate.close();
        assertTrue(done.isDone());
        assertEquals(1, cap.settled.size());
        assertEquals(Settled.NOTHING, cap.settled.getFirst().pair(), "it was no error of the candidate's");
        assertEquals(1_000, cap.settled.getFirst().cost().nanos());
    }

    /** Each kept its answer for a minute after it was over. */
    @Test
    void theTimerOfACallThatIsOverIsCalledOff() {
        ask(Mirrored.OF_MODEL, Mirrored.call(""));
        assertEquals(List.of(), later);
        assertEquals(Duration.ZERO, asked.getFirst().over().toCompletableFuture().join().took());
        assertEquals(Outcome.Ending.COMPLETED, asked.getFirst().over().toCompletableFuture().join().ending());
    }
}
