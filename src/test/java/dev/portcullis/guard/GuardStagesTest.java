package dev.portcullis.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.config.guard.EntityTypes;
import dev.portcullis.config.guard.PiiSettings;
import dev.portcullis.guard.pii.Entity;
import dev.portcullis.guard.pii.PersonalData;
import dev.portcullis.guard.pii.Redaction;
import dev.portcullis.guard.pii.Restoration;
import dev.portcullis.guard.stream.Channel;
import dev.portcullis.guard.stream.Gate;
import dev.portcullis.guard.stream.Passed;
import dev.portcullis.guard.text.Span;
import dev.portcullis.pipeline.BrokenStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** Texts that come in pieces are treated as if they had come whole. */
class GuardStagesTest {

    private static final String DONE = "data: [DONE]\n\n";
    private static final PersonalData PERSONAL = PersonalData.of(Set.of("EMAIL_ADDRESS", "CREDIT_CARD", "IBAN_CODE", "US_SSN", "IP_ADDRESS"));

    private static Function<Channel, Gate> personalData(PiiSettings.Action action, Found found) {
        return channel -> new PersonalDataGate(PERSONAL, action, channel.isJson(), found);
    }

    private static Passed streamed(List<String> pieces, Function<Channel, Gate> gates) {
        Passed stream = Passed.through(gates);
        for (String piece : pieces) {
            stream.offers(Passed.content(piece));
            stream.timer.passes();
        }
        return stream.offers(Passed.finish(0)).offers(DONE).ends();
    }

    private static String content(Passed stream) {
        return stream.texts().getOrDefault("0 content", "");
    }

    @Property(tries = 400)
    void aRedactedStreamIsTheRedactedWhole(@ForAll("texts") List<String> pieces) {
        String whole = String.join("", pieces);
        Passed stream = streamed(pieces, personalData(PiiSettings.Action.REDACT, new Found()));
        assertEquals(Redaction.redact(whole, PERSONAL.find(whole)), content(stream));
        assertEquals(0, stream.held);
    }

    @Property(tries = 200)
    void whatIsOnlyToldPassesAtOnceAndIsCountedAsInTheWhole(@ForAll("texts") List<String> pieces) {
        String whole = String.join("", pieces);
        Found found = new Found();
        Passed stream = Passed.through(personalData(PiiSettings.Action.FLAG, found));
        pieces.forEach(piece -> stream.gives(Passed.content(piece)));
        assertEquals(whole, content(stream));
        stream.gives(DONE).ends();
        int expected = PERSONAL.find(whole).size();
        assertEquals(expected == 0 ? "" : "pii=" + expected, found.toString());
        assertEquals(expected == 0 ? Map.of() : Map.of(new Found.Kind("pii", "flag"), expected), found.counts());
    }

    @Property(tries = 200)
    void aBlockedStreamSaysNothingOfWhatBlocksIt(@ForAll("texts") List<String> pieces) {
        String whole = String.join("", pieces);
        List<Entity> entities = PERSONAL.find(whole);
        Passed stream = streamed(pieces, personalData(PiiSettings.Action.BLOCK, new Found()));
        assertEquals(entities.isEmpty(), stream.completed);
        assertEquals(!entities.isEmpty(), stream.failure instanceof BrokenStream broken && broken.code().equals("pii_detected"));
        assertTrue(whole.startsWith(content(stream)));
        assertTrue(entities.isEmpty() || content(stream).length() <= entities.getFirst().span().start());
    }

