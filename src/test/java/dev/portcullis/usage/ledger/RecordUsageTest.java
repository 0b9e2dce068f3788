package dev.portcullis.usage.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.Calls;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.CacheUse;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.PromptUse;
import dev.portcullis.pipeline.Settlement;
import dev.portcullis.pipeline.Stage;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import dev.portcullis.pipeline.release.Assignment;
import dev.portcullis.pipeline.release.ModelSide;
import dev.portcullis.pipeline.release.UnitHash;
import dev.portcullis.usage.Charge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the ledger of calls that share an answer, behind the stage that makes out their bills. */
class RecordUsageTest {

    private static final Target BLUE = new Target("m", "blue", "p", "m");
    private static final Usage USED = Usage.of(10, 0, 20, 0);
    private static final BiFunction<Target, Usage, Usd> PRICE = (target, usage) -> new Usd(usage.total() * 1_000);

    private static final class Lines implements LedgerStore {

        private final List<Entry> written = new ArrayList<>();

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public Map<UUID, Long> positions(Set<UUID> journals) {
            return Map.of();
        }

        @Override
        public void write(UUID journal, long position, List<Entry> lines) {
            written.addAll(lines);
        }

        @Override
        public List<Spent> spent(Instant now) {
            return List.of();
        }
    }

    @TempDir
    Path folder;

    @Test
    void aCallThatIsAnsweredByItselfCostsAndSavesNothing() {
        Answer own = answer(asked(), Optional.empty(), USED);
        assertEquals("miss completed 30 cost 30000 saved 0", line(own, Outcome.Ending.COMPLETED, USED));
    }

    @Test
    void aHitSavesWhatItWouldHaveCost() {
        Answer hit = answer(Origin.known(Optional.of(BLUE)), Optional.of(settled(USED, false)), USED);
        assertEquals("hit completed 30 cost 0 saved 30000", line(hit, Outcome.Ending.COMPLETED, USED));
    }

    @Test
    void whoFollowsAndIsLeftWithTheAnswerPaysForIt() {
        Answer shared = answer(Origin.known(Optional.of(BLUE)), Optional.of(settled(USED, true)), Usage.UNKNOWN);
        assertEquals("hit completed 30 cost 30000 saved 0", line(shared, Outcome.Ending.COMPLETED, USED));
    }

    @Test
    void whoAskedAndLeavesTheAnswerToOthersNeitherPaysNorSaves() {
        Answer left = answer(asked(), Optional.of(CompletableFuture.completedFuture(Settlement.NOTHING)), Usage.UNKNOWN);
        assertEquals("miss abandoned 0 cost 0 saved 0", line(left, Outcome.Ending.ABANDONED, Usage.UNKNOWN));
    }

    @Test
    void aHitThatAKillInterruptsHasCostNothing() throws Exception {
        assertEquals(List.of("hit interrupted 30 cost 0 saved 30000"),
                killed(recording -> recording, whole(Body.Whole.AT_ONCE + 1, Origin.known(Optional.of(BLUE)), Optional.empty())));
    }

    @Test
    void anAnswerOfWhichNobodyHasAByteBeforeItsCallIsOverIsWrittenOnceThen() {
        Answer small = whole(Body.Whole.AT_ONCE, asked(), Optional.empty());
        assertEquals(List.of(), killed(recording -> recording, small));
        assertEquals("miss completed 30 cost 30000 saved 0", line(small, Outcome.Ending.COMPLETED, USED));
    }

    @Test
    void oneWhoseBillMayBeLateOrThatTheGatewayAskedForItselfIsWrittenBefore() {
        Answer unsettled = whole(2, asked(), Optional.of(new CompletableFuture<>()));
        assertEquals(List.of("miss interrupted 30 cost 30000 saved 0"), killed(recording -> recording, unsettled));
        assertEquals(List.of(), killed(recording -> recording, whole(2, asked(), Optional.of(settled(USED, false)))));
        assertEquals(List.of("miss interrupted 30 cost 30000 saved 0"), killed(RecordUsage::ofOwnCalls, whole(2, asked(), Optional.empty())));
    }

    /** What the next process finds of a call that is under way when this one is killed. */
    private List<String> killed(Function<RecordUsage, Stage<Call, Call>> stage, Answer answer) {
        Ledger ledger = ledger(new Lines());
        stage.apply(new RecordUsage(ledger, InstantSource.system(), "m"::equals, PRICE))
                .handle(Calls.chat("m"), next -> Uni.createFrom().item(answer)).await().indefinitely();
        ledger.close();
        Lines next = new Lines();
        ledger(next).close();
        return next.written.stream().map(RecordUsageTest::text).toList();
    }

