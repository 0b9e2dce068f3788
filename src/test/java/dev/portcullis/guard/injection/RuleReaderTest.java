package dev.portcullis.guard.injection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class RuleReaderTest {

    @Test
    void aLineIsAFamilyANameAWeightAndSteps() {
        Rule rule = RuleReader.read("""
                # what they say
                @verbs = drop | lower*

                tool.gate 0.40 @verbs | shut <20> gate | <|gate|> <<300>> now
                """).getFirst();
        assertEquals(new Rule("tool.gate", Family.TOOL, 0.4, List.of(new Rule.Pattern(List.of(
                new Rule.Step(List.of("drop", "lower*", "shut"), 0, false), new Rule.Step(List.of("gate", "<|gate|>"), 20, false),
                new Rule.Step(List.of("now"), 300, true))))), rule);
    }

    @Test
    void twoLinesOfOneNameAreTwoPatternsOfOneRule() {
        List<Rule> rules = RuleReader.read("tool.gate 0.4 drop", "tool.gate 0.4 shut");
        assertEquals(1, rules.size());
        assertEquals(2, rules.getFirst().patterns().size());
    }

    @Test
    void whatIsNoRuleIsSaidSo() {
        assertEquals("no list of words: @verbs", refused("tool.gate 0.4 @verbs"));
        assertEquals("two weights: tool.gate 0.5 shut", refused("tool.gate 0.4 drop\ntool.gate 0.5 shut"));
        assertEquals("not a rule: tool.gate 0.4", refused("tool.gate 0.4"));
        assertThrows(IllegalArgumentException.class, () -> RuleReader.read("gate 0.4 drop"));
    }

    private static String refused(String table) {
        return assertThrows(IllegalArgumentException.class, () -> RuleReader.read(table)).getMessage();
    }
}
