package dev.portcullis.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.config.guard.EntityTypes;
import dev.portcullis.guard.pii.Entity;
import dev.portcullis.guard.pii.PersonalData;
import dev.portcullis.guard.pii.Redaction;
import dev.portcullis.guard.pii.Restoration;
import dev.portcullis.guard.text.Span;
import dev.portcullis.pipeline.SseEvent;
import dev.portcullis.pipeline.SseEvents;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Texts that come in pieces are treated as if they had come whole. */
class GuardStagesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PersonalData PERSONAL = PersonalData.of(Set.of("EMAIL_ADDRESS", "CREDIT_CARD", "IBAN_CODE", "US_SSN", "IP_ADDRESS"));

    private static Buffer event(int choice, String text, String finish) {
        ObjectNode event = JSON.createObjectNode().put("id", "x");
        ObjectNode only = event.putArray("choices").addObject().put("index", choice);
        ObjectNode delta = only.putObject("delta");
        if (text != null) {
            delta.put("content", text);
        }
        only.put("finish_reason", finish);
        return Buffer.buffer("data: " + event + "\n\n");
    }

    private static String passed(Deltas deltas, List<Buffer> events, int choice) throws Exception {
        Buffer out = Buffer.buffer();
        for (Buffer event : events) {
            for (SseEvent one : new SseEvents().feed(event)) {
                out.appendBuffer(deltas.pass(one));
            }
        }
        out.appendBuffer(deltas.rest());
        StringBuilder text = new StringBuilder();
        for (SseEvent one : new SseEvents().feed(out)) {
            byte[] data = one.data().orElseThrow();
            if (data[0] == '{') {
                for (var each : JSON.readTree(data).path("choices")) {
                    text.append(each.path("index").asInt() == choice ? each.at("/delta/content").asText("") : "");
                }
            }
        }
        return text.toString();
    }

    @Property(tries = 400)
    void aRedactedStreamIsTheRedactedWhole(@ForAll("texts") List<String> pieces) throws Exception {
        String whole = String.join("", pieces);
        List<Buffer> events = new ArrayList<>();
        pieces.forEach(piece -> events.add(event(0, piece, null)));
        events.add(event(0, null, "stop"));
        events.add(Buffer.buffer("data: [DONE]\n\n"));
        assertEquals(Redaction.redact(whole, PERSONAL.find(whole)), passed(new Deltas(channel -> new PersonalDataGate(PERSONAL, false)), events, 0));
    }

    @Property(tries = 400)
    void whatWasTakenOutIsPutBackHoweverItIsCut(@ForAll("texts") List<String> pieces, @ForAll long seed) throws Exception {
        String whole = String.join("", pieces);
        Restoration restoration = new Restoration(List.of(whole));
        StringBuilder hidden = new StringBuilder();
        int done = 0;
        for (var entity : PERSONAL.find(whole)) {
            hidden.append(whole, done, entity.span().start()).append(restoration.placeholder(entity, whole.substring(entity.span().start(), entity.span().end())));
            done = entity.span().end();
        }
        hidden.append(whole.substring(done));
        assertEquals(whole, restoration.restore(hidden.toString()));
        List<Buffer> events = new ArrayList<>();
        java.util.Random random = new java.util.Random(seed);
        for (int at = 0; at < hidden.length(); ) {
            int next = Math.min(hidden.length(), at + 1 + random.nextInt(9));
            events.add(event(0, hidden.substring(at, next), null));
            at = next;
        }
        assertEquals(whole, passed(new Deltas(channel -> new RestoringGate(restoration, false)), events, 0));
        Restoration others = new Restoration(List.of());
        assertEquals(hidden.toString(), others.restore(hidden.toString()), "no other request puts anything back");
    }

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> entities = Arbitraries.of("jane.doe@example.org", "4111 1111 1111 1111", "DE89 3704 0044 0532 0130 00", "078-05-1120", "192.168.10.44",
                "[EMAIL_ADDRESS_1]", "[", "]", "[IBAN");
        Arbitrary<String> words = Arbitraries.strings().withCharRange('a', 'z').withChars(" .,:@0123456789-\n").ofMaxLength(8);
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(1, entities), net.jqwik.api.Tuple.of(3, words), net.jqwik.api.Tuple.of(1, Arbitraries.of(" ", ". ", "\n")))
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
    void choicesAndCallsArePiecedTogetherByThemselves() throws Exception {
        List<Buffer> events = List.of(event(0, "jane.", null), event(1, "4111 1111 ", null), event(0, "doe@example", null), event(1, "1111 1111.", null),
                event(0, ".org!", "stop"), event(1, null, "stop"));
        Deltas deltas = new Deltas(channel -> new PersonalDataGate(PERSONAL, false));
        assertEquals("[EMAIL_ADDRESS]!", passed(deltas, events, 0));
        assertEquals("[CREDIT_CARD].", passed(new Deltas(channel -> new PersonalDataGate(PERSONAL, false)), events, 1));
    }

    @Test
    void whatDoesNotChangePassesAsItCame() {
        Deltas deltas = new Deltas(channel -> new RestoringGate(new Restoration(List.of()), false));
        for (String raw : new String[] {": ping\n\n", "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}, \"x\":1.50}]}\n\n",
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hello\"}}]}\n\n", "data: {\"choices\":[],\"usage\":{}}\n\n", "data: [DONE]\n\n"}) {
            Buffer buffer = Buffer.buffer(raw);
            assertEquals(raw, deltas.pass(new SseEvents().feed(buffer).getFirst()).toString());
        }
    }

    @Test
    void aProviderCannotOpenChannelsWithoutEnd() {
        Deltas deltas = new Deltas(channel -> new RestoringGate(new Restoration(List.of()), false));
        for (int choice = 0; choice <= Deltas.MOST_CHANNELS; choice++) {
            assertTrue(deltas.stop().isEmpty(), "after " + choice);
            deltas.pass(new SseEvents().feed(event(choice, "x", null)).getFirst());
        }
        assertFalse(deltas.stop().isEmpty());
    }

    @Test
    void argumentsAreRestoredAsJson() throws Exception {
        Restoration restoration = new Restoration(List.of());
        String placeholder = restoration.placeholder(new Entity("PERSON", new Span(0, 1), 1), "Jane \"J\" Doe");
        Deltas deltas = new Deltas(channel -> new RestoringGate(restoration, channel.isJson()));
        StringBuilder arguments = new StringBuilder();
        for (String piece : new String[] {"{\"to\":\"" + placeholder.substring(0, 4), placeholder.substring(4), "\"}"}) {
            ObjectNode event = JSON.createObjectNode();
            event.putArray("choices").addObject().put("index", 0).putObject("delta").putArray("tool_calls").addObject().put("index", 0).putObject("function")
                    .put("arguments", piece);
            Buffer out = deltas.pass(new SseEvents().feed(Buffer.buffer("data: " + event + "\n\n")).getFirst());
            if (out.length() > 0) {
                arguments.append(JSON.readTree(new SseEvents().feed(out).getFirst().data().orElseThrow()).at("/choices/0/delta/tool_calls/0/function/arguments").asText());
            }
        }
        assertEquals("Jane \"J\" Doe", JSON.readTree(arguments.toString()).path("to").asText());
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
