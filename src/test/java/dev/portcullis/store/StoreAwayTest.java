package dev.portcullis.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreAwayTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "57P03", "57014", "53300", "25006", "55P03", "28P01"})
    void aDatabaseThatCannotServeIsAway(String state) {
        assertTrue(StoreAway.isMeantBy(new CompletionException(new PgException("x", "FATAL", state, null))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42601", "42P01", "22001"})
    void aStatementThatIsWrongIsABug(String state) {
        assertFalse(StoreAway.isMeantBy(new CompletionException(new PgException("x", "ERROR", state, null))));
    }

    @Test
    void whatNeverReachedItIsAwayToo() {
        assertTrue(StoreAway.isMeantBy(new CompletionException(new ConnectException("refused"))));
        assertTrue(StoreAway.isMeantBy(new TimeoutException()));
        assertTrue(StoreAway.isMeantBy(Future.failedFuture("Timeout").cause()), "as the pool says it");
        assertFalse(StoreAway.isMeantBy(new IllegalStateException(new NullPointerException())));
    }
}
