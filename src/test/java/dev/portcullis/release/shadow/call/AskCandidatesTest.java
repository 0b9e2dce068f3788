package dev.portcullis.release.shadow.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.OutputVerdict;
import dev.portcullis.pipeline.Usd;
import dev.portcullis.release.Subject;
import dev.portcullis.release.shadow.Shadow;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AskCandidatesTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Chosen> begun = new ArrayList<>();
    private final List<UniEmitter<? super Void>> open = new ArrayList<>();
    private final Set<Long> ended = new HashSet<>();
    private final AskCandidates candidates = new AskCandidates(chosen -> {
        begun.add(chosen);
        return Uni.createFrom().emitter(open::add);
    }, id -> !ended.contains(id), new ShadowMeters(registry));

    private static Chosen chosen(long shadow, int bytes) {
        Shadow of = Mirrored.shadow(shadow, Subject.model("m"), "m", Optional.empty(), Optional.of("other"));
        return new Chosen(of, Mirrored.call(""), new Chosen.Came(false, true, Optional.empty(), Duration.ZERO, 0, Usd.ZERO, OutputVerdict.NONE), bytes);
    }

    private double dropped(String reason) {
        return registry.get("portcullis_shadow_dropped_total").tag("reason", reason).counter().count();
    }

    @Test
    void oneThatHangsHoldsFewAndTheRestIsDropped() {
        for (int i = 0; i < 100; i++) {
            candidates.offer(chosen(1, 10));
        }
        assertEquals(AskCandidates.MOST_OF_ONE, begun.size());
        assertEquals(100 - AskCandidates.MOST_OF_ONE - AskCandidates.MOST_WAITING, dropped("busy"));
        candidates.offer(chosen(2, 10));
        assertEquals(AskCandidates.MOST_OF_ONE + 1, begun.size(), "another shadow is not in its way");
    }

    @Test
    void manyShadowsTogetherAreBoundedToo() {
        for (int shadow = 0; shadow < 100; shadow++) {
            candidates.offer(chosen(shadow, 10));
        }
        assertEquals(AskCandidates.MOST_UNDER_WAY, begun.size());
        assertEquals(AskCandidates.MOST_UNDER_WAY, candidates.underWay());
        for (int i = 0; i < open.size(); i++) {
            open.get(i).complete(null);
        }
        assertEquals(100, begun.size(), "each had its turn");
        assertEquals(0, candidates.underWay());
    }

    /** The shadow that began last waited for ever behind two that always had somebody waiting. */
    @Test
    void shadowsThatWaitAreServedInTurn() {
        for (long shadow = 1; shadow <= 3; shadow++) {
            for (int i = 0; i < AskCandidates.MOST_OF_ONE + AskCandidates.MOST_WAITING; i++) {
                candidates.offer(chosen(shadow, 10));
            }
        }
        for (int i = 0; i < 24; i++) {
            long over = begun.get(i).shadow().id();
            open.get(i).complete(null);
            candidates.offer(chosen(over, 10));
        }
        for (long shadow = 1; shadow <= 3; shadow++) {
            long one = shadow;
            long served = begun.stream().filter(chosen -> chosen.shadow().id() == one).count();
            assertTrue(served >= 8, () -> served + " of shadow " + one);
        }
    }

    @Test
    void whoWaitsIsNextAndOneThatBreaksMakesRoomAsWell() {
        for (int i = 0; i < AskCandidates.MOST_OF_ONE + 2; i++) {
            candidates.offer(chosen(1, 10));
        }
        open.getFirst().complete(null);
        open.get(1).fail(new IllegalStateException("a bug"));
        assertEquals(AskCandidates.MOST_OF_ONE + 2, begun.size());
        assertEquals(1, dropped("bug"));
    }

    @Test
    void bytesAreBounded() {
        candidates.offer(chosen(1, AskCandidates.MOST_BYTES_OF_ONE + 1));
        assertEquals(1, dropped("large"));
        int fit = AskCandidates.MOST_BYTES / AskCandidates.MOST_BYTES_OF_ONE;
        for (int i = 0; i < fit + 1; i++) {
            candidates.offer(chosen(i % 8, AskCandidates.MOST_BYTES_OF_ONE));
        }
        assertEquals(1, dropped("busy"));
        open.getFirst().complete(null);
        candidates.offer(chosen(1, AskCandidates.MOST_BYTES_OF_ONE));
        assertEquals(1, dropped("busy"), "there is room again");
    }

    @Test
    void whoWaitsForAShadowThatHasEndedIsDropped() {
        for (int i = 0; i < AskCandidates.MOST_OF_ONE + 3; i++) {
            candidates.offer(chosen(1, 10));
        }
        ended.add(1L);
        open.getFirst().complete(null);
        assertEquals(AskCandidates.MOST_OF_ONE, begun.size());
        assertEquals(3, dropped("cap"));
    }

    @Test
    void nothingIsBegunOnceTheGatewayEnds() {
        for (int i = 0; i < AskCandidates.MOST_OF_ONE + 3; i++) {
            candidates.offer(chosen(1, 10));
        }
        candidates.close();
        open.forEach(call -> call.complete(null));
        candidates.offer(chosen(1, 10));
        assertEquals(AskCandidates.MOST_OF_ONE, begun.size());
    }
}
