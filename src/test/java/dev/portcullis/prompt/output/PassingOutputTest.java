package dev.portcullis.prompt.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.BrokenStream;
import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PassingOutputTest {

    private static final String VALIDATION = "{\"required_sections\":[\"Analysis\",\"Next\"],\"min_tokens\":3,\"max_tokens\":9}";

    private final List<Verdict> told = new ArrayList<>();
    private final PassingOutput passing = new PassingOutput(Outputs.contract(VALIDATION), told::add);

    private String pass(List<String> chunks) {
        return String.join("", passing.pass(Multi.createFrom().iterable(chunks.stream().map(Buffer::buffer).toList()))
                .map(chunk -> chunk.toString(StandardCharsets.UTF_8)).collect().asList().await().indefinitely());
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of("# Ana", "lysis", "\n", "# Analysis\n", "**Next", "**", "Next: ", "word ", "```\n", "\u4e2d", "").list().ofMaxSize(14);
    }

    @Property(tries = 500)
    void aStreamIsJudgedAsTheWhole(@ForAll("pieces") List<String> one, @ForAll("pieces") List<String> other, @ForAll long seed) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
            if (i < one.size()) {
                events.add(Outputs.event(0, one.get(i)));
            }
            if (i < other.size()) {
                events.add(Outputs.event(1, other.get(i)));
            }
        }
        events.add(0, Outputs.event(0, ""));
        events.add(1, Outputs.event(1, ""));
        events.add(Outputs.DONE);
        List<Verdict> verdicts = new ArrayList<>();
        PassingOutput stream = new PassingOutput(Outputs.contract(VALIDATION), verdicts::add);
        List<Buffer> chunks = chunks(events, new Random(seed));
        String passed = String.join("", stream.pass(Multi.createFrom().iterable(chunks)).map(Buffer::toString).collect().asList().await().indefinitely());
        Verdict whole = Texts.of(Outputs.whole(String.join("", one), String.join("", other)).getBytes(StandardCharsets.UTF_8)).verdict(Outputs.contract(VALIDATION));
        assertEquals(List.of(whole), verdicts);
        String before = String.join("", events.subList(0, events.size() - 1));
        assertEquals(before + ": x-portcullis-output: " + whole + "\n\n" + Outputs.DONE, passed);
    }

    private static List<Buffer> chunks(List<String> events, Random random) {
        List<Buffer> chunks = new ArrayList<>();
        Buffer chunk = Buffer.buffer();
        for (String event : events) {
            chunk.appendString(event);
            if (random.nextBoolean()) {
                chunks.add(chunk);
                chunk = Buffer.buffer();
            }
        }
        chunks.add(chunk);
        return chunks;
    }

    @Test
    void nothingWaitsForTheVerdict() {
        List<String> passed = new ArrayList<>();
        List<String> events = List.of(Outputs.event(0, "a"), ": ping\n\n", Outputs.event(0, "b"));
        Multi<Buffer> chunks = Multi.createFrom().iterable(events).invoke(event -> assertEquals(events.indexOf(event), passed.size())).map(Buffer::buffer);
        passing.pass(chunks).subscribe().with(chunk -> passed.add(chunk.toString()));
        assertEquals(events, passed);
    }

    @Test
    void aStreamThatBreaksOrIsLeftIsNotJudged() {
        Multi<Buffer> broken = Multi.createBy().concatenating().streams(Multi.createFrom().item(Buffer.buffer(Outputs.event(0, "a"))),
                Multi.createFrom().failure(new BrokenStream(BrokenStream.Cause.RESET, "gone")));
        passing.pass(broken).subscribe().with(chunk -> { }, failure -> { });
        assertEquals("unchecked;incomplete", passing.soFar());
        passing.over();
        passing.over();
        assertEquals(List.of(Verdict.unchecked("incomplete")), told);
    }

    @Test
    void behindAnEndThatCameInPiecesTheVerdictIsToldToo() {
        String all = Outputs.event(0, "# Analysis\nNext: a") + Outputs.DONE;
        List<String> letters = all.chars().mapToObj(c -> String.valueOf((char) c)).toList();
        assertEquals(all + ": x-portcullis-output: passed\n\n", pass(letters));
        assertEquals(List.of(Verdict.PASSED), told);
    }

    @Test
    void afterItsEndNothingCounts() {
        pass(List.of(Outputs.event(0, "# Analysis\nNext: a") + Outputs.DONE + Outputs.event(0, "word ".repeat(100)) + Outputs.DONE));
        passing.over();
        assertEquals(List.of(Verdict.PASSED), told);
    }

    @Test
    void oneThatIsTooLongIsForgotten() {
        List<String> events = new ArrayList<>(java.util.Collections.nCopies(300, Outputs.event(0, "a".repeat(1_024))));
        events.add(Outputs.DONE);
        assertTrue(pass(events).endsWith(": x-portcullis-output: unchecked;too_long\n\n" + Outputs.DONE));
    }

    @Test
    void whatCannotBeReadIsSaid() {
        assertTrue(pass(List.of(Outputs.event(0, "a"), "data: {\n\n", Outputs.DONE)).contains(": x-portcullis-output: unchecked;unreadable\n\n"));
        assertFalse(told.getFirst().isFailed());
    }
}
