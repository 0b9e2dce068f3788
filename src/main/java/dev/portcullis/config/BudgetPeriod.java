package dev.portcullis.config;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What a budget is counted over: the hour, day or month of the calendar, in UTC. */
public enum BudgetPeriod {
    HOURLY,
    DAILY,
    MONTHLY;

    public String yamlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The first moment of the period that {@code now} is in. */
    public Instant begin(Instant now) {
        return switch (this) {
            case HOURLY -> now.truncatedTo(ChronoUnit.HOURS);
            case DAILY -> now.truncatedTo(ChronoUnit.DAYS);
            case MONTHLY -> firstOfMonth(now).atStartOfDay(ZoneOffset.UTC).toInstant();
        };
    }

    /** The first moment after the period that {@code now} is in. */
    public Instant end(Instant now) {
        return switch (this) {
            case HOURLY -> begin(now).plus(1, ChronoUnit.HOURS);
            case DAILY -> begin(now).plus(1, ChronoUnit.DAYS);
            case MONTHLY -> firstOfMonth(now).plusMonths(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        };
    }

    private static LocalDate firstOfMonth(Instant now) {
        return now.atOffset(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
    }
}
