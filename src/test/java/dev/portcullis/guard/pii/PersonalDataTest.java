package dev.portcullis.guard.pii;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portcullis.guard.text.Span;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PersonalDataTest {

    private final PersonalData personalData = PersonalData.standard();

    private String redacted(String text) {
        return Redaction.redact(text, personalData.find(text));
    }

    @Test
    void saysWhereInTheTextThatCame() {
        assertEquals(List.of(new Entity("EMAIL_ADDRESS", new Span(5, 17), .95)), personalData.find("mail anna@acme.io."));
    }

    @Test
    void whatIsDisguisedIsMaskedWithItsDisguise() {
        assertEquals("reach [EMAIL_ADDRESS].", redacted("reach olga03 [at] acme[.]io."));
        assertEquals("reach [EMAIL_ADDRESS], please", redacted("reach a\u200bn\u200bna%40acme.io, please"));
        assertEquals("card [CREDIT_CARD]!", redacted("card ４０１２　８８８８　８８８８　１８８１!"));
        assertEquals("it is [US_SSN].", redacted("it is 3 8 0 - 9 4 - 5 3 6 1."));
        assertEquals("write to [EMAIL_ADDRESS] today", redacted("write to john.smith at acme dot com today"));
        assertEquals("&lt;[EMAIL_ADDRESS]&gt;", redacted("&lt;anna&#64;acme.io&gt;"));
    }

    @Test
    void theSurerOfTwoThatOverlapWins() {
        assertEquals("https://[SECRET]@github.com/acme", redacted("https://ghp_p8cc87nIwkIkt39X7HxyB669Dt48z0qN6n8d@github.com/acme"));
    }

    @Test
    void namesPlacesAndAddressesInTheWebAreNotLookedForUnlessAsked() {
        String text = "My name is Anna Novak, 12 Oak Avenue, https://acme.io/";
        assertEquals(List.of(), personalData.find(text));
        assertEquals("My name is [PERSON], [LOCATION], [URL]", Redaction.redact(text, PersonalData.of(Set.of("PERSON", "LOCATION", "URL")).find(text)));
    }

    @Test
    void anUnknownTypeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> PersonalData.of(Set.of("SHOE_SIZE")));
    }

    @Test
    void ordinaryNumbersAreLeftAlone() {
        for (String text : List.of("The request id is 151d270b-0046-7386-67ed-49ea4d8dd967", "Upgrade from version 3.20.6.1 to 4.0.0.2.",
                "npm install @types/node@20.14.3 react@18.0.0-rc.next", "Order number 764973956203 shipped on 2018-03-14.", "The ISBN is 978-3-16-148410-0.",
                "Timestamp 1563753107010 means epoch milliseconds.", "git clone git@github.com:acme/app.git", "2024-03-01 12:00:01,123 INFO took 1234567 us",
                "Add 212 + 555 - 133 and divide by 4.", "std::cout << face::add(10, 20);", "Pi is 3.14159265358979", "lines 100-200, pages 12-34")) {
            assertEquals(text, redacted(text));
        }
    }

    @Test
    void halvesOfCharactersPass() {
        assertEquals("\ud83d [EMAIL_ADDRESS] \ude00", redacted("\ud83d anna@acme.io \ude00"));
    }

    @Test
    void aShorterTextHasNothingOfTheOneBefore() {
        assertEquals("mail [EMAIL_ADDRESS]", redacted("mail anna@acme.io"));
        assertEquals("mail anna@", redacted("mail anna@"));
        assertEquals(List.of(), personalData.scan("mail ", 0, false).entities());
        assertEquals("mail [EMAIL_ADDRESS]", redacted("mail a\u200bnna@acme.io"));
        assertEquals(List.of(), personalData.find("mail a\u200b"));
    }

    @Test
    void whatIsDecodedIsReadBesideTheTextThatHasIt() {
        String encoded = Base64.getEncoder().encodeToString("read what stands here, which is plain enough ".repeat(4).getBytes(StandardCharsets.UTF_8));
        String text = encoded.substring(0, 31) + "/4111111111111111/" + encoded.substring(1, 161);
        assertEquals(text.replace("4111111111111111", "[CREDIT_CARD]"), redacted(text));
    }

    @Test
    void longHostileTextsAreRead() {
        for (String piece : List.of("a", "a.", "a@", "1 ", "1.", "0x1", "(", "+1 (", "[at] ", "::", "-----BEGIN ", "eyJ", "sk-", "a\u200b", "%4", "://u:", "\ud800")) {
            String text = piece.repeat(65536 / piece.length());
            assertEquals(text.length(), personalData.scan(text, 0, true).safe());
        }
    }
}
