package dev.portcullis.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Usage;
import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a flight decides under its monitor; {@link FlightTest} has what comes of it. */
class FlightStateTest {

    private static final Usage USED = Usage.of(10, 0, 5, 0);

    private final Flights flights = new Flights(Long.MAX_VALUE, 4);
    private final Passenger founder = passenger(false);
    private final FlightState state = new FlightState(flights, founder, true);

    @Test
    void takesNobodyWhereItIsNotBoardableOrOver() {
        assertNull(new FlightState(flights, founder, false).board(passenger(false)));
        state.leave(founder);
        assertNull(state.board(passenger(false)));
    }

    @Test
    void whoHasLeftGuestsBehindPaysUntilAnotherComes() {
        Passenger guest = passenger(true);
        assertNull(state.board(guest).relieved());
        FlightState.Left left = state.leave(founder);
        assertTrue(left.liable() && !left.lastOne());
        assertEquals(founder, state.first());
        assertEquals(founder, state.board(passenger(false)).relieved());
    }

    @Test
    void beginsForNobodyOnlyWhereAllHaveLeft() {
        assertTrue(state.leave(founder).lastOne());
        assertFalse(state.begin(stream()));
        assertNull(state.underWay());
    }

    @Test
    void landsOnceWithTheFirstAboardAsItsPayer() {
        Passenger second = passenger(false);
        state.board(second);
        state.begin(stream());
        FlightState.Landed landed = state.land(stream(), USED, null);
        assertEquals(founder, landed.payer());
        assertEquals(List.of(second), landed.others());
        assertEquals(USED, state.usageSeenBy(second, false));
        assertNull(state.land(stream(), USED, null));
        assertNull(state.add(Buffer.buffer("late")));
        assertNull(state.board(passenger(false)));
    }

    @Test
    void isFullOnceItsTapeIsLongerThanItsBound() {
        state.begin(stream());
        assertFalse(state.add(Buffer.buffer("1234")).full());
        assertTrue(state.add(Buffer.buffer("5")).full());
        assertFalse(state.add(Buffer.buffer("6")).full(), "it is told once");
        assertNull(state.board(passenger(false)));
        state.clear();
        assertTrue(flights.isEmpty());
    }

    @Test
    void whoHasSeenNothingOfAStreamThatBrokeGoesUnlessItPays() {
        Passenger second = passenger(false);
        state.board(second);
        state.begin(stream());
        state.land(stream(), USED, new IllegalStateException("cut"));
        assertFalse(state.admit(founder).hopeless());
        FlightState.Admission admission = state.admit(second);
        assertTrue(admission.hopeless() && !admission.lastOne());
        assertEquals(List.of(founder), state.aboard());
        assertNotNull(state.leave(founder));
        assertNull(state.leave(second), "it has left");
    }

    private static Passenger passenger(boolean guest) {
        return new Passenger(new CompletableFuture<>(), guest, bytes -> bytes, alone -> { });
    }

    private static Answer stream() {
        return new Answer(200, Headers.NONE, new Body.Stream(Multi.createFrom().empty()), Origin.GATEWAY, () -> Usage.UNKNOWN);
    }
}
