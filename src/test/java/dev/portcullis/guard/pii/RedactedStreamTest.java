package dev.portcullis.guard.pii;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RedactedStreamTest {

    private static final PersonalData EVERYTHING = PersonalData.of(PersonalData.types());

    /** Values, words that say what values are, disguises and pieces of all of them. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> values = Arbitraries.of("anna@acme.io", "john.smith", "[at]", " [at] ", "acme[.]io", "4012 8888 8888 1881", "4012888888881881", "+44 20 7946 0249",
                "(206) 555-0199", "206-555-0138", "x123", "GB82 WEST 1234 5698 7654 32", "380-94-5361", "3 8 0 - 9 4 - 5 3 6 1", "2001:db8::1", "10.0.0.1/8",
                "00:1A:2B:3C:4D:5E", "AB 12 34 56 C", "JC400692C", "72149990W", "ssn", "phone", "passport", "J6932157", "born on", "March 12, 1985", "12/22/1966",
                "sk-luVhQOGOEXvg4PsCZ9dqVZslJhbhSEoUe9G00hG7LiYf4J0O", "Bearer ", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.abc", "password: ", "api_key=", "hunter2!",
                "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----", "https://u:p4ss@host/x", "13Rk4i8vBrcNS8MRtY5MnHeFAhgDjMY82R", "at", "dot", "com",
                "151d270b-0046-7386-67ed-49ea4d8dd967", "2024-03-01 12:00:01", "Anna Novak", "March/12/1985", "March/", "12 Oak Avenue", "Apt 3", "NHS", "697 146 1487", "960121-1021413");
        Arbitrary<String> glue = Arbitraries.of(" ", " ", "  ", "\n", ".", ", ", "-", ":", "/", "@", "(", ")", "\u200b", "%40", "&#64;", "1", "a", "é", "\ud83d\ude00", "\ud83d", "５");
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(3, values), net.jqwik.api.Tuple.of(4, glue),
                net.jqwik.api.Tuple.of(1, Arbitraries.strings().ascii().ofMaxLength(4))).list().ofMaxSize(40).map(pieces -> String.join("", pieces));
    }

    @Property(tries = 3000)
    void whatIsGivenBackIsTheWholeTextsRedaction(@ForAll("texts") String text, @ForAll List<@net.jqwik.api.constraints.IntRange(min = 1, max = 40) Integer> cuts) {
        RedactedStream stream = new RedactedStream(EVERYTHING);
        StringBuilder output = new StringBuilder();
        int from = 0;
        for (int i = 0; from < text.length(); i++) {
            int to = Math.min(text.length(), from + (cuts.isEmpty() ? 1 : cuts.get(i % cuts.size())));
            output.append(stream.push(text.substring(from, to)));
            from = to;
        }
        assertEquals(Redaction.redact(text, EVERYTHING.find(text)), output.append(stream.end()).toString());
    }

    @Property(tries = 300)
    void aLongTextIsRedactedAsAStreamToo(@ForAll("texts") String text, @ForAll("texts") String other) {
        String whole = (text + " some words between, without anything in them; " + other + " ").repeat(20);
        RedactedStream stream = new RedactedStream(EVERYTHING);
        StringBuilder output = new StringBuilder();
        for (int from = 0; from < whole.length(); from += 17) {
            output.append(stream.push(whole.substring(from, Math.min(whole.length(), from + 17))));
        }
        assertEquals(Redaction.redact(whole, EVERYTHING.find(whole)), output.append(stream.end()).toString());
    }

    /** 12/1985 looked like the whole date until more digits came behind it, and by then half of the month was released. */
    @Test
    void aDateKeepsItsMonthUntilItsYearIsOver() {
        String text = "born on March/12/1985.4012 and more";
        String whole = Redaction.redact(text, EVERYTHING.find(text));
        assertEquals("born on [DATE_OF_BIRTH].4012 and more", whole);
        for (int cut = 1; cut < text.length(); cut++) {
            RedactedStream stream = new RedactedStream(EVERYTHING);
            assertEquals(whole, stream.push(text.substring(0, cut)) + stream.push(text.substring(cut)) + stream.end(), "cut at " + cut);
        }
    }

    @Test
    void proseIsReleasedButForItsLastWord() {
        RedactedStream stream = new RedactedStream(PersonalData.standard());
        assertEquals("The portcullis is lowered by ", stream.push("The portcullis is lowered by night"));
        assertEquals(5, stream.held());
        assertEquals("night", stream.end());
    }

    @Test
    void ofANumberThatMayGoOnNothingIsReleased() {
        RedactedStream stream = new RedactedStream(PersonalData.standard());
        assertEquals("call", stream.push("call +44 20 7946"));
        assertTrue(stream.held() < 128);
        assertEquals(" [PHONE_NUMBER]", stream.push(" 0249 ") + stream.end().stripTrailing());
    }

    @Test
    void aPathBehindAnAddressDoesNotHoldTheAddress() {
        // It was held with all of the path, because an address may begin in its last word.
        RedactedStream stream = new RedactedStream(PersonalData.standard());
        assertEquals("see [EMAIL_ADDRESS]/acme/", stream.push("see a.very.long.name.of.somebody.at.some.firm@example.org/acme/portcullis/gate"));
        assertEquals("portcullis/gate", stream.end());
    }

    @Test
    void ofAKeyWithoutEndFourKibibytesAreHeld() {
        RedactedStream stream = new RedactedStream(PersonalData.standard());
        int most = 0;
        for (int i = 0; i < 200; i++) {
            stream.push("sk-" + "a1B2".repeat(16));
            most = Math.max(most, stream.held());
        }
        assertTrue(most <= 4096 + 512, () -> "held");
    }
}
