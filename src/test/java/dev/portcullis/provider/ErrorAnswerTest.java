package dev.portcullis.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Headers;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorAnswerTest {

    private static final Headers HTML = Headers.of("content-type", "text/html");
    private static final Buffer JSON = Buffer.buffer("{\"error\":{\"message\":\"no\"}}");
    private static final Optional<Duration> WAIT = Optional.of(Duration.ofSeconds(3));

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 413, 422, 499})
    void anotherAttemptWouldNotMendACallersMistake(int status) {
        assertTrue(ErrorAnswer.isCallersMistake(status));
    }

    @ParameterizedTest
    @CsvSource({"429,RATE_LIMITED,true", "408,SERVER_ERROR,true", "409,SERVER_ERROR,true", "500,SERVER_ERROR,false", "503,SERVER_ERROR,false",
        "304,SERVER_ERROR,false"})
    void theOthersMayBeTriedAgainWhenTheProviderLikes(int status, Attempt.Result result, boolean inWords) {
        assertFalse(ErrorAnswer.isCallersMistake(status));
        UpstreamFailure failure = ErrorAnswer.failure(status, HTML, JSON, WAIT);
        assertEquals(result, failure.result());
        assertEquals("answered " + status, failure.getMessage());
        assertEquals(WAIT, failure.retryAfter());
        assertEquals(inWords, failure.words().isPresent());
        assertTrue(failure.sent());
    }

    @Test
    void jsonIsPassedOnAsItCameAndOtherBodiesAreReplaced() {
        Answer passed = ErrorAnswer.words(400, HTML, JSON);
        assertEquals(new Body.Whole(JSON), passed.body());
        assertEquals(HTML, passed.headers());
        Answer replaced = ErrorAnswer.words(404, HTML, Buffer.buffer("<h1>Not Found</h1>"));
        String text = ((Body.Whole) replaced.body()).bytes().toString();
        assertTrue(text.contains("The provider answered 404 and gave no reason"), text);
        assertEquals(Optional.of("application/json"), replaced.headers().first("content-type"));
        assertEquals(404, replaced.status());
    }
}
