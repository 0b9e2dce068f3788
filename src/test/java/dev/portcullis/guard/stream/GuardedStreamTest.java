package dev.portcullis.guard.stream;

import static dev.portcullis.guard.stream.Passed.arguments;
import static dev.portcullis.guard.stream.Passed.choice;
import static dev.portcullis.guard.stream.Passed.content;
import static dev.portcullis.guard.stream.Passed.delta;
import static dev.portcullis.guard.stream.Passed.finish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.pipeline.BrokenStream;
import dev.portcullis.pipeline.SseEvents;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuardedStreamTest {

    private static final String DONE = "data: [DONE]\n\n";

    private final Passed stream = Passed.through(channel -> new Shouting());

    @Test
    void whatIsHeldComesWithALaterPieceOrBeforeTheEnd() {
        stream.gives(content("ask al"));
        assertEquals(Map.of("0 content", "ASK "), stream.texts());
        assertEquals(2, stream.held);
        stream.gives(content("i"));
        assertEquals(1, stream.chunks.size(), "an event of which nothing may go is no event");
        stream.gives(content("ce now")).gives(finish(0)).gives(DONE).ends();
        assertEquals(Map.of("0 content", "ASK ALICE NOW"), stream.texts());
        assertTrue(stream.bytes().endsWith(choice(0, "\"delta\":{},\"finish_reason\":\"stop\"") + DONE));
        assertTrue(stream.completed);
        assertEquals(0, stream.held);
        assertEquals(1, stream.over);
    }

    @Test
    void whatComesWithoutAReasonToFinishComesBeforeTheEndOfAll() {
        for (String end : new String[] {DONE, "data: {\"error\":{\"message\":\"late\"}}\n\n", ""}) {
            Passed each = Passed.through(channel -> new Shouting()).gives(content("ask")).offers(end).ends();
            assertEquals("ASK", each.texts().get("0 content"));
            assertTrue(each.bytes().endsWith(end.replace("late", "LATE")), each.bytes());
        }
        stream.gives(content("ask")).breaks(new BrokenStream(BrokenStream.Cause.RESET, "reset"));
        assertEquals("ASK", stream.texts().get("0 content"));
        assertEquals(BrokenStream.Cause.RESET, assertInstanceOf(BrokenStream.class, stream.failure).why());
    }

    @Test
    void anEventWithUsageIsKeptAndTextThatFollowsIsNotCut() {
        stream.gives(content("ask al")).gives("data: {\"choices\":[],\"usage\":{\"total_tokens\":3}}\n\n").gives(content("ice")).gives(DONE);
        assertEquals("ASK ALICE", stream.texts().get("0 content"));
        assertEquals(3, stream.events().get(1).at("/usage/total_tokens").asInt());
        stream.ends();
        Passed last = Passed.through(channel -> new Shouting());
        last.gives(choice(0, "\"delta\":{\"content\":\"ask\"},\"finish_reason\":null}],\"usage\":{\"total_tokens\":4},\"x\":[{\"y\":1"));
        assertEquals(4, last.events().getFirst().at("/usage/total_tokens").asInt());
    }

    @Test
    void eachTextOfEachChoiceIsOneByItself() {
        stream.gives(content(0, "one")).gives(content(1, "two")).gives(delta(0, "refusal", "three")).gives(delta(0, "reasoning_content", "four"))
                .gives(delta(1, "reasoning", "five")).gives(arguments(0, 0, "six")).gives(arguments(0, 1, "seven"))
                .gives(choice(2, "\"text\":\"eight\",\"finish_reason\":null")).gives(choice(3, "\"delta\":{\"function_call\":{\"arguments\":\"nine\"}}"))
                .gives(choice(3, "\"delta\":{\"audio\":{\"transcript\":\"ten\"}}"));
        assertEquals(Map.of(), stream.texts());
        stream.gives(content(0, " a")).gives(content(1, " b")).gives(finish(1)).gives(DONE);
        assertEquals(Map.of("0 content", "ONE A", "1 content", "TWO B", "0 refusal", "THREE", "0 reasoning_content", "FOUR", "1 reasoning", "FIVE",
                "0 call 0", "SIX", "0 call 1", "SEVEN", "2 text", "EIGHT", "3 call", "NINE", "3 transcript", "TEN"), stream.texts());
    }

    @Test
    void partsOfAContentAreToldApart() {
        String part = "\"delta\":{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"%s\"}]}]},\"finish_reason\":null";
        stream.gives(choice(0, part.formatted("so th"))).gives(choice(0, part.formatted("at"))).gives(content("it is")).gives(DONE);
        StringBuilder thought = new StringBuilder();
        stream.events().forEach(event -> thought.append(event.at("/choices/0/delta/content/0/thinking/0/text").asText()));
        assertEquals("SO THAT", thought.toString());
        assertEquals("IT IS", stream.texts().get("0 content"));
    }

    /** Titles of two citations came as one, in a third that had neither address nor place. */
    @Test
    void whatATextCitesComesWhole() {
        String cited = "\"delta\":{\"annotations\":[{\"type\":\"url_citation\",\"url_citation\":{\"title\":\"%s\",\"url\":\"http://x\"}}]},\"finish_reason\":null";
        stream.gives(choice(0, cited.formatted("so"))).gives(choice(0, cited.formatted("it is"))).gives(DONE);
        assertEquals(List.of("SO", "IT IS"), stream.events().stream().map(event -> event.at("/choices/0/delta/annotations/0/url_citation/title").asText()).toList());
    }

    @Test
    void callsWithoutAnIndexAreToldApartByTheirIds() {
        String call = "\"delta\":{\"tool_calls\":[{\"id\":\"%s\",\"function\":{\"name\":\"send\",\"arguments\":\"%s\"}}]}";
        stream.gives(choice(0, call.formatted("a", "bo"))).gives(choice(0, call.formatted("b", "mb"))).gives(DONE);
        assertTrue(stream.bytes().contains("\"BO\"") && stream.bytes().contains("\"MB\""), stream.bytes());
        assertEquals("SEND", stream.events().getFirst().at("/choices/0/delta/tool_calls/0/function/name").asText());
    }

    /** OpenAI's SDKs read a call's arguments when the next call begins: they were held until the end of the choice, and so were cut there. */
    @Test
    void argumentsAreWholeBeforeTheNextCallBegins() {
        stream.gives(arguments(0, 0, "{\"city\": \"Ab \\\"}c")).gives(arguments(0, 0, "d\", \"days\": [{},1]")).gives(arguments(0, 0, "}\n"));
        assertEquals("{\"CITY\": \"AB \\\"}CD\", \"DAYS\": [{},1]}\n", stream.texts().get("0 call 0"));
        assertEquals(0, stream.held);
        stream.gives(arguments(0, 1, "[{}")).gives(arguments(0, 1, ",{}]"));
        assertEquals("[{},{}]", stream.texts().get("0 call 1"));
        stream.gives(finish(0)).gives(DONE).ends();
        assertTrue(stream.completed);
    }

    @Test
    void whatFollowsArgumentsThatAreClosedPassesAGateOfItsOwn() {
        stream.gives(arguments(0, 0, "{}"));
        assertEquals(Map.of("0 call 0", "{}"), stream.texts());
        stream.gives(arguments(0, 0, "a b"));
        assertEquals("{}A ", stream.texts().get("0 call 0"));
        assertEquals(1, stream.held);
        stream.gives(arguments(0, 0, "c")).gives(finish(0)).gives(DONE).ends();
        assertEquals("{}A BC", stream.texts().get("0 call 0"));
        assertEquals(0, stream.held);
    }

    @Test
    void aStopInArgumentsThatAreClosedEndsTheStream() {
        stream.gives(arguments(0, 0, "{\"a\":\"bomb\"")).gives(arguments(0, 0, "}"));
        assertTrue(stream.cancelled);
        assertEquals(Map.of(), stream.texts());
    }

    /** Quotes that are not JSON's may hold a brace, behind which a value goes on. */
    @Test
    void aBraceClosesNothingInWhatCannotBeJson() {
        for (String begin : List.of("{'a': '}", "{\"a\": 1}{`}", "/*{}", "}{", "text {}", "{}]")) {
            Passed odd = Passed.through(channel -> new Shouting());
            odd.gives(arguments(0, 0, begin)).gives(arguments(0, 0, "b"));
            assertTrue(odd.held > 1, begin);
            odd.gives(finish(0)).gives(DONE).ends();
            assertEquals((begin + "b").toUpperCase(java.util.Locale.ROOT), odd.texts().get("0 call 0"), begin);
        }
    }

    /**
     * Gemini's, which it wants back whole: the end of one was held, and came in an event of its own, whose call of a tool had no function.
     * AI SDK kept the beginning as the signature, and could not read that event.
     */
    @Test
    void signaturesOfThoughtsAreNoTexts() {
        String call = choice(0, "\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"type\":\"function\",\"function\":{\"arguments\":\"{}\"},"
                + "\"extra_content\":{\"google\":{\"thought_signature\":\"q0w+Xy\"}}}]}");
        String message = choice(0, "\"delta\":{\"extra_content\":{\"google\":{\"thought_signature\":\"ab c\"}},"
                + "\"provider_specific_fields\":{\"thought_signatures\":[\"d e\"]}}");
        stream.gives(call).gives(message).gives(finish(0)).gives(DONE).ends();
        assertEquals(call + message + finish(0) + DONE, stream.bytes());
    }

    @Test
    void textsBesideTheDeltasAreWholeOnes() {
        stream.gives("data: {\"citations\":[{\"title\":\"a title\",\"url\":\"http://x\"},\"b\"],\"choices\":[{\"index\":0,\"delta\":{\"content\":\"c \"},\"note\":\"d\"}]}\n\n");
        JsonNode event = stream.events().getFirst();
        assertEquals("A TITLE", event.at("/citations/0/title").asText());
        assertEquals("HTTP://X", event.at("/citations/0/url").asText());
        assertEquals("B", event.at("/citations/1").asText());
        assertEquals("D", event.at("/choices/0/note").asText());
    }

    @Test
    void whatSaysATextOnceMoreGoesUnlessTheTextPassesAsItCame() {
        String echo = "\"logprobs\":{\"content\":[{\"token\":\"bob\",\"bytes\":[98,111,98]}]},\"token_ids\":[7],\"finish_reason\":null";
        for (String delta : new String[] {"{\"role\":\"assistant\",\"content\":\"bob\"}", "{}", "{\"content\":\"BOB bob\"}", "{\"content\":\"B B B\"}"}) {
            Passed each = Passed.through(channel -> new Shouting()).gives(choice(0, "\"delta\":" + delta + ',' + echo));
            assertFalse(each.bytes().contains("98") || each.bytes().contains('[' + "7"), each.bytes());
        }
        Passed same = Passed.through(channel -> new Shouting());
        same.gives(choice(0, "\"delta\":{\"content\":\"BOB \"}," + echo));
        assertEquals(choice(0, "\"delta\":{\"content\":\"BOB \"}," + echo), same.bytes());
        stream.gives("data: {\"prompt_logprobs\":[{\"9\":{\"decoded_token\":\"bob\"}}],\"choices\":[{\"delta\":{\"content\":\"B \"}}]}\n\n");
        assertFalse(stream.bytes().contains("bob"), stream.bytes());
    }

    @Test
    void whatIsSaidOfTheWholeSoFarShowsNothingThatIsHeld() {
        stream.gives(choice(0, "\"delta\":{\"content\":\"ask bob\"},\"message\":{\"role\":\"assistant\",\"content\":\"ask bob\"},\"finish_reason\":null"));
        assertFalse(stream.bytes().contains("bob") || stream.bytes().contains("BOB"), stream.bytes());
        stream.gives(choice(0, "\"delta\":{\"content\":\"by\"},\"message\":{\"content\":\"ask bobby\"},\"finish_reason\":\"stop\""));
        assertEquals("ASK BOBBY", stream.events().getLast().at("/choices/0/message/content").asText());
        assertEquals("ASK BOBBY", stream.texts().get("0 content"));
    }

    @Test
    void aPauseLetsGoWhatTheGateSaysAndNothingElse() {
        stream.gives(content("that"));
        assertEquals(0, stream.timer.waiting(), "nothing would come of it");
        stream.gives(content("'s it."));
        assertEquals(1, stream.timer.waiting());
        stream.timer.passes();
        assertEquals("THAT'S IT.", stream.texts().get("0 content"));
        assertEquals(0, stream.timer.waiting());
        assertEquals(0, stream.held);
        stream.gives(content(" no.")).gives(content("w")).gives(DONE);
        assertEquals("THAT'S IT. NO.W", stream.texts().get("0 content"));
    }

    /** The end of what a model thinks came behind the beginning of what it says. */
    @Test
    void whatMayGoOfATextGoesBeforeTheNextOneBegins() {
        stream.gives(delta(0, "reasoning", "that's it.")).gives(content(1, "not mine.")).gives(content(0, "yes no"));
        assertEquals(List.of("{\"reasoning\":\"THAT'S \"}", "{\"reasoning\":\"IT.\"}", "{\"content\":\"YES \"}"),
                stream.events().stream().map(event -> event.at("/choices/0")).filter(choice -> choice.path("index").asInt() == 0)
                        .map(choice -> choice.path("delta").toString()).toList());
        assertFalse(stream.texts().get("1 content").contains("MINE"), "another choice is nobody's business");
    }

    /** The call of a tool begins with a name and no arguments: what a model said before it came behind that. */
    @Test
    void whatMayGoOfATextGoesBeforeTheCallOfAToolBegins() {
        stream.gives(content("that's it.")).gives(arguments(0, 0, "")).gives(arguments(0, 0, "{}")).gives(finish(0));
        assertEquals(List.of("{\"content\":\"THAT'S \"}", "{\"content\":\"IT.\"}", "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\"}}]}",
                        "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{}\"}}]}", "{}"),
                stream.events().stream().map(event -> event.at("/choices/0/delta").toString()).toList());
    }

    @Test
    void noTimerOutlivesItsStream() {
        for (int i = 0; i < 2_000; i++) {
            Passed each = Passed.through(channel -> new Shouting()).gives(content("it."));
            assertEquals(1, each.timer.waiting());
            switch (i % 4) {
                case 0 -> each.leaves();
                case 1 -> each.gives(DONE).ends();
                case 2 -> each.breaks(new BrokenStream(BrokenStream.Cause.RESET, "reset"));
                default -> each.stream.abandon();
            }
            assertEquals(0, each.timer.waiting(), "after " + i % 4);
            assertEquals(0, each.held);
            assertEquals(1, each.over);
        }
    }

    @Test
    void whoHasLeftIsToldNothing() {
        stream.gives(content("one two"));
        stream.leaves();
        assertTrue(stream.cancelled);
        stream.asked = 1;
        stream.gives(content(" three")).ends();
        stream.stream.abandon();
        assertEquals("ONE ", stream.texts().get("0 content"));
        assertFalse(stream.completed);
        assertEquals(1, stream.over);
    }

    @Test
    void aStopEndsTheStreamBehindWhatWasLetGoAndCancelsTheProvider() {
        stream.gives(content("a nice ") + content("bomb ") + content("more "));
        assertEquals("A NICE ", stream.texts().get("0 content"));
        BrokenStream why = assertInstanceOf(BrokenStream.class, stream.failure);
        assertEquals("policy_violation", why.code());
        assertTrue(why.getMessage().contains("no-bombs"));
        assertTrue(stream.cancelled);
        Passed last = Passed.through(channel -> new Shouting()).gives(content("bomb")).gives(DONE);
        assertEquals("", last.bytes());
        assertInstanceOf(BrokenStream.class, last.failure);
    }

    @Test
    void aGateThatFailsLetsNothingThrough() {
        IllegalStateException bug = new IllegalStateException("a bug");
        Passed each = Passed.through(channel -> {
            throw bug;
        }).gives(content("anything"));
        assertSame(bug, each.failure);
        assertEquals("", each.bytes());
        assertTrue(each.cancelled);
    }

    @Test
    void whatCannotBeReadEndsAStreamThatIsKeptBackAndPassesElsewhere() {
        // It comes in two chunks, of which the first is more than is held.
        String huge = "data: {\"x\":\"" + "x".repeat(SseEvents.DEFAULT_BOUND);
        for (String event : new String[] {"data: {not json\n\n", "data: bob\n\n", "data: [\"bob\"]\n\n", "data: {\"a\":\"b\",\"a\":\"c\"}\n\n", "data: {} {}\n\n", huge}) {
            Passed strict = Passed.through(channel -> new Shouting()).gives(content("a b")).gives(event);
            assertEquals("A ", strict.texts().get("0 content"));
            assertFalse(strict.bytes().contains("bob"));
            assertEquals("upstream_error", assertInstanceOf(BrokenStream.class, strict.failure).code());
            Passed open = Passed.through(channel -> new Shouting(), false, "", Long.MAX_VALUE).gives(content("a b")).gives(event)
                    .gives(event.equals(huge) ? "\"}\n\n" + DONE : DONE).ends();
            assertTrue(open.bytes().endsWith((event.equals(huge) ? huge + "\"}\n\n" : event) + DONE));
            assertNull(open.failure);
        }
    }

    @Test
    void bytesThatAreNoUtf8AreReadAsMostClientsDo() {
        stream.gives(Buffer.buffer("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"bob ").appendByte((byte) 0xff).appendString("\"}}]}\n\n")).gives(DONE);
        assertEquals("BOB \ufffd", stream.texts().get("0 content"));
    }

    @Test
    void whatWasFoundIsToldInACommentBeforeTheEnd() {
        Passed each = Passed.through(channel -> new Shouting(), true, "pii=1", Long.MAX_VALUE).gives(content("a")).gives(DONE).ends();
        assertTrue(each.bytes().endsWith("\n\n: x-portcullis-guard: pii=1\n\n" + DONE), each.bytes());
    }

    @Test
    void nothingIsReadThatNobodyAskedFor() {
        Passed slow = Passed.through(channel -> new Shouting(), true, "", 0);
        assertEquals(0, slow.asked);
        slow.wants(1);
        assertEquals(1, slow.asked);
        slow.gives(content("bob"));
        assertEquals(1, slow.asked, "nothing could be handed on, so it reads on");
        slow.gives(content(" and"));
        assertEquals(1, slow.chunks.size());
        assertEquals(0, slow.asked);
        slow.ends();
        assertFalse(slow.completed, "the rest waits for somebody who wants it");
        slow.wants(1);
        assertEquals("BOB AND", slow.texts().get("0 content"));
        assertTrue(slow.completed);
    }

    @Test
    void whatDoesNotChangePassesAsTheVeryBytes() {
        Buffer chunk = Buffer.buffer(": ping\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}, \"x\":1.50}]}\n\n"
                + content("ONE ") + "data: {\"choices\":[],\"usage\":{}}\n\n" + DONE);
        stream.gives(chunk).ends();
        assertEquals(chunk.toString(), stream.bytes());
    }

    @Test
    void anEventCutShortOfItsBlankLineIsEndedBeforeWhatIsHeld() {
        String open = content("ask bob");
        stream.gives(open.substring(0, open.length() - 1)).ends();
        assertEquals("ASK BOB", stream.texts().get("0 content"));
    }

    @Test
    void aProviderCannotOpenTextsWithoutEnd() {
        for (int i = 0; i < Deltas.MOST_CHANNELS; i++) {
            stream.gives(arguments(0, i, "x"));
        }
        assertNull(stream.failure);
        stream.gives(arguments(0, Deltas.MOST_CHANNELS, "x"));
        assertInstanceOf(BrokenStream.class, stream.failure);
        assertTrue(stream.cancelled);
    }
}
