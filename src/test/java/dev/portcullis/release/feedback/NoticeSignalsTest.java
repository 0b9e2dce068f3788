package dev.portcullis.release.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.config.FeedbackSettings;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Bill;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.CacheUse;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Outcome.Ending;
import dev.portcullis.pipeline.OutputVerdict;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.PromptUse;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Tenant;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import dev.portcullis.pipeline.release.Assignment;
import dev.portcullis.pipeline.release.UnitHash;
import dev.portcullis.release.quality.Action;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NoticeSignalsTest {

    private static final Target BLUE = new Target("m", "blue", "p", "m");
    private static final Origin ASKED = new Origin(List.of(new Attempt(BLUE, Attempt.Result.OK, Duration.ZERO)));
    private static final String QUESTION = "How do I reset my password on the portal?";

    private final Later later = new Later();
    private final FakeFeedbackStore store = new FakeFeedbackStore();
    private final RecentCalls recent = new RecentCalls(() -> later.now);
    private final List<String> told = new ArrayList<>();
    private final WriteFeedback writer = new WriteFeedback(store, new FeedbackMeters(new SimpleMeterRegistry()),
            (release, arm, unit, value, calls) -> told.add(release + " " + arm + " " + value + " " + calls), later);
    private FeedbackSettings settings = FeedbackSettings.DEFAULT;
    private final NoticeSignals notice = new NoticeSignals(() -> settings, recent, new Retries(() -> later.now), writer,
            (release, arm, unit, value, calls) -> told.add(release + " " + arm + " " + value + " " + calls), InstantSource.system(), () -> later.now);

    /** One call, as the edge and the bill see it. */
    private final class Asked {

        private final Call call;

        Asked(String id, String user, String question, Headers headers, Optional<Assignment> assignment) {
            Payload payload = Payload.read(Buffer.buffer("{\"model\":\"m\",\"messages\":[],\"user\":\"" + user + "\"}"), Endpoint.CHAT);
            PromptUse prompt = new PromptUse("p", "1.0.0", "", List.of(), assignment, List.of(question));
            call = new Call(id, new Tenant("acme", model -> true), "key", Endpoint.CHAT, headers, payload, prompt, "", new CompletableFuture<>(),
                    new CompletableFuture<>());
            notice.handle(call, next -> Uni.createFrom().nothing());
        }

        Asked(String id, String user, String question) {
            this(id, user, question, Headers.NONE, Optional.empty());
        }

        void over(Ending ending, int status, boolean begun, Origin origin, Reply reply) {
            call.bill().complete(new Bill(new Outcome(ending, Optional.of(reply), status, Usage.UNKNOWN,
                    begun ? Optional.of(Duration.ofMillis(1)) : Optional.empty(), Duration.ofSeconds(1)), origin, Usage.UNKNOWN, true, Usd.ZERO, Usd.ZERO));
        }

        void answered() {
            over(Ending.COMPLETED, 200, true, ASKED, answer(ASKED));
        }
    }

    private static Answer answer(Origin origin) {
        return new Answer(200, Headers.NONE, new Body.Stream(Multi.createFrom().empty()), origin, () -> Usage.UNKNOWN);
    }

    private Map<String, Set<Action>> noticed() {
        later.pass(WriteFeedback.SOON);
        return store.rows.entrySet().stream().collect(Collectors.toMap(row -> row.getKey().requestId(), row -> row.getValue().signals().actions()));
    }

    @Test
    void whoAsksTheSameAgainMarksTheAnswerBefore() {
        new Asked("first", "ann", QUESTION).answered();
        later.pass(Duration.ofMinutes(2));
        new Asked("second", "ann", QUESTION.toLowerCase()).answered();
        later.pass(Duration.ofMinutes(2));
        new Asked("third", "ann", "Thank you, and how do I change my address?").answered();
        assertEquals(Map.of("first", Set.of(Action.RETRY)), noticed());
    }

    @Test
    void anotherUserAnotherPromptAndALaterTimeAreNoRetry() {
        new Asked("first", "ann", QUESTION).answered();
        new Asked("second", "bob", QUESTION).answered();
        later.pass(Duration.ofMinutes(6));
        new Asked("third", "ann", QUESTION).answered();
        assertEquals(Map.of(), noticed());
    }

    @Test
    void whoAsksSeveralTimesAtOnceDoesNotAskAgain() {
        Asked first = new Asked("first", "ann", QUESTION);
        later.pass(Duration.ofMillis(1));
        Asked second = new Asked("second", "ann", QUESTION);
        later.pass(Duration.ofMillis(1));
        first.answered();
        second.answered();
        assertEquals(Map.of(), noticed());
    }

    /** What failed says nothing of the version's answers, and an SDK that sends a call again is not its user. */
    @Test
    void aRetryAfterAFailureOrByAnSdkIsNone() {
        new Asked("first", "ann", QUESTION).over(Ending.FAILED, 502, true, ASKED, new Refusal.UpstreamFailed(ASKED, "it failed"));
        new Asked("second", "ann", QUESTION).answered();
        new Asked("third", "ann", QUESTION, Headers.of("x-stainless-retry-count", "1"), Optional.empty()).answered();
        assertEquals(Map.of(), noticed());
        new Asked("fourth", "ann", QUESTION, Headers.of("x-stainless-retry-count", "0"), Optional.empty()).answered();
        assertEquals(Map.of("third", Set.of(Action.RETRY)), noticed());
    }

    @Test
    void aStreamThatIsLeftAfterItsFirstByteIsMarked() {
        new Asked("before", "ann", "one").over(Ending.ABANDONED, 0, false, ASKED, answer(ASKED));
        new Asked("after", "bob", "two").over(Ending.ABANDONED, 200, true, ASKED, answer(ASKED));
        new Asked("whole", "eve", "three").over(Ending.ABANDONED, 200, true, ASKED,
                new Answer(200, Headers.NONE, new Body.Whole(Buffer.buffer()), ASKED, () -> Usage.UNKNOWN));
        assertEquals(Map.of("after", Set.of(Action.ABANDONED)), noticed());
    }

    @Test
    void whoLeavesAStreamAndAsksAgainHasDoneBoth() {
        new Asked("first", "ann", QUESTION).over(Ending.ABANDONED, 200, true, ASKED, answer(ASKED));
        new Asked("second", "ann", QUESTION).answered();
        assertEquals(Map.of("first", Set.of(Action.ABANDONED, Action.RETRY)), noticed());
    }

    @Test
    void nothingIsNoticedWhereNobodyWantsThatAndCallsAreFoundAllTheSame() {
        settings = new FeedbackSettings(false, Duration.ofMinutes(5));
        new Asked("first", "ann", QUESTION).over(Ending.ABANDONED, 200, true, ASKED, answer(ASKED));
        new Asked("second", "ann", QUESTION).answered();
        assertEquals(Map.of(), noticed());
        assertTrue(recent.find(new KnownCall.Name("acme", "second")).isPresent());
    }

    @Test
    void aCallIsRememberedWithItsSideUnlessAnotherModelOrAKeptAnswerCameInItsPlace() {
        Optional<Assignment> side = Optional.of(new Assignment("p#3", Assignment.CANARY, "ann"));
        Headers kept = Headers.of("x-portcullis-output", "passed");
        new Asked("own", "ann", "one", Headers.NONE, side).over(Ending.COMPLETED, 200, true, ASKED, answer(ASKED).with(kept));
        Origin elsewhere = new Origin(List.of(new Attempt(new Target("other", "blue", "p", "o"), Attempt.Result.OK, Duration.ZERO)));
        new Asked("fallback", "ann", "two", Headers.NONE, side).over(Ending.COMPLETED, 200, true, elsewhere, answer(elsewhere).with(kept));
        Origin known = Origin.known(Optional.of(BLUE)).with(CacheUse.HIT);
        new Asked("hit", "ann", "three", Headers.NONE, side).over(Ending.COMPLETED, 200, true, known, answer(known).with(kept));
        KnownCall own = recent.find(new KnownCall.Name("acme", "own")).orElseThrow();
        assertEquals("p#3 canary m " + UnitHash.of("ann"), own.release() + " " + own.arm() + " " + own.model() + " " + own.unit());
        assertEquals(OutputVerdict.PASSED, own.output());
        assertEquals("other", recent.find(new KnownCall.Name("acme", "fallback")).orElseThrow().model());
        assertTrue(List.of("fallback", "hit").stream().noneMatch(id -> recent.find(new KnownCall.Name("acme", id)).orElseThrow().isJudged()));
        assertEquals(List.of("p#3 canary 1.0 1"), told);
        later.pass(WriteFeedback.SOON);
        assertEquals(new FeedbackStore.Checked(2, 0), store.checked.get(new FeedbackStore.Version("p", "1.0.0")));
    }

    @Test
    void anAnswerThatWasKeptBackBecauseOfItsOutputIsWorthNothing() {
        Refusal invalid = new Refusal.OutputInvalid("p@1.0.0", "section=summary", Usage.UNKNOWN, Optional.empty(), ASKED)
                .with(Headers.of("x-portcullis-output", "failed;section=summary"));
        new Asked("r", "ann", "one", Headers.NONE, Optional.of(new Assignment("p#3", "control", "ann"))).over(Ending.FAILED, 502, true, ASKED, invalid);
        assertEquals(List.of("p#3 control 0.0 1"), told);
    }

    @Test
    void whatTheGatewayRefusesIsNotRemembered() {
        new Asked("r", "ann", QUESTION).over(Ending.REFUSED, 429, true, Origin.GATEWAY, new Refusal.NotCached());
        assertTrue(recent.find(new KnownCall.Name("acme", "r")).isEmpty());
    }
}
