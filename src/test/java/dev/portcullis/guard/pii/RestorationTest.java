package dev.portcullis.guard.pii;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.guard.text.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestorationTest {

    private static final PersonalData PERSONAL_DATA = PersonalData.standard();

    /** Values anywhere, whatever they are. */
    private static List<Entity> entities(String text, List<Integer> lengths) {
        List<Entity> entities = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < lengths.size(); i++) {
            int to = Math.min(text.length(), from + lengths.get(i));
            if (i % 2 == 1 && to > from) {
                entities.add(new Entity(i % 3 == 0 ? "SECRET" : "EMAIL_ADDRESS", new Span(from, to), 1));
            }
            from = to;
        }
        return entities;
    }

    @Property
    void whatWasRedactedIsRestored(@ForAll String some, @ForAll @Size(max = 20) List<@IntRange(max = 9) Integer> lengths, @ForAll boolean lookalike) {
        String text = lookalike ? some + "[SECRET_1][EMAIL_ADDRESS_" + some + "2] [EMAIL_ADDRESS_1]" : some;
        Restoration restoration = new Restoration(List.of(text));
        assertEquals(text, restoration.restore(restoration.redact(text, entities(text, lengths))));
    }

    @Property
    void insideJsonItStaysJson(@ForAll String value) throws JsonProcessingException {
        // The reader of this test takes no halves of characters.
        Assume.that(value.chars().noneMatch(c -> Character.isSurrogate((char) c)));
        Restoration restoration = new Restoration(List.of(value));
        String placeholder = restoration.placeholder(new Entity("SECRET", new Span(0, 0), 1), value);
        String json = restoration.restoreJson("{\"to\":\"" + placeholder + "\"}");
        assertEquals(value, new ObjectMapper().readTree(json).get("to").asText());
    }

    @Property
    void aPlaceholderIsNotOverlookedHoweverItIsEscaped(@ForAll String before, @ForAll @Size(17) List<Boolean> escaped, @ForAll @IntRange(max = 2) int documents)
            throws JsonProcessingException {
        StringBuilder text = new StringBuilder();
        String placeholder = "[EMAIL_ADDRESS_1]";
        for (int i = 0; i < placeholder.length(); i++) {
            text.append(escaped.get(i) ? "\\u%04x".formatted((int) placeholder.charAt(i)) : placeholder.charAt(i));
        }
        ObjectMapper mapper = new ObjectMapper();
        String json = "{\"to\":" + mapper.writeValueAsString(before).replaceAll("\"$", "") + text + "\"}";
        for (int i = 0; i < documents; i++) {
            json = "{\"arguments\":" + mapper.writeValueAsString(json) + "}";
        }
        assertTrue(Restoration.mayBeIn(json.getBytes(StandardCharsets.UTF_8)), json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "\\", "{\"choices\":[{\"message\":{\"content\":\"caf\\u00e9 \\u005c and [1], [a]\"}}],\"logprobs\":[],\"more\":[\"A\", [1]]}", "\\u005"})
    void mostAnswersHaveNone(String json) {
        assertFalse(Restoration.mayBeIn(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theSameValueHasTheSamePlaceholder() {
        String text = "anna@acme.io wrote to ben@acme.io, and anna@acme.io again.";
        Restoration restoration = new Restoration(List.of(text));
        assertEquals("[EMAIL_ADDRESS_1] wrote to [EMAIL_ADDRESS_2], and [EMAIL_ADDRESS_1] again.", restoration.redact(text, PERSONAL_DATA.find(text)));
    }

    @Test
    void whatLooksLikeAPlaceholderAlreadyIsNoneOfOurs() {
        String text = "[EMAIL_ADDRESS_1] is a placeholder, anna@acme.io is not.";
        Restoration restoration = new Restoration(List.of(text));
        String redacted = restoration.redact(text, PERSONAL_DATA.find(text));
        assertEquals("[EMAIL_ADDRESS_1] is a placeholder, [EMAIL_ADDRESS_2] is not.", redacted);
        assertEquals(text, restoration.restore(redacted));
    }

    @Property
    void noRequestRestoresAnothersValues(@ForAll @IntRange(min = 1, max = 20) int mine, @ForAll @IntRange(min = 1, max = 20) int theirs) {
        Restoration one = new Restoration(List.of());
        Restoration other = new Restoration(List.of());
        StringBuilder theirPlaceholders = new StringBuilder();
        for (int i = 0; i < mine; i++) {
            one.placeholder(new Entity("SECRET", new Span(0, 0), 1), "mine" + i);
        }
        for (int i = 0; i < theirs; i++) {
            theirPlaceholders.append(other.placeholder(new Entity("SECRET", new Span(0, 0), 1), "theirs" + i));
        }
        assertFalse(one.restore(theirPlaceholders.toString()).contains("theirs"));
        // Pasted into my request, theirs are words like any others.
        Restoration again = new Restoration(List.of(theirPlaceholders.toString()));
        again.placeholder(new Entity("SECRET", new Span(0, 0), 1), "mine");
        assertEquals(theirPlaceholders.toString(), again.restore(theirPlaceholders.toString()));
    }

    @Test
    void aPlaceholderOnItsWayIsWaitedFor() {
        Restoration restoration = new Restoration(List.of());
        assertEquals(6, restoration.safeUpTo("write [EMAIL_ADD"));
        assertEquals(12, restoration.safeUpTo("write [sic] "));
        assertEquals(5, restoration.safeUpTo("a [b]"));
    }
}
