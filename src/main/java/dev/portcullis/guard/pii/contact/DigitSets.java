package dev.portcullis.guard.pii.contact;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of several sets a row of digits is in, each set told by a {@link DigitPattern}. All of them become one table with a row for each
 * state (subset construction, Rabin and Scott, 1959), so that to ask costs one look for each digit and makes no garbage. Immutable.
 */
final class DigitSets {

    private static final int DIGITS = 10;

    private final char[] next;
    private final int[] sets;

    /** @param patterns at most 32; the first is bit 0 of what is answered. An empty one is a set without members */
    DigitSets(List<String> patterns) {
        Steps steps = new Steps();
        List<Integer> starts = new ArrayList<>();
        for (int set = 0; set < patterns.size(); set++) {
            if (!patterns.get(set).isEmpty()) {
                starts.add(steps.before(DigitPattern.read(patterns.get(set)), steps.end(set)));
            }
        }
        List<int[]> rows = new ArrayList<>();
        Map<List<Integer>, Integer> numbers = new HashMap<>();
        ArrayDeque<int[]> waiting = new ArrayDeque<>();
        List<char[]> table = new ArrayList<>();
        // Row 0 is where nothing can match any more.
        rows.add(new int[0]);
        table.add(new char[DIGITS]);
        number(steps.reached(starts), numbers, rows, table, waiting);
        while (!waiting.isEmpty()) {
            int[] row = waiting.poll();
            int number = numbers.get(listed(row));
            for (int digit = 0; digit < DIGITS; digit++) {
                table.get(number)[digit] = (char) number(steps.after(row, digit), numbers, rows, table, waiting);
            }
        }
        next = new char[table.size() * DIGITS];
        sets = new int[table.size()];
        for (int row = 0; row < table.size(); row++) {
            System.arraycopy(table.get(row), 0, next, row * DIGITS, DIGITS);
            for (int step : rows.get(row)) {
                sets[row] |= steps.sets(step);
            }
        }
    }

    private static int number(int[] row, Map<List<Integer>, Integer> numbers, List<int[]> rows, List<char[]> table,
            ArrayDeque<int[]> waiting) {
        if (row.length == 0) {
            return 0;
        }
        Integer known = numbers.get(listed(row));
        if (known != null) {
            return known;
        }
        int number = rows.size();
        numbers.put(listed(row), number);
        rows.add(row);
        table.add(new char[DIGITS]);
        waiting.add(row);
        return number;
    }

    private static List<Integer> listed(int[] row) {
        return Arrays.stream(row).boxed().toList();
    }

    /** The sets these digits are in, a bit for each. @param to exclusive */
    int of(char[] digits, int from, int to) {
        int row = 1;
        for (int i = from; i < to && row != 0; i++) {
            row = next[row * DIGITS + digits[i] - '0'];
        }
        return sets[row];
    }

    /** Whether some of these digits, from the first on, are in any of the sets. */
    boolean begins(char[] digits, int from, int to) {
        int row = 1;
        for (int i = from; i < to && row != 0 && sets[row] == 0; i++) {
            row = next[row * DIGITS + digits[i] - '0'];
        }
        return sets[row] != 0;
    }

    int rows() {
        return sets.length;
    }

    /** The patterns as steps that may be taken side by side: a digit and the step behind it, or several steps at once. */
    private static final class Steps {

        private final List<int[]> ways = new ArrayList<>();
        private final List<Integer> digits = new ArrayList<>();
        private final List<Integer> ends = new ArrayList<>();

        private int add(int digit, int ends, int... ways) {
            this.digits.add(digit);
            this.ends.add(ends);
            this.ways.add(ways);
            return this.ways.size() - 1;
        }

        int end(int set) {
            return add(0, 1 << set);
        }

        int sets(int step) {
            return ends.get(step);
        }

        /** The step with which what is matched before that one begins. */
        int before(DigitPattern pattern, int behind) {
            return switch (pattern) {
                case DigitPattern.Digit(int fitting) -> add(fitting, 0, behind);
                case DigitPattern.Row(List<DigitPattern> parts) -> {
                    int step = behind;
                    for (DigitPattern part : parts.reversed()) {
                        step = before(part, step);
                    }
                    yield step;
                }
                case DigitPattern.Either(List<DigitPattern> choices) ->
                        add(0, 0, choices.stream().mapToInt(choice -> before(choice, behind)).toArray());
                case DigitPattern.Times(DigitPattern part, int least, int most) -> {
                    int step = behind;
                    for (int i = least; i < most; i++) {
                        step = add(0, 0, before(part, step), behind);
                    }
                    for (int i = 0; i < least; i++) {
                        step = before(part, step);
                    }
                    yield step;
                }
            };
        }

        int[] after(int[] row, int digit) {
            List<Integer> steps = new ArrayList<>();
            for (int step : row) {
                if ((digits.get(step) >> digit & 1) != 0) {
                    steps.add(ways.get(step)[0]);
                }
            }
            return reached(steps);
        }

        /** These steps and all that may be taken with them, those that wait for a digit or end, in order. */
        int[] reached(List<Integer> from) {
            ArrayDeque<Integer> waiting = new ArrayDeque<>(from);
            BitSet seen = new BitSet();
            BitSet kept = new BitSet();
            while (!waiting.isEmpty()) {
                int step = waiting.poll();
                if (!seen.get(step)) {
                    seen.set(step);
                    if (digits.get(step) != 0 || ends.get(step) != 0) {
                        kept.set(step);
                    } else {
                        for (int way : ways.get(step)) {
                            waiting.add(way);
                        }
                    }
                }
            }
            return kept.stream().toArray();
        }
    }
}