    private static Answer whole(int bytes, Origin origin, Optional<CompletableFuture<Settlement>> settlement) {
        return new Answer(200, Headers.NONE, new Body.Whole(Buffer.buffer(" ".repeat(bytes))), origin, () -> USED, settlement.map(one -> one));
    }

    @Test
    void aCallOfAPromptIsWrittenWithWhoStandsForItsCallerAndWhetherItsPromiseWasKept() {
        Call plain = Calls.chat("m");
        Call call = new Call(plain.id(), plain.tenant(), plain.keyId(), plain.endpoint(), plain.headers(), plain.payload(),
                new PromptUse("p", "1.0.0", "", List.of(), Optional.of(new Assignment("p#1", Assignment.CONTROL, "ann"))), "", plain.over(), plain.bill());
        Answer failed = answer(asked(), Optional.empty(), USED).with(Headers.of("x-portcullis-output", "failed;section=summary"));
        Entry line = written(call, failed, Outcome.Ending.COMPLETED, USED);
        assertEquals(new Entry.Share(Optional.of(UnitHash.of("ann")), "p#1", "control"), line.share());
        assertEquals("failed", line.end().output());
        assertEquals(new Entry.Share(Optional.of(UnitHash.of("ann")), "", ""),
                written(call, answer(Origin.known(Optional.of(BLUE)), Optional.of(settled(USED, false)), USED), Outcome.Ending.COMPLETED, USED).share(),
                "an answer that was known tells nothing of a side");
        Entry nobodys = written(plain, failed, Outcome.Ending.COMPLETED, USED);
        assertEquals(Entry.Share.NONE, nobodys.share());
        assertEquals("", nobodys.end().output());
    }

    @Test
    void aCallThatItsModelsCanaryIsJudgedByIsWrittenWithItsSideWhereItsOwnTargetAnswered() {
        ModelSide side = new ModelSide(BLUE.name(), false, Optional.of(new Assignment("model:m/green#1", Assignment.CONTROL, "key-1")));
        Entry.Share judged = new Entry.Share(Optional.of(UnitHash.of("key-1")), "model:m/green#1", "control");
        assertEquals(judged, share(Calls.chat("m").on(side), asked()));
        assertEquals(Entry.Share.NONE, share(Calls.chat("m").on(new ModelSide("green", true, side.assignment())), asked()), "another target answered");
        assertEquals(Entry.Share.NONE, share(Calls.chat("m").on(side), Origin.known(Optional.of(BLUE))));
        assertEquals(Entry.Share.NONE, share(Calls.chat("m").on(new ModelSide(BLUE.name(), false, Optional.empty())), asked()));
    }

    private Entry.Share share(Call call, Origin origin) {
        return written(call, answer(origin, Optional.of(settled(USED, false)), USED), Outcome.Ending.COMPLETED, USED).share();
    }

    private String line(Answer answer, Outcome.Ending ending, Usage seen) {
        return text(written(Calls.chat("m"), answer, ending, seen));
    }

    private Entry written(Call asking, Answer answer, Outcome.Ending ending, Usage seen) {
        Lines lines = new Lines();
        Ledger ledger = ledger(lines);
        Call call = new Call(asking.id(), asking.tenant(), asking.keyId(), asking.endpoint(), asking.headers(), asking.payload(), asking.prompt(), "",
                asking.side(), new CompletableFuture<>(), new CompletableFuture<>());
        new Charge(PRICE, (one, target) -> 11).then(new RecordUsage(ledger, InstantSource.system(), "m"::equals, PRICE))
                .finish(last -> Uni.createFrom().item(answer)).respond(call).await().indefinitely();
        call.over().toCompletableFuture().complete(new Outcome(ending, Optional.of(answer), 200, seen, Optional.empty(), Duration.ZERO));
        ledger.close();
        assertEquals(1, lines.written.size());
        return lines.written.getFirst();
    }

    private Ledger ledger(LedgerStore store) {
        return Ledger.start(folder, 1L << 28, store, InstantSource.system(), new SimpleMeterRegistry(), (written, spent) -> { });
    }

    private static String text(Entry line) {
        Entry.End end = line.end();
        return line.subject().cache() + " " + end.outcome() + " " + end.usage().total() + " cost " + end.cost().nanos() + " saved " + end.saved().nanos();
    }

    private static Answer answer(Origin origin, Optional<CompletableFuture<Settlement>> settlement, Usage soFar) {
        return new Answer(200, Headers.NONE, new Body.Stream(Multi.createFrom().empty()), origin, () -> soFar, settlement.map(one -> one));
    }

    private static CompletableFuture<Settlement> settled(Usage usage, boolean bought) {
        return CompletableFuture.completedFuture(new Settlement(usage, bought));
    }

    private static Origin asked() {
        return new Origin(List.of(new Attempt(BLUE, Attempt.Result.OK, Duration.ZERO))).with(CacheUse.MISS);
    }
}
