package dev.portcullis.release.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What an experiment is to find out. It does not change while it runs.
 *
 * @param variants 2 to 10, the control first
 * @param higher   whether more is better
 * @param group    whose experiments share users out, so that nobody is in two of them
 * @param share    of a hundred users how many take part; empty for all, or in a group for half of what is free
 */
public record Plan(String name, String prompt, List<Tried> variants, Source source, boolean higher, Optional<String> group, OptionalInt share, Stop stop) {

    public static final int ALL = 100;

    public Plan {
        variants = List.copyOf(variants);
    }

    /**
     * One of the variants.
     *
     * @param weight   of 1,000,000 at most; who takes part is dealt out in these proportions
     * @param version  exact; empty for what is deployed
     * @param settings an object of fields of the request
     */
    public record Tried(String name, int weight, Optional<String> version, Optional<String> model, ObjectNode settings) {
    }

    /**
     * When an experiment ends by itself.
     *
     * @param significant whether it does as soon as a variant is better than the control, or all are worse
     */
    public record Stop(Optional<Duration> longest, OptionalLong users, boolean significant) {

        boolean isNone() {
            return longest.isEmpty() && users.isEmpty() && !significant;
        }
    }
}
