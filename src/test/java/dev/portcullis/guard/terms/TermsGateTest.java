package dev.portcullis.guard.terms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Pattern;
import dev.portcullis.config.guard.PolicySettings.Action;
import dev.portcullis.guard.text.Span;
import dev.portcullis.guard.text.View;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TermsGateTest {

    private static final int HOLD = 256;
    private static final List<String> TERMS = List.of("Project Falcon", "project falcon nine", "falconry", "C++", "naïve", "Ωmega", "\ud835\udc00bc", "-x-", "ab ab ab c");
    private static final List<String> PATTERNS = List.of("\\$[0-9]+", "(?i)acct(?:ount)? #?\\d{3,5}\\b", "x(ab|cd)*y", "^start", "end$", "[^a-z ]{3}", "(?i:Ko)-[[:digit:]]+",
            "a.{0,3}b", "(?s)q.{2}?z", "\\Qa.b\\E", "p{2}", "(?:ab){2,3}", "é+", "\\x41\\x{42}", "\\pL9", "u|uv|uvw", "(?P<n>fo)o*", "l{x", "\\bword\\b");

    private static final OperatorRule TERMS_ONLY = new OperatorRule("t", TERMS, List.of());
    private static final OperatorRule PATTERNS_ONLY = new OperatorRule("p", List.of(), PATTERNS.stream().map(Pattern::compile).toList());
    private static final OperatorRule BOTH = new OperatorRule("b", TERMS, List.of(Pattern.compile("\\$[0-9]+"), Pattern.compile("nin[ex]+")));

    private static String streamed(String text, List<Integer> cuts, OperatorRule rule, boolean pauses) {
        return streamed(text, cuts, rule, pauses, false);
    }

    private static String streamed(String text, List<Integer> cuts, OperatorRule rule, boolean pauses, boolean json) {
        TermsGate gate = new TermsGate(rule, Action.REDACT, HOLD, json, () -> { });
        StringBuilder passed = new StringBuilder();
        int from = 0;
        for (int i = 0; from < text.length(); i++) {
            int to = Math.min(text.length(), from + (cuts.isEmpty() ? 1 : cuts.get(i % cuts.size())));
            passed.append(gate.push(text.substring(from, to)));
            if (pauses) {
                passed.append(gate.pause());
            }
            from = to;
        }
        return passed.append(gate.end()).toString();
    }

    @Property(tries = 2000)
    void joinedItIsTheRedactedWholeHoweverItIsCutAndHoweverOftenTheProviderPauses(@ForAll("texts") String text,
            @ForAll List<@IntRange(min = 1, max = 12) Integer> cuts, @ForAll boolean pauses) {
        for (OperatorRule rule : List.of(TERMS_ONLY, PATTERNS_ONLY, BOTH)) {
            assertEquals(rule.redact(text, OperatorRule.asItSays(text, false)), streamed(text, cuts, rule, pauses));
        }
    }

    /** A term with letters beyond ASCII passed in arguments of tools, where many providers write them as escapes. */
    @Property(tries = 1000)
    void inDocumentsItIsFoundHoweverItIsWrittenAndCut(@ForAll("texts") String text, @ForAll @IntRange(min = 0, max = 7) int escaped,
            @ForAll List<@IntRange(min = 1, max = 12) Integer> cuts, @ForAll boolean pauses) {
        StringBuilder json = new StringBuilder("{\"a\":\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || (c + i) % 8 < escaped) {
                json.append("\\u").append(String.format("%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        String document = json.append("\"}").toString();
        for (OperatorRule rule : List.of(TERMS_ONLY, PATTERNS_ONLY, BOTH)) {
            assertEquals(rule.redact(document, OperatorRule.asItSays(document, true)), streamed(document, cuts, rule, pauses, true));
        }
        String says = "{\"a\":\"" + text + "\"}";
        String redacted = TERMS_ONLY.redact(document, OperatorRule.asItSays(document, true));
        assertEquals(TERMS_ONLY.redact(says, OperatorRule.asItSays(says, false)), Written.view(redacted).text());
    }

    @Test
    void whatIsNoDocumentSaysWhatIsWritten() {
        for (String text : List.of("C:\\new gr\\u00f6\\u00dfe", " \n x {\"a\":\"gr\\u00f6\\u00dfe\"}", "{\\", "[\"\\u00g6 \\q", "{\"\\ud835\"", "", "  ")) {
            OperatorRule rule = new OperatorRule("t", List.of("größe", "new"), List.of());
            String whole = rule.redact(text, OperatorRule.asItSays(text, true));
            assertEquals(text.contains("new") ? text.replace("new", "[t]") : text, whole);
            assertEquals(whole, streamed(text, List.of(1), rule, true, true));
        }
    }

    @Test
    void anEscapeIsHeldOnlyUntilItIsOver() {
        TermsGate gate = new TermsGate(new OperatorRule("t", List.of("größe"), List.of()), Action.REDACT, HOLD, true, () -> { });
        assertEquals("{\"size\":\"x", gate.push("{\"size\":\"x\\u0"));
        assertEquals(3, gate.held());
        assertEquals("\\u00e4 ", gate.push("0e4 GR\\u00"));
        assertEquals("", gate.push("d6\\u00dfe"));
        assertEquals("[t]\"", gate.push("\"") + gate.push(""));
        assertEquals("}", gate.push("}") + gate.end());
    }

    @Property(tries = 1000)
    void noBeginningIsOverlooked(@ForAll("texts") String text, @ForAll @IntRange(max = 80) int cut) {
        int to = Math.min(cut, text.length());
        // The gate keeps half of a character until the other half comes.
        String begin = text.substring(0, to > 0 && Character.isHighSurrogate(text.charAt(to - 1)) ? to - 1 : to);
        for (OperatorRule rule : List.of(TERMS_ONLY, PATTERNS_ONLY, BOTH)) {
            int begun = rule.begun(begin, 0, true);
            for (Span span : rule.find(View.plain(text), 0)) {
                assertTrue(span.start() >= begin.length() || span.end() < begin.length() || begun <= span.start(),
                        () -> rule.name() + " overlooks " + span + " of '" + text + "' in '" + begin + "'");
            }
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> likely = Arbitraries.of("Project", "project  Falcon", "PROJECT\nfalcon NINE", "falcon", "falconry", "C++", "c+", "na\u00cfve", "naive", "ωmega", "\ud835\udc00bc",
                "\ud835", "-x-", "ab ab ", "ab ab ab c", "$", "$12", "acct #123", "Account 12345", "xabcdy", "start", "end", "QQQ", "Ko-", "\u212ao-7", "aééb", "q\n\nz", "a.b", "pp", "abab",
                "é", "AB", "Z9", "uv", "uvw", "foo", "l{x", "word", "nine", "ſ");
        Arbitrary<String> glue = Arbitraries.of(" ", " ", "\n", ".", "-", "", "", "1", "a", "\udc00", "Ω");
        return Arbitraries.frequencyOf(Tuple.of(3, likely), Tuple.of(3, glue), Tuple.of(1, Arbitraries.strings().ascii().ofMaxLength(3))).list().ofMaxSize(16)
                .map(pieces -> String.join("", pieces));
    }

    @Test
    void proseIsReleasedAtOnceWhereTermsAreLookedFor() {
        TermsGate gate = new TermsGate(new OperatorRule("no-codenames", List.of("Project Falcon"), List.of()), Action.REDACT, HOLD, false, () -> { });
        assertEquals("The plan of our ", gate.push("The plan of our pro"));
        assertEquals("procedure is", gate.push("cedure is"));
        assertEquals(" a ", gate.push(" a project "));
        assertEquals(8, gate.held());
        assertFalse(gate.waits());
        assertEquals("", gate.push("Falcon"));
        assertEquals("[no-codenames],", gate.push(","));
    }

    @Test
    void patternsAreHeldUntilThereIsAPause() {
        TermsGate gate = new TermsGate(new OperatorRule("no-prices", List.of(), List.of(Pattern.compile("\\$[0-9]+"))), Action.REDACT, HOLD, false, () -> { });
        assertEquals("", gate.push("It costs $12 or $3"));
        assertTrue(gate.waits());
        assertEquals("It costs [no-prices] or ", gate.pause());
        assertEquals("", gate.push("45, roughly"));
        assertEquals("[no-prices], roughly", gate.pause());
        assertEquals(0, gate.held());
        assertFalse(gate.waits());
    }

    @Test
    void noMoreIsHeldThanMayBe() {
        OperatorRule rule = new OperatorRule("x", List.of("a b"), List.of(Pattern.compile("<.*>")));
        TermsGate gate = new TermsGate(rule, Action.REDACT, HOLD, false, () -> { });
        for (int i = 0; i < 1_000; i++) {
            gate.push("<a ");
            gate.pause();
            assertTrue(gate.held() <= HOLD, "held " + gate.held());
        }
    }

    @Test
    void whatIsOnlyToldPassesAtOnce() {
        List<String> found = new ArrayList<>();
        TermsGate gate = new TermsGate(new OperatorRule("no-poems", List.of("roses are red"), List.of()), Action.FLAG, HOLD, false, () -> found.add("found"));
        assertEquals("Roses are ", gate.push("Roses are "));
        assertEquals("red, red", gate.push("red, red"));
        assertEquals(0, gate.held());
        assertEquals("", gate.end());
        assertEquals(List.of("found"), found);
        assertTrue(gate.stop().isEmpty());
    }

    @Test
    void aPatternThatCannotBeTakenApartIsHeldInAPauseToo() {
        TermsGate gate = new TermsGate(new OperatorRule("x", List.of(), List.of(Pattern.compile("\\Qab\\E+"))), Action.REDACT, HOLD, false, () -> { });
        assertEquals("", gate.push("nothing"));
        assertEquals("", gate.pause());
        assertEquals("nothing", gate.end());
    }
}
