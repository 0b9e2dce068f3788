package dev.portcullis.release.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.pipeline.OutputVerdict;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalsTest {

    /** The table in feedback.md. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "1, -, -, 0", "2, -, -, 0.25", "3, -, -, 0.5", "4, -, -, 0.75", "5, -, -, 1",
        "-, COPY, -, 1", "-, EDIT, -, 0.5", "-, RETRY, -, 0", "-, ABANDONED, -, 0.25",
        "-, COPY EDIT, -, 0.5", "-, COPY RETRY, -, 1", "-, RETRY ABANDONED, -, 0", "-, COPY EDIT RETRY ABANDONED, -, 0.5",
        "4, RETRY ABANDONED, -, 0.75", "1, COPY, -, 0", "5, COPY, FAILED, 0", "-, -, FAILED, 0", "-, -, PASSED, 1", "-, RETRY, PASSED, 0",
        "-, COPY, UNCHECKED, 1", "-, -, UNCHECKED, -", "-, -, -, -"})
    void anAnswerIsWorthWhatTheFirstRuleThatFitsSays(Integer rating, String actions, OutputVerdict output, Double expected) {
        Signals signals = new Signals(rating == null ? OptionalInt.empty() : OptionalInt.of(rating), actions(actions),
                output == null ? OutputVerdict.NONE : output);
        assertEquals(expected == null ? OptionalDouble.empty() : OptionalDouble.of(expected), signals.score());
    }

    @Test
    void aSuitesScoreStandsUnlessTheAnswerBreaksItsPromise() {
        Signals judged = new Signals(OptionalInt.of(1), Set.of(), OutputVerdict.PASSED, OptionalDouble.of(0.8), true);
        assertEquals(OptionalDouble.of(0.8), judged.score());
        assertEquals(OptionalDouble.of(0), judged.and(new Signals(OptionalInt.empty(), Set.of(), OutputVerdict.FAILED)).score());
    }

    /** Only what is against an answer is noticed: scored alone, the few that are noticed would stand for all the others. */
    @Test
    void whatIsOnlyNoticedCountsWhereTheAnswerHasAScoreAnyway() {
        Signals noticed = Signals.noticed(Set.of(Action.RETRY, Action.ABANDONED), OutputVerdict.NONE);
        assertEquals(OptionalDouble.empty(), noticed.score());
        assertEquals(OptionalDouble.of(0), Signals.noticed(Set.of(Action.RETRY), OutputVerdict.PASSED).score());
        assertEquals(OptionalDouble.of(1), Signals.noticed(Set.of(), OutputVerdict.PASSED).score());
        assertEquals(OptionalDouble.of(1), noticed.and(new Signals(OptionalInt.empty(), Set.of(Action.COPY), OutputVerdict.NONE)).score());
    }

    @Test
    void aLaterRatingTakesThePlaceOfTheOneBeforeAndActionsAddUp() {
        Signals first = new Signals(OptionalInt.of(2), Set.of(Action.COPY), OutputVerdict.PASSED);
        Signals both = first.and(new Signals(OptionalInt.of(5), Set.of(Action.RETRY), OutputVerdict.NONE));
        assertEquals(new Signals(OptionalInt.of(5), Set.of(Action.COPY, Action.RETRY), OutputVerdict.PASSED), both);
        assertEquals(both, both.and(both));
        assertEquals(both, both.and(Signals.NONE));
    }

    private static Set<Action> actions(String words) {
        Set<Action> actions = EnumSet.noneOf(Action.class);
        if (words != null) {
            Arrays.stream(words.split(" ")).map(Action::valueOf).forEach(actions::add);
        }
        return actions;
    }
}
