package dev.portcullis.usage.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageSpanTest {

    @Test
    void aDayIsItsBeginningAndAMomentIsItself() {
        assertEquals(Optional.of(Instant.parse("2026-11-24T00:00:00Z")), UsageSpan.parse("2026-11-24"));
        assertEquals(Optional.of(Instant.parse("2026-11-24T08:30:00Z")), UsageSpan.parse("2026-11-24T10:00:00+01:30"));
        assertEquals(Optional.of(Instant.EPOCH), UsageSpan.parse("1970-01-01"));
        assertEquals(Optional.of(Instant.parse("9999-12-31T23:59:59Z")), UsageSpan.parse("9999-12-31T23:59:59Z"));
    }

    /** The last two were internal errors: no database knows such years. */
    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-13-01", "2026-11-24T10:00:00", "1969-12-31", "-4800-01-01T00:00:00Z", "+294277-01-05T00:00:00Z",
            "+999999999-12-31T23:59:59-18:00"})
    void whatIsNeitherAndYearsThatNobodyHasAreNone(String written) {
        assertEquals(Optional.empty(), UsageSpan.parse(written));
    }
}
