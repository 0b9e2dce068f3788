package dev.portcullis.usage.ledger;

import dev.portcullis.pipeline.RequestIds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines that are written at once, parted into those that take a row together and those that take one each. Together, lines cost the
 * database a tenth, but have no index of their ids: so only lines that are found by when their ids were made.
 */
final class Batches {

    /** How much later than its id a line's call may have been admitted. */
    private static final long ID_MILLIS = RequestIds.ADMITTED_WITHIN.toMillis();
    /** Fewer take no less together. */
    private static final int LEAST = 16;
    /** A line that is looked for is looked for among so many. */
    private static final int MOST = 256;

    /** What the lines of a batch have in common. @param kind the number of their {@link LineSums.Kind} */
    private record Likeness(int kind, String release, String arm, String output) {
    }

    /** @param kind the number of its lines' kind. @param lines in the order of time */
    record Batch(int kind, List<Entry> lines) {
    }

    private final List<Batch> batches = new ArrayList<>();
    private final List<Integer> single = new ArrayList<>();

    private Batches() {
    }

    static Batches of(List<Entry> lines, LineSums sums) {
        Batches parted = new Batches();
        Map<Likeness, List<Integer>> alike = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Entry line = lines.get(i);
            if (isFoundByTime(line)) {
                alike.computeIfAbsent(new Likeness(sums.kindOf(i), line.share().release(), line.share().arm(), line.end().output()), first -> new ArrayList<>()).add(i);
            } else {
                parted.single.add(i);
            }
        }
        alike.forEach((likeness, numbers) -> {
            if (numbers.size() < LEAST) {
                parted.single.addAll(numbers);
            } else {
                parted.add(likeness.kind, numbers.stream().map(lines::get).sorted(Comparator.comparing(Entry::at)).toList());
            }
        });
        return parted;
    }

    private void add(int kind, List<Entry> lines) {
        for (int from = 0; from < lines.size(); from += MOST) {
            batches.add(new Batch(kind, lines.subList(from, Math.min(lines.size(), from + MOST))));
        }
    }

    private static boolean isFoundByTime(Entry line) {
        long made = RequestIds.madeAt(line.requestId());
        long later = line.at().toEpochMilli() - made;
        return made != RequestIds.UNKNOWN && later >= 0 && later < ID_MILLIS;
    }

    List<Batch> batches() {
        return batches;
    }

    /** The numbers of the lines that take a row each. */
    List<Integer> single() {
        return single;
    }
}