    @Property(tries = 400)
    void whatWasTakenOutIsPutBackHoweverItIsCut(@ForAll("texts") List<String> pieces, @ForAll long seed) {
        String whole = String.join("", pieces);
        Restoration restoration = new Restoration(List.of(whole));
        String hidden = restoration.redact(whole, PERSONAL.find(whole));
        assertEquals(whole, restoration.restore(hidden));
        List<String> cut = new ArrayList<>();
        Random random = new Random(seed);
        for (int at = 0; at < hidden.length(); ) {
            int next = Math.min(hidden.length(), at + 1 + random.nextInt(9));
            cut.add(hidden.substring(at, next));
            at = next;
        }
        assertEquals(whole, content(streamed(cut, channel -> new RestoringGate(restoration, false))));
        Restoration others = new Restoration(List.of());
        others.redact("other@example.org 4012 8888 8888 1881", PERSONAL.find("other@example.org 4012 8888 8888 1881"));
        String elsewhere = content(streamed(cut, channel -> new RestoringGate(others, false)));
        PERSONAL.find(whole).forEach(entity -> assertFalse(!hidden.contains(whole.substring(entity.span().start(), entity.span().end()))
                && elsewhere.contains(whole.substring(entity.span().start(), entity.span().end())), "another request puts a value back"));
    }

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> entities = Arbitraries.of("jane.doe@example.org", "4111 1111 1111 1111", "DE89 3704 0044 0532 0130 00", "078-05-1120", "192.168.10.44",
                "[EMAIL_ADDRESS_1]", "[", "]", "[IBAN");
        Arbitrary<String> words = Arbitraries.strings().withCharRange('a', 'z').withChars(" .,:@0123456789-\n").ofMaxLength(8);
        return Arbitraries.frequencyOf(Tuple.of(1, entities), Tuple.of(3, words), Tuple.of(1, Arbitraries.of(" ", ". ", "\n")))
                .list().ofMaxSize(14).map(list -> String.join("", list)).flatMap(text -> Arbitraries.integers().between(1, 9).list().ofSize(40).map(cuts -> {
                    List<String> pieces = new ArrayList<>();
                    int at = 0;
                    for (int i = 0; at < text.length(); i++) {
                        int next = Math.min(text.length(), at + cuts.get(i % cuts.size()));
                        pieces.add(text.substring(at, next));
                        at = next;
                    }
                    return pieces;
                }));
    }

    @Test
    void choicesAndCallsArePiecedTogetherByThemselves() {
        Passed stream = Passed.through(personalData(PiiSettings.Action.REDACT, new Found()));
        stream.gives(Passed.content(0, "jane.")).gives(Passed.content(1, "4111 1111 ")).gives(Passed.content(0, "doe@example")).gives(Passed.content(1, "1111 1111."))
                .gives(Passed.content(0, ".org!")).gives(Passed.arguments(1, 0, "{\"to\":\"jane\\u0040exam")).gives(Passed.arguments(1, 0, "ple.org\"}"))
                .gives(Passed.finish(0)).gives(Passed.finish(1)).gives(DONE);
        assertEquals("[EMAIL_ADDRESS]!", stream.texts().get("0 content"));
        assertEquals("[CREDIT_CARD].", stream.texts().get("1 content"));
        assertEquals("{\"to\":\"[EMAIL_ADDRESS]\"}", stream.texts().get("1 call 0"));
    }

    @Test
    void argumentsAreRestoredAsJson() throws Exception {
        Restoration restoration = new Restoration(List.of());
        String placeholder = restoration.placeholder(new Entity("PERSON", new Span(0, 1), 1), "Jane \"J\" Doe");
        Passed stream = Passed.through(channel -> new RestoringGate(restoration, channel.isJson()));
        for (String piece : new String[] {"{\"to\":\"" + placeholder.substring(0, 4), placeholder.substring(4), "\"}"}) {
            stream.gives(Passed.arguments(0, 0, piece));
        }
        stream.gives(DONE);
        assertEquals("Jane \"J\" Doe", new ObjectMapper().readTree(stream.texts().get("0 call 0")).path("to").asText());
    }

    @Test
    void whatWasFoundHereAndThereIsToldTogether() {
        Found found = new Found().and("injection;rules=a,b;pii=2").and("pii=1;policy=no-poems").and("");
        assertEquals("injection;rules=a,b;pii=3;policy=no-poems", found.toString());
        assertEquals(Map.of(), found.counts(), "it was counted where it was found");
        assertTrue(found.stop().isEmpty());
    }

    @Test
    void everyTypeThatTheConfigurationKnowsIsLookedFor() {
        assertEquals(List.of(), PersonalData.of(Set.copyOf(EntityTypes.ALL)).find("nothing"));
    }

    @Test
    void whatNobodySeesIsTakenOutAndWhatScriptsNeedStays() {
        assertEquals("ignore", Sanitised.of("ig\u200Bno\u202Ere\u2066\u0007"));
        assertEquals("a\tb\n", Sanitised.of("a\tb\n\uDB40\uDC41\uDB40\uDC42"));
        for (String honest : new String[] {"plain", "نمی\u200Cخواهم", "👨\u200D👩\u200D👧", "❤\uFE0F", "🏴\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F", "\ud800"}) {
            assertSame(honest, Sanitised.of(honest));
        }
        assertFalse(Sanitised.of("x\uFE00\uFE01\uFE02").contains("\uFE01"));
    }
}
