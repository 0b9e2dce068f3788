package dev.portcullis.cache.similar.facts;

import org.junit.jupiter.api.Test;

class DegreesTest {

    private final GuardCase guard = new GuardCase(new Degrees());

    /** They were a set, so that they could change places. */
    @Test
    void theirOrderCountsAndOfWhatTheyAreSaid() {
        guard.differ("does more exercise mean less sleep", "does less exercise mean more sleep");
        guard.differ("do all cats like some dogs", "do some cats like all dogs");
        guard.differ("do older men marry women", "do men marry older women");
        guard.agree("the tallest building in the world", "which building is the tallest in the world");
        guard.agree("make my wifi faster", "get faster wifi");
    }

    @Test
    void theyMustBeInBothOnTheSameSide() {
        guard.differ("the highest peak", "the lowest peak");
        guard.differ("does it increase", "does it decrease");
        guard.differ("the largest lake", "the lake");
        guard.differ("a larger lake", "the largest lake");
        guard.agree("the largest lake", "the biggest lake");
    }
}
