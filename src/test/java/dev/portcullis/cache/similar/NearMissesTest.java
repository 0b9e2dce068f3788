package dev.portcullis.cache.similar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.cache.similar.facts.SameFacts;
import dev.portcullis.cache.similar.facts.Wording;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearMissesTest {

    /** All but those that are worded so differently that only the threshold keeps them apart. */
    @Test
    void noneHasTheSameFactsAsItsOther() {
        assertEquals(List.of(), QuestionPairs.nearMisses().stream().filter(pair -> !pair.kind().equals("wide") && same(pair)).toList());
    }

    /** Or the guards could refuse everything. */
    @Test
    void someParaphrasesHave() {
        assertTrue(QuestionPairs.paraphrases().stream().filter(NearMissesTest::same).count() >= 40);
    }

    private static boolean same(QuestionPairs.Pair pair) {
        boolean same = SameFacts.in(Wording.of(pair.one()), Wording.of(pair.other()));
        assertEquals(same, SameFacts.in(Wording.of(pair.other()), Wording.of(pair.one())), pair::toString);
        return same;
    }
}
