package dev.portcullis.guard.terms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Pattern;
import dev.portcullis.config.guard.PolicySettings;
import dev.portcullis.guard.text.View;
import dev.portcullis.guard.text.Views;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class OperatorRuleTest {

    private static OperatorRule terms(String... terms) {
        return new OperatorRule("p", List.of(terms), List.of());
    }

    private static OperatorRule patterns(String... patterns) {
        return new OperatorRule("p", List.of(), List.of(patterns).stream().map(Pattern::compile).toList());
    }

    @Test
    void aTermStandsAlone() {
        OperatorRule rule = terms("Project Falcon", "C++");
        assertTrue(rule.matches(View.plain("of PROJECT\n falcon, and")));
        assertTrue(rule.matches(View.plain("in c++")));
        assertFalse(rule.matches(View.plain("Project Falconry")));
        assertFalse(rule.matches(View.plain("myproject falcon")));
    }

    /** An alternative that matched and was a part of a word hid the longer one, and whatever began within it. */
    @Test
    void oneTermDoesNotHideAnother() {
        assertTrue(terms("falcon", "falconry").matches(View.plain("falconry")));
        assertTrue(terms("new york", "york").matches(View.plain("renew york")));
    }

    /** What the second pattern found before the first one's place was left there. */
    @Test
    void everyPlaceIsRedactedWhicheverPatternFoundIt() {
        assertEquals("[p] or [p]", patterns("b+", "a+").redact("aaa or bbb", OperatorRule.asItSays("aaa or bbb", false)));
        assertEquals("x[p]y", patterns("ab", "bc").redact("xabcy", OperatorRule.asItSays("xabcy", false)));
    }

    @Test
    void whatIsDisguisedIsRedactedToo() {
        assertEquals("of [p]!", terms("falcon").redact("of ｆａｌｃｏｎ!", Views.of("of ｆａｌｃｏｎ!").cased()));
    }

    /** In the arguments of a tool's call it was taken for a part of the word "nFalcon". */
    @Test
    void aTermBehindAnEscapedLineEndStandsAlone() {
        OperatorRule rule = terms("falcon");
        String json = "{\"body\":\"Hi,\\nFalcon\\tFalcon, nFalcon\"}";
        assertEquals("{\"body\":\"Hi,\\n[p]\\t[p], nFalcon\"}", rule.redact(json, OperatorRule.asItSays(json, false)));
        TermsGate gate = new TermsGate(rule, PolicySettings.Action.REDACT, 128, false, () -> { });
        StringBuilder passed = new StringBuilder();
        json.chars().forEach(c -> passed.append(gate.push(Character.toString(c))));
        assertEquals(rule.redact(json, OperatorRule.asItSays(json, false)), passed + gate.end());
    }

    /** A dotted capital i is two characters in lower case, and was not waited for. */
    @Test
    void aTermThatGrowsInLowerCaseIsFoundInPieces() {
        OperatorRule rule = terms("Proje \u0130stanbul", "\u0130ZM\u0130R");
        for (String text : new String[] {"in Proje \u0130stanbul.", "by \u0130ZM\u0130R."}) {
            TermsGate gate = new TermsGate(rule, PolicySettings.Action.REDACT, 128, false, () -> { });
            StringBuilder passed = new StringBuilder();
            text.chars().forEach(c -> passed.append(gate.push(Character.toString(c))));
            assertEquals(rule.redact(text, OperatorRule.asItSays(text, false)), passed + gate.end());
            assertTrue(rule.redact(text, OperatorRule.asItSays(text, false)).contains("[p]"), text);
        }
    }

    @Property(tries = 500)
    void aStreamIsWhatTheWholeIs(@ForAll("texts") List<String> pieces) {
        OperatorRule rule = new OperatorRule("p", List.of("falcon", "new york", "york"), List.of(Pattern.compile("\\$[0-9]{1,4}"), Pattern.compile("aa"),
                Pattern.compile("\\bq[a-z]")));
        TermsGate gate = new TermsGate(rule, PolicySettings.Action.REDACT, 16, false, () -> { });
        StringBuilder passed = new StringBuilder();
        pieces.forEach(piece -> passed.append(gate.push(piece)));
        passed.append(gate.end());
        assertEquals(rule.redact(String.join("", pieces), OperatorRule.asItSays(String.join("", pieces), false)), passed.toString());
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.of("falcon", "fal", "con", " ", "new york", "york", "re", "$12", "345678", "aaa", "aa", "b", " qx", "q", "\n", "\\n", "\\", "some words here").list().ofMaxSize(40);
    }
}
