package dev.portcullis.release.experiment;

import dev.portcullis.pipeline.release.Split;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Some of the 10,000 places that users are dealt out to, one after the other: those of who takes part in an experiment. */
public record Places(int first, int end) {

    private static final int PER_CENT = Split.PLACES / Plan.ALL;
    private static final Places ALL = new Places(0, Split.PLACES);

    public boolean has(int place) {
        return place >= first && place < end;
    }

    public boolean isAll() {
        return equals(ALL);
    }

    public double percent() {
        return (end - first) / (double) PER_CENT;
    }

    /** Of an experiment that shares users with none. */
    public static Places alone(OptionalInt share) {
        return new Places(0, share.orElse(Plan.ALL) * PER_CENT);
    }

    /**
     * Room beside others in a group: the first gap that is large enough, or, where no share is asked for, half of the largest one.
     *
     * @param others that run in the group, in any order, none of them over another
     * @return empty where there is no such room, or less than one in a hundred
     */
    public static Optional<Places> beside(List<Places> others, OptionalInt share) {
        List<Places> gaps = gaps(others);
        if (share.isPresent()) {
            int wanted = share.getAsInt() * PER_CENT;
            return gaps.stream().filter(gap -> gap.end - gap.first >= wanted).findFirst().map(gap -> new Places(gap.first, gap.first + wanted));
        }
        return gaps.stream().max(Comparator.comparingInt(gap -> gap.end - gap.first)).map(gap -> new Places(gap.first, gap.first + (gap.end - gap.first) / 2))
                .filter(half -> half.end - half.first >= PER_CENT);
    }

    private static List<Places> gaps(List<Places> others) {
        List<Places> gaps = new ArrayList<>();
        int free = 0;
        for (Places other : others.stream().sorted(Comparator.comparingInt(Places::first)).toList()) {
            if (other.first > free) {
                gaps.add(new Places(free, other.first));
            }
            free = Math.max(free, other.end);
        }
        if (free < Split.PLACES) {
            gaps.add(new Places(free, Split.PLACES));
        }
        return gaps;
    }
}
