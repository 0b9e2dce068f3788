package dev.portcullis.release.shadow.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.CacheUse;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Outcome.Ending;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.release.shadow.Shadow;
import dev.portcullis.release.shadow.Side;
import dev.portcullis.release.shadow.Words;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MirrorTest {

    private final AtomicLong now = new AtomicLong();
    private final List<Chosen> chosen = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AskCandidates candidates = new AskCandidates(one -> {
        chosen.add(one);
        return Uni.createFrom().voidItem();
    }, id -> true, new ShadowMeters(registry));
    private Optional<Shadow> running = Optional.of(Mirrored.OF_MODEL);
    private final Mirror mirror = new Mirror(call -> running, candidates, now::get);

    private Reply handle(Call call, Reply reply) {
        return mirror.handle(call, come -> {
            assertSame(call, come);
            return Uni.createFrom().item(reply);
        }).await().indefinitely();
    }

    @Test
    void aCallIsMirroredWhenItIsPaidForAndNotBefore() {
        Call call = Mirrored.call("");
        Answer answer = Mirrored.answer("m", "Hello");
        assertSame(answer, handle(call, answer), "the caller gets the very same");
        assertEquals(List.of(), chosen);
        Mirrored.complete(call.bill(), answer);
        assertEquals(1, chosen.size());
        Side side = chosen.getFirst().came().side();
        assertEquals(Optional.of(new Words("Hello", "stop")), side.words());
        assertEquals(7, side.tokens());
        assertEquals(10, side.cost().nanos());
    }

    /** The bill of a call that waited for its candidate kept the caller's whole answer, which nobody counted. */
    @Test
    void whatACallerWasAnsweredIsNotKeptWithTheCall() {
        Call call = Mirrored.call("");
        Answer answer = Mirrored.answer("m", "Hello");
        handle(call, answer);
        Mirrored.complete(call.bill(), answer);
        assertFalse(chosen.getFirst().call().bill().isDone());
        assertFalse(chosen.getFirst().call().over().toCompletableFuture().isDone());
    }

    @Test
    void othersPassAsIfThisWereNotThere() {
        running = Optional.empty();
        Call call = Mirrored.call("");
        Answer answer = Mirrored.answer("m", "Hello");
        assertSame(answer, handle(call, answer));
        assertEquals(0, call.bill().getNumberOfDependents());
    }

    @Test
    void aStreamPassesAsItComesAndIsHeard() {
        Call call = Mirrored.call(",\"stream\":true");
        List<Buffer> chunks = List.of(Buffer.buffer("data: {\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}\n\n"),
                Buffer.buffer("data: {\"choices\":[{\"delta\":{\"content\":\"lo\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"));
        Answer answer = Mirrored.answer(200, "m", new Body.Stream(Multi.createFrom().iterable(chunks)));
        Answer given = (Answer) handle(call, answer);
        now.set(2_000_000_000);
        assertEquals(chunks, ((Body.Stream) given.body()).chunks().collect().asList().await().indefinitely());
        now.set(9_000_000_000L);
        Mirrored.complete(call.bill(), given);
        Side side = chosen.getFirst().came().side();
        assertEquals(Optional.of(new Words("Hello", "stop")), side.words());
        assertEquals(2, side.took().toSeconds(), "until its last byte");
    }

    @Test
    void ofALongStreamNoWordIsKept() {
        Call call = Mirrored.call(",\"stream\":true");
        Buffer chunk = Buffer.buffer("x".repeat(Words.MOST_STREAM_BYTES));
        Answer given = (Answer) handle(call, Mirrored.answer(200, "m", new Body.Stream(Multi.createFrom().items(chunk, chunk))));
        assertEquals(2, ((Body.Stream) given.body()).chunks().collect().asList().await().indefinitely().size());
        Mirrored.complete(call.bill(), given);
        assertEquals(Optional.empty(), chosen.getFirst().came().side().words());
        assertTrue(chosen.getFirst().bytes() < 1_000);
        assertEquals(1, unread("long"));
    }

    /** Each word of a stream is an event of its own, so that answers of more than a thousand tokens were not compared. */
    @Test
    void aStreamMayTakeMoreThanAnAnswerThatComesAtOnce() {
        Call call = Mirrored.call(",\"stream\":true");
        Buffer chunk = Buffer.buffer("data: {\"choices\":[{\"delta\":{\"content\":\"a \"}}],\"id\":\"" + "x".repeat(250) + "\"}\n\n");
        Answer given = (Answer) handle(call, Mirrored.answer(200, "m", new Body.Stream(Multi.createFrom().items(Collections.nCopies(3_000, chunk).stream()))));
        ((Body.Stream) given.body()).chunks().collect().asList().await().indefinitely();
        Mirrored.complete(call.bill(), given);
        assertEquals(6_000, chosen.getFirst().came().side().words().orElseThrow().text().length());
    }

    /** Answers of calls under way were bounded each, and not together. */
    @Test
    void allAnswersThatAreKeptAreBoundedTogetherAndGivenBackWhenTheirCallsAreOver() {
        TapeMemory memory = new TapeMemory(150);
        Tape first = heard(memory);
        Tape second = heard(memory);
        assertEquals("100 Optional.empty 0 Optional[BUSY]", first.bytes() + " " + first.unread() + " " + second.bytes() + " " + second.unread());
        second.close();
        assertEquals(0, heard(memory).bytes(), "the first call is not over");
        first.close();
        assertEquals(100, heard(memory).bytes());
    }

    private Tape heard(TapeMemory memory) {
        Tape tape = new Tape(now::get, memory);
        tape.hear(Mirrored.answer(200, "m", new Body.Whole(Buffer.buffer("x".repeat(100)))));
        return tape;
    }

    private double unread(String reason) {
        return registry.get("portcullis_shadow_unread_total").tag("reason", reason).counter().count();
    }

    @Test
    void aCallThatFailedAtItsProviderIsComparedAsAFailure() {
        Origin failed = Mirrored.origin("m", Attempt.Result.SERVER_ERROR);
        for (Reply reply : List.of(new Refusal.UpstreamFailed(failed, "gone"), new Refusal.UpstreamTimedOut(failed, "late"),
                Mirrored.answer(503, "m", new Body.Whole(Buffer.buffer())), Mirrored.answer(429, "m", new Body.Whole(Buffer.buffer())))) {
            Call call = Mirrored.call("");
            handle(call, reply);
            call.bill().complete(Mirrored.bill(reply instanceof Answer ? Ending.COMPLETED : Ending.FAILED, reply));
            assertTrue(chosen.removeFirst().came().failed());
        }
    }

    /** One whose guard had found something in the request counted as kept back, and not as a failure. */
    @Test
    void aStreamThatBrokeIsAFailureUnlessAGuardStoppedIt() {
        for (String inAnswer : List.of("", "harm=violence")) {
            Call call = Mirrored.call(",\"stream\":true");
            Answer answer = Mirrored.answer(200, "m", new Body.Stream(Multi.createFrom().empty()));
            Answer given = (Answer) handle(call, answer.as(answer.headers(), answer.body(), () -> inAnswer));
            Answer told = given.as(given.headers(), given.body(), () -> "injection=override");
            call.bill().complete(Mirrored.bill(Ending.FAILED, told));
            assertEquals(inAnswer.isEmpty() ? 1 : 0, chosen.size());
            assertTrue(chosen.stream().allMatch(one -> one.came().failed()));
            chosen.clear();
        }
    }

    /** Among them what a guard keeps back: nobody else is to be sent that. */
    @Test
    void whatCannotBeComparedIsNotMirrored() {
        Answer answer = Mirrored.answer("m", "Hello");
        Reply known = answer.from(answer.origin().with(CacheUse.HIT));
        Reply fallback = Mirrored.answer("another", "Hello");
        Reply wrong = Mirrored.answer(400, "m", new Body.Whole(Buffer.buffer()));
        Reply blocked = new Refusal.Blocked(Refusal.Blocked.What.HARM, List.of(), false, Usage.UNKNOWN, answer.origin());
        for (Reply reply : List.of(known, fallback, wrong, blocked, new Refusal.NotCached(), new Refusal.UnknownModel("m"))) {
            Call call = Mirrored.call("");
            handle(call, reply);
            Mirrored.complete(call.bill(), reply);
        }
        Call left = Mirrored.call("");
        handle(left, answer);
        left.bill().complete(Mirrored.bill(Ending.ABANDONED, answer));
        assertEquals(List.of(), chosen);
        assertEquals(7, registry.get("portcullis_shadow_dropped_total").tag("reason", "incomparable").counter().count());
    }

    @Test
    void anAnswerThatHadToBeAskedForTwiceSaysWhatItsFirstOneWasLike() {
        Call call = Mirrored.call("");
        Answer second = (Answer) Mirrored.answer("m", "Hello").from(Mirrored.origin("m", Attempt.Result.OK).after(Mirrored.origin("m", Attempt.Result.OK)));
        handle(call, second);
        Mirrored.complete(call.bill(), second);
        Side side = chosen.getFirst().came().side();
        assertEquals("failed false", side.output().word() + " " + side.once());
    }
}
