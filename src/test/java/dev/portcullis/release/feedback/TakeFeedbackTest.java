package dev.portcullis.release.feedback;

import static dev.portcullis.release.feedback.FakeFeedbackStore.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.portcullis.Calls;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.OutputVerdict;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Tenant;
import dev.portcullis.pipeline.release.UnitHash;
import dev.portcullis.release.quality.Action;
import dev.portcullis.release.quality.ScoreListener;
import dev.portcullis.release.quality.Signals;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TakeFeedbackTest {

    private final Later later = new Later();
    private final FakeFeedbackStore store = new FakeFeedbackStore();
    private final RecentCalls recent = new RecentCalls(() -> later.now);
    private final WriteFeedback writer = new WriteFeedback(store, new FeedbackMeters(new SimpleMeterRegistry()), ScoreListener.NOBODY, later);
    private final TakeFeedback take = new TakeFeedback(new FindCalls(recent, store, () -> later.now, later), writer);

    TakeFeedbackTest() {
        recent.add(call("acme", "r"));
    }

    private Reply say(String tenant, String body) {
        Buffer bytes = Buffer.buffer(body);
        CompletableFuture<Reply> reply = take.respond(new Call("f", new Tenant(tenant, model -> true), "key", Endpoint.FEEDBACK, Headers.NONE,
                Payload.read(bytes, Endpoint.FEEDBACK), new CompletableFuture<>(), new CompletableFuture<>())).subscribeAsCompletionStage();
        later.pass(Duration.ofSeconds(3));
        return reply.join();
    }

    private static String text(Reply reply) {
        Answer answer = assertInstanceOf(Answer.class, reply);
        return answer.status() + " " + ((Body.Whole) answer.body()).bytes();
    }

    @Test
    void whatIsSaidIsKeptAndSaidBack() {
        writer.note(call("acme", "r"), Action.RETRY);
        assertEquals("202 {\"object\":\"feedback\",\"request_id\":\"r\",\"rating\":4,\"actions\":[\"copy\",\"retry\"]}",
                text(say("acme", "{\"request_id\":\"r\",\"rating\":4,\"actions\":[\"copy\"],\"comments\":\"my secret\"}")));
        assertEquals("202 {\"object\":\"feedback\",\"request_id\":\"r\",\"rating\":5,\"actions\":[\"copy\",\"retry\"]}",
                text(say("acme", "{\"request_id\":\"r\",\"rating\":5}")));
    }

    @Test
    void anUnknownCallAndSomebodyElsesAreOneRefusal() {
        assertEquals(new Refusal.UnknownRequest(), say("beta", "{\"request_id\":\"r\",\"rating\":4}"));
        assertEquals(new Refusal.UnknownRequest(), say("acme", "{\"request_id\":\"none\",\"rating\":4}"));
        assertEquals(0, store.writes);
    }

    /** It was thanked for, with the other user's rating, and written nowhere. */
    @Test
    void whatIsSaidOfACallWhoseIdALaterOneHasIsRefused() {
        KnownCall here = call("acme", "r");
        KnownCall elsewhere = new KnownCall(here.name(), here.at().plusSeconds(1), "p", "1.0.0", "m", UnitHash.of("bob"), "", "", OutputVerdict.NONE);
        store.rows.put(here.name(), new Remark(elsewhere, new Signals(OptionalInt.of(1), Set.of(), OutputVerdict.NONE), Optional.empty()));
        assertEquals(new Refusal.UnknownRequest(), say("acme", "{\"request_id\":\"r\",\"rating\":4}"));
        assertEquals(OptionalInt.of(1), store.rows.get(here.name()).signals().rating());
    }

    @Test
    void nobodyLooksForAnIdThatNoCallCanHave() {
        for (String id : new String[] {"x".repeat(129), "a b", "\\u0000", "\\ud800", "'; DROP TABLE ledger; --"}) {
            assertEquals(new Refusal.UnknownRequest(), say("acme", "{\"request_id\":\"" + id + "\",\"rating\":4}"));
        }
        assertEquals(0, store.asked.size());
    }

    @Test
    void whatIsWrongIsRefusedBeforeAnythingIsLookedFor() {
        assertInstanceOf(Refusal.InvalidValue.class, say("acme", "{\"request_id\":\"none\",\"rating\":9}"));
        assertEquals(0, store.asked.size());
    }

    @Test
    void aDatabaseThatIsAwayIsSaidWhetherItIsAskedOrWrittenTo() {
        store.away = true;
        assertInstanceOf(Refusal.StoreUnavailable.class, say("acme", "{\"request_id\":\"r\",\"rating\":4}"));
        assertInstanceOf(Refusal.StoreUnavailable.class, say("acme", "{\"request_id\":\"old\",\"rating\":4}"));
    }
}
