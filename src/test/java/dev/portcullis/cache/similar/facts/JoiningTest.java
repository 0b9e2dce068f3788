package dev.portcullis.cache.similar.facts;

import org.junit.jupiter.api.Test;

class JoiningTest {

    private final GuardCase guard = new GuardCase(new Joining());

    /** "Or" and "and" were nothing. */
    @Test
    void orIsNotAnd() {
        guard.differ("rain and wind", "rain or wind");
        guard.differ("bleach and ammonia or vinegar", "bleach or ammonia and vinegar");
        guard.differ("Regen und Wind", "Regen oder Wind");
        guard.agree("the difference of x and y", "how does x differ from y");
    }
}
