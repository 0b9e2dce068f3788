package dev.portcullis.admin;

import dev.portcullis.usage.ledger.UsageSpan;
import dev.portcullis.usage.ledger.UsageSums.By;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads what a question about usage asks for. */
final class Asked {

    private static final Duration BY_DEFAULT = Duration.ofDays(30);
    private static final String TIME = "a day such as 2026-11-24, or a moment such as 2026-11-24T10:00:00Z, is expected.";
    private static final String WORDS = Arrays.stream(By.values()).map(By::word).collect(Collectors.joining(", "));

    private Asked() {
    }

    static List<By> groups(String given) {
        List<By> groups = new ArrayList<>();
        for (String word : given == null || given.isBlank() ? new String[0] : given.split(",", -1)) {
            By by = Arrays.stream(By.values()).filter(one -> one.word().equals(word.strip())).findFirst().orElseThrow(
                    () -> Problem.invalid("group_by", "Invalid value for 'group_by': some of " + WORDS + " are expected, with commas between."));
            if (groups.contains(by)) {
                throw Problem.invalid("group_by", "Invalid value for 'group_by': " + by.word() + " is named twice.");
            }
            groups.add(by);
        }
        return groups;
    }

    /** Whole hours. */
    static UsageSpan span(String from, String to, Instant now) {
        Instant end = to == null ? now : time("to", to);
        Instant begin = from == null ? end.minus(BY_DEFAULT) : time("from", from);
        if (!begin.isBefore(end)) {
            throw Problem.invalid("from", "Invalid value for 'from': it must be before 'to'.");
        }
        if (Duration.between(begin, end).compareTo(UsageSpan.LONGEST) > 0) {
            throw Problem.invalid("from", "Invalid value for 'from': at most ten years are summed up at once.");
        }
        return UsageSpan.touching(begin, end);
    }

    private static Instant time(String parameter, String given) {
        return UsageSpan.parse(given.strip()).orElseThrow(() -> Problem.invalid(parameter, "Invalid value for '" + parameter + "': " + TIME));
    }

    static Map<By, String> only(String tenant, String model) {
        Map<By, String> only = new EnumMap<>(By.class);
        if (tenant != null) {
            only.put(By.TENANT, name("tenant", tenant));
        }
        if (model != null) {
            only.put(By.MODEL, name("model", model));
        }
        return only;
    }

    /** PostgreSQL's texts have no zeros, so nothing can be called so. */
    private static String name(String parameter, String given) {
        if (given.indexOf('\0') >= 0) {
            throw Problem.invalid(parameter, "Invalid value for '" + parameter + "': a name without control characters is expected.");
        }
        return given;
    }

    /** @return 0 if it is left out */
    static BigDecimal dollars(String parameter, String given) {
        if (given == null) {
            return BigDecimal.ZERO;
        }
        if (!given.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            throw Problem.invalid(parameter, "Invalid value for '" + parameter + "': an amount of USD such as 0.50 is expected.");
        }
        return new BigDecimal(given);
    }
}
