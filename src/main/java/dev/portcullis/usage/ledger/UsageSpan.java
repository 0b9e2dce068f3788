package dev.portcullis.usage.ledger;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A span of time in whole hours, UTC, since that is how sums are kept.
 *
 * @param from the first moment
 * @param to   the first moment that is not in it
 */
public record UsageSpan(Instant from, Instant to) {

    public static final Duration LONGEST = Duration.ofDays(10 * 366);

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /** The hours that these moments touch. */
    public static UsageSpan touching(Instant from, Instant to) {
        return new UsageSpan(from.truncatedTo(ChronoUnit.HOURS), upTo(to, ChronoUnit.HOURS));
    }

    /**
     * A day ({@code 2026-11-24}, its beginning) or a moment with its offset ({@code 2026-11-24T10:00:00Z}); empty for what is neither, and
     * for years before 1970 or of more than four digits, of which a database knows only some.
     */
    public static Optional<Instant> parse(String written) {
        try {
            Instant moment = written.length() == 10 ? LocalDate.parse(written).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(written).toInstant();
            return moment.isBefore(Instant.EPOCH) || moment.isAfter(LAST) ? Optional.empty() : Optional.of(moment);
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }

    /** The beginning of the first day that is whole in it, and the end of the last one; the same moment where none is. */
    UsageSpan wholeDays() {
        Instant first = upTo(from, ChronoUnit.DAYS);
        Instant last = to.truncatedTo(ChronoUnit.DAYS);
        return last.isAfter(first) ? new UsageSpan(first, last) : new UsageSpan(to, to);
    }

    private static Instant upTo(Instant moment, ChronoUnit unit) {
        Instant floor = moment.truncatedTo(unit);
        return floor.equals(moment) ? floor : floor.plus(1, unit);
    }
}
