package dev.portcullis.usage.ledger;

import dev.portcullis.config.BudgetPeriod;
import dev.portcullis.pipeline.Usd;
import dev.portcullis.store.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the ledger sums up to, by whatever is asked. Reads the sums by day, and those by hour for what is no whole day, so the number
 * of lines hardly matters: a year is read from a few hundred sums for each of what is told apart.
 */
@Singleton
public final class UsageSums {

    /** What sums can be told apart by. */
    public enum By {
        TENANT("tenant"), MODEL("model"), TARGET("target"), KEY("key_prefix"), PROMPT("prompt"), VERSION("prompt_version"), CACHE("cache"),
        OUTCOME("outcome"), HOUR("unit"), DAY("date_trunc('day', unit, 'UTC')");

        private final String column;

        By(String column) {
            this.column = column;
        }

        /** As it is asked for, and named in answers. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private boolean isTime() {
            return this == HOUR || this == DAY;
        }
    }

    /**
     * @param by       the values of what is told apart, in the order in which it was asked for; hours and days as ISO 8601 writes them
     * @param answered calls that somebody was asked for, whatever came of them; the others were refused here
     * @param hits     calls that were given what was known already, or what identical calls share
     * @param asked    calls that the cache was asked for; {@code hits} are part of them
     * @param saved    what calls would have cost that did not have to pay for their answers
     * @param latency  of all answered calls together, in microseconds
     */
    public record Sum(Map<By, String> by, long calls, long answered, long estimated, long input, long cachedInput, long cacheWrite, long audioInput,
            long output, long reasoning, long audioOutput, Usd cost, long hits, long asked, Usd saved, long latency) {
    }

    /** Which lines are summed up. @param only those with these values */
    public record Question(UsageSpan span, List<By> by, Map<By, String> only, int most) {
    }

    private static final String SUMS = """
            sum(calls), coalesce(sum(calls) FILTER (WHERE outcome IN ('completed', 'abandoned', 'truncated', 'failed', 'interrupted')), 0),
            sum(estimated_calls), sum(input_tokens), sum(cached_input_tokens), sum(cache_write_tokens), sum(audio_input_tokens),
            sum(output_tokens), sum(reasoning_tokens), sum(audio_output_tokens), sum(cost_nanos),
            coalesce(sum(calls) FILTER (WHERE cache = 'hit'), 0), coalesce(sum(calls) FILTER (WHERE cache <> 'bypass'), 0),
            sum(saved_nanos), sum(latency_us)""";
    private static final String COLUMNS = """
            tenant, model, target, key_prefix, prompt, prompt_version, cache, outcome, calls, estimated_calls, input_tokens,
            cached_input_tokens, cache_write_tokens, audio_input_tokens, output_tokens, reasoning_tokens, audio_output_tokens, cost_nanos,
            saved_nanos, latency_us""";

    private static final String SPENT = """
            SELECT tenant, period, cost_nanos FROM spent WHERE period = 'hourly' AND begin = :hourly
            OR period = 'daily' AND begin = :daily OR period = 'monthly' AND begin = :monthly""";

    private final Transactions transactions;

    UsageSums(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The dearest first. @return fails with {@link dev.portcullis.store.StoreAway} if the database cannot be asked */
    public Uni<List<Sum>> of(Question question) {
        return transactions.run(() -> Panache.getSession().flatMap(session -> {
            var query = session.createNativeQuery(sql(question), Object[].class);
            parameters(question).forEach(query::setParameter);
            return query.getResultList();
        })).map(rows -> rows.stream().map(row -> sum(question.by, row)).toList());
    }

    /** What each tenant has spent in the hour, day and month of that moment. */
    public Uni<List<LedgerStore.Spent>> spent(Instant now) {
        return transactions.run(() -> Panache.getSession().flatMap(session -> {
            var query = session.createNativeQuery(SPENT, Object[].class);
            for (BudgetPeriod period : BudgetPeriod.values()) {
                query.setParameter(period.yamlName(), period.begin(now));
            }
            return query.getResultList();
        })).map(rows -> rows.stream().map(row -> {
            BudgetPeriod period = BudgetPeriod.valueOf(((String) row[1]).toUpperCase(Locale.ROOT));
            return new LedgerStore.Spent((String) row[0], period, period.begin(now), number(row[2]));
        }).toList());
    }

    static String sql(Question question) {
        List<String> groups = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        for (By by : question.by) {
            groups.add(by.column);
            shown.add(by.isTime() ? "to_char(" + by.column + " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')" : by.column);
        }
        String filter = question.only.keySet().stream().map(by -> " AND " + by.column + " = :" + by.word()).collect(Collectors.joining());
        String source = question.by.contains(By.HOUR)
                ? "SELECT hour AS unit, " + COLUMNS + " FROM usage_hour WHERE hour >= :begin AND hour < :finish" + filter
                : "SELECT day AS unit, " + COLUMNS + " FROM usage_day WHERE day >= :firstDay AND day < :lastDay" + filter
                        + hours("hour >= :begin AND hour < :firstDay", filter) + hours("hour >= :lastDay AND hour < :finish", filter);
        String grouping = groups.isEmpty() ? "" : " GROUP BY " + String.join(", ", groups);
        return "SELECT " + shown.stream().map(column -> column + ", ").collect(Collectors.joining()) + SUMS + " FROM (" + source + ") AS sums"
                + grouping + " HAVING sum(calls) > 0 ORDER BY sum(cost_nanos) DESC, sum(calls) DESC"
                + groups.stream().map(column -> ", " + column).collect(Collectors.joining()) + " LIMIT " + question.most;
    }

    /** Two spans that an index finds, not one with a gap. */
    private static String hours(String span, String filter) {
        return " UNION ALL SELECT hour, " + COLUMNS + " FROM usage_hour WHERE " + span + filter;
    }

    private static Map<String, Object> parameters(Question question) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("begin", question.span.from());
        parameters.put("finish", question.span.to());
        if (!question.by.contains(By.HOUR)) {
            UsageSpan days = question.span.wholeDays();
            parameters.put("firstDay", days.from());
            parameters.put("lastDay", days.to());
        }
        question.only.forEach((by, value) -> parameters.put(by.word(), value));
        return parameters;
    }

    private static Sum sum(List<By> by, Object[] row) {
        Map<By, String> values = new LinkedHashMap<>();
        for (int i = 0; i < by.size(); i++) {
            values.put(by.get(i), (String) row[i]);
        }
        int at = by.size();
        return new Sum(values, number(row[at]), number(row[at + 1]), number(row[at + 2]), number(row[at + 3]), number(row[at + 4]), number(row[at + 5]),
                number(row[at + 6]), number(row[at + 7]), number(row[at + 8]), number(row[at + 9]), new Usd(number(row[at + 10])), number(row[at + 11]),
                number(row[at + 12]), new Usd(number(row[at + 13])), number(row[at + 14]));
    }

    private static long number(Object sum) {
        return ((Number) sum).longValue();
    }
}
