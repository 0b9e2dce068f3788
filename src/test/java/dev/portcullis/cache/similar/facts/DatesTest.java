package dev.portcullis.cache.similar.facts;

import org.junit.jupiter.api.Test;

class DatesTest {

    private final GuardCase guard = new GuardCase(new Dates());

    @Test
    void shortAndLongNamesAreTheSame() {
        guard.agree("on 3 Jan 2020", "on 3 January 2020");
        guard.agree("open on Mondays", "open on Mon");
    }

    @Test
    void otherTimesAreOtherFacts() {
        guard.differ("the weather in March", "the weather in August");
        guard.differ("what happened today", "what happened yesterday");
        guard.differ("am Montag", "am Dienstag");
        guard.differ("next week", "last week");
        guard.differ("at 8 am", "at 8 pm");
    }

    @Test
    void mayAndMarchAreMonthsOnlyWhereTheyAreWrittenAsNames() {
        guard.agree("you may march on", "you can walk on");
        guard.differ("a trip in May", "a trip");
        guard.agree("May I come in?", "Can I come in?");
    }
}
