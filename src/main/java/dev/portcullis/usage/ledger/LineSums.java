package dev.portcullis.usage.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Lines by what they have in common, and summed up by it: a few kinds stand for thousands of lines, which the database then need
 * not group again.
 */
final class LineSums {

    private static final long HOUR_SECONDS = 3_600;

    /** @param hour in seconds since 1970, UTC. @param calls of one line */
    record Kind(long hour, Entry.Subject subject, boolean estimated, int status, String outcome, int calls) {

        private static Kind of(Entry line) {
            long second = line.at().getEpochSecond();
            return new Kind(second - Math.floorMod(second, HOUR_SECONDS), line.subject(), line.end().usage().estimated(), line.end().status(),
                    line.end().outcome(), line.calls());
        }
    }

    /** The numbers of a line that are summed up, in the order of the ledger's columns. */
    enum Summed {
        INPUT(line -> line.end().usage().input()),
        CACHED_INPUT(line -> line.end().usage().cachedInput()),
        CACHE_WRITE(line -> line.end().usage().cacheWrite()),
        AUDIO_INPUT(line -> line.end().usage().audioInput()),
        OUTPUT(line -> line.end().usage().output()),
        REASONING(line -> line.end().usage().reasoning()),
        AUDIO_OUTPUT(line -> line.end().usage().audioOutput()),
        COST(line -> line.end().cost().nanos()),
        SAVED(line -> line.end().saved().nanos()),
        LATENCY(line -> line.end().latency());

        private final ToLongFunction<Entry> of;

        Summed(ToLongFunction<Entry> of) {
            this.of = of;
        }

        long of(Entry line) {
            return of.applyAsLong(line);
        }
    }

    private final List<Kind> kinds;
    private final int[] kindOfEach;
    private final Long[] calls;
    private final Long[][] sums;

    private LineSums(List<Kind> kinds, int[] kindOfEach, Long[] calls, Long[][] sums) {
        this.kinds = kinds;
        this.kindOfEach = kindOfEach;
        this.calls = calls;
        this.sums = sums;
    }

    static LineSums of(List<Entry> lines) {
        Map<Kind, Integer> numbers = new HashMap<>();
        List<Kind> kinds = new ArrayList<>();
        List<long[]> sums = new ArrayList<>();
        int[] kindOfEach = new int[lines.size()];
        Summed[] summed = Summed.values();
        for (int i = 0; i < kindOfEach.length; i++) {
            Entry line = lines.get(i);
            kindOfEach[i] = numbers.computeIfAbsent(Kind.of(line), kind -> {
                kinds.add(kind);
                sums.add(new long[summed.length + 1]);
                return kinds.size() - 1;
            });
            long[] sum = sums.get(kindOfEach[i]);
            for (int s = 0; s < summed.length; s++) {
                sum[s] = plus(sum[s], summed[s].of(line));
            }
            sum[summed.length] += line.calls();
        }
        Long[][] columns = new Long[summed.length + 1][kinds.size()];
        for (int k = 0; k < kinds.size(); k++) {
            for (int s = 0; s <= summed.length; s++) {
                columns[s][k] = sums.get(k)[s];
            }
        }
        return new LineSums(kinds, kindOfEach, columns[summed.length], columns);
    }

    List<Kind> kinds() {
        return kinds;
    }

    /** The number of a line's kind, from 0. */
    int kindOf(int line) {
        return kindOfEach[line];
    }

    /** How many calls the lines of each kind stand for together. */
    Long[] calls() {
        return calls;
    }

    /** Of the lines of each kind. */
    Long[] of(Summed summed) {
        return sums[summed.ordinal()];
    }

    /** Too much stays too much: the database refuses it, instead of summing up what has changed its sign. */
    private static long plus(long one, long other) {
        long sum = one + other;
        return ((one ^ sum) & (other ^ sum)) < 0 ? Long.MAX_VALUE : sum;
    }
}
