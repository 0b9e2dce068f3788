package dev.portcullis.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SseEventsTest {

    @Property(tries = 2_000)
    void anySplitOfAnyRecordedStreamGivesTheSameEvents(@ForAll("recordings") Path recording, @ForAll("cuts") List<Integer> cuts) {
        Buffer whole = Buffer.buffer(Recordings.read(recording));

        List<SseEvent> asOne = split(whole, List.of());
        List<SseEvent> asMany = split(whole, cuts);

        assertEquals(whole, joined(asMany));
        assertEquals(raws(asOne), raws(asMany));
    }

    @Test
    void everySingleByteCutOfEveryRecordingGivesTheSameBytes() {
        for (Path recording : Recordings.streams()) {
            Buffer whole = Buffer.buffer(Recordings.read(recording));
            SseEvents events = new SseEvents();
            List<SseEvent> all = new ArrayList<>();
            for (int i = 0; i < whole.length(); i++) {
                all.addAll(events.feed(whole.slice(i, i + 1)));
            }
            all.addAll(events.end());
            assertEquals(whole, joined(all), recording.toString());
        }
    }

    @Test
    void linesMayEndInAnyOfTheThreeWays() {
        for (String end : List.of("\n", "\r\n", "\r")) {
            String stream = "data: a" + end + "data: b" + end + end + ": comment" + end + end + "data:c" + end + end;
            List<SseEvent> events = split(Buffer.buffer(stream), List.of());
            assertEquals(3, events.size(), "line end " + end.length());
            assertEquals("a\nb", data(events.get(0)));
            assertTrue(events.get(1).data().isEmpty());
            assertEquals("c", data(events.get(2)));
        }
    }

    /** The LF of a cut CRLF stood before the next event, and went with it where that was kept back: some readers then took both for one. */
    @Test
    void eventsAreWholeWhereverTheyAreCut() {
        for (String end : List.of("\n", "\r\n", "\r")) {
            List<String> each = List.of(": comment" + end + end, end, "data: a" + end + "data: b" + end + end, "data: c" + end + end);
            Buffer whole = Buffer.buffer(String.join("", each));
            for (int cut = 1; cut < whole.length(); cut++) {
                assertEquals(each, raws(split(whole, List.of(cut))), end.length() + " cut at " + cut);
            }
        }
    }

    @Test
    void anEventWaitsOnlyForTheLineFeedThatMayCome() {
        SseEvents carriageReturns = new SseEvents();
        assertEquals(List.of("data: a\r\r"), raws(carriageReturns.feed(Buffer.buffer("data: a\r\r"))));
        SseEvents both = new SseEvents();
        assertEquals(List.of(), both.feed(Buffer.buffer("data: a\r\n\r")));
        assertEquals(List.of(), both.feed(Buffer.buffer()));
        assertEquals(List.of("data: a\r\n\r", "data: b\n\n"), raws(both.feed(Buffer.buffer("data: b\n\n"))));
        assertEquals(List.of(), both.feed(Buffer.buffer("data: c\r\n\r")));
        assertEquals(List.of("data: c\r\n\r"), raws(both.end()));
    }

    /** Readers skip it and see the event, which was not looked into. */
    @Test
    void aByteOrderMarkHidesNothing() {
        SseEvent first = new SseEvents().feed(Buffer.buffer("\uFEFFdata: words\n\n")).getFirst();
        assertEquals("words", new String(first.data().orElseThrow(), StandardCharsets.UTF_8));
        assertEquals("\uFEFFdata: words\n\n", first.raw().toString());
    }

    @Test
    void anEventWithoutItsBlankLineComesAtTheEnd() {
        SseEvents events = new SseEvents();
        assertEquals(List.of(), events.feed(Buffer.buffer("data: [DONE]\n")));
        assertEquals("[DONE]", data(events.end().getFirst()));
        assertEquals(List.of(), events.end());
    }

    @Test
    void charactersCutInTwoComeOutWhole() {
        byte[] bytes = "data: 東京 🚲\n\n".getBytes(StandardCharsets.UTF_8);
        for (int cut = 1; cut < bytes.length; cut++) {
            List<SseEvent> events = split(Buffer.buffer(bytes), List.of(cut));
            assertEquals("東京 🚲", data(events.getFirst()));
        }
    }

    @Test
    void anEventOverTheBoundPassesInPiecesThatNobodyLooksInto() {
        SseEvents events = new SseEvents(16);
        List<SseEvent> all = new ArrayList<>(events.feed(Buffer.buffer("data: 0123456789abcdef")));
        all.addAll(events.feed(Buffer.buffer("ghi\n\ndata: next\n\n")));

        assertEquals("data: 0123456789abcdefghi\n\ndata: next\n\n", joined(all).toString());
        assertEquals(List.of(true, true, false), all.stream().map(SseEvent::piece).toList());
        assertTrue(all.getFirst().data().isEmpty());
    }

    @Provide
    Arbitrary<Path> recordings() {
        return Arbitraries.of(Recordings.streams());
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(1, 30_000).list().ofMaxSize(60);
    }

    static List<Buffer> pieces(Buffer whole, List<Integer> cuts) {
        List<Buffer> pieces = new ArrayList<>();
        int from = 0;
        for (int cut : cuts.stream().filter(at -> at < whole.length()).sorted().distinct().toList()) {
            pieces.add(whole.slice(from, cut));
            from = cut;
        }
        pieces.add(whole.slice(from, whole.length()));
        return pieces;
    }

    private static List<SseEvent> split(Buffer whole, List<Integer> cuts) {
        SseEvents events = new SseEvents();
        List<SseEvent> all = new ArrayList<>();
        pieces(whole, cuts).forEach(piece -> all.addAll(events.feed(piece)));
        all.addAll(events.end());
        return all;
    }

    private static List<String> raws(List<SseEvent> events) {
        return events.stream().map(event -> event.raw().toString()).toList();
    }

    private static String data(SseEvent event) {
        return new String(event.data().orElseThrow(), StandardCharsets.UTF_8);
    }

    private static Buffer joined(List<SseEvent> events) {
        Buffer all = Buffer.buffer();
        events.forEach(event -> all.appendBuffer(event.raw()));
        return all;
    }
}
