package dev.portcullis.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void anUnchangedBodyLeavesAsTheVeryBufferThatCame() {
        Payload payload = chat("{\"model\":\"m\", \"messages\":[] ,\"x\":1}");
        assertSame(payload.bytes(), payload.forProvider("m", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"prompt\":{\"id\":\"p\"}}",
        "{\"model\":\"prompt/p\"}",
        "{\"model\":\"m\",\"prompt_id\":\"p\",\"messages\":[]}",
    })
    void aPromptBringsWhatTheCallLeavesOut(String body) {
        assertTrue(chat(body).namesPrompt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"model\":\"m\",\"messages\":[],\"prompt\":null}", "{\"model\":\"m\",\"messages\":[],\"prompt\":\"text\",\"prompt_id\":1}"})
    void whatNamesNoPromptIsLeftAlone(String body) {
        assertFalse(chat(body).namesPrompt());
    }

    @Test
    void aPromptIsNamedOnce() {
        assertThrows(Refused.class, () -> chat("{\"prompt\":{\"id\":\"p\"},\"prompt\":{\"id\":\"q\"}}"));
        assertThrows(Refused.class, () -> chat("{\"prompt\":{\"id\":\"p\"},\"prompt_id\":\"q\"}"));
        assertFalse(Payload.read(Buffer.buffer("{\"model\":\"m\",\"prompt\":\"text\"}"), Endpoint.COMPLETIONS).namesPrompt());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"model\":\"m\",\"prompt\":{\"id\":\"p\"},\"prompt\":null}",
        "{\"model\":\"m\",\"prompt\":\"text\",\"prompt\":{\"id\":\"p\"}}",
        "{\"model\":\"m\",\"prompt_id\":\"p\",\"prompt_id\":1}",
        "{\"model\":\"prompt/p\",\"prompt\":null,\"prompt\":{\"id\":\"p\"}}",
    })
    void whatNamesAPromptAndWhatNamesNoneDoNotStandUnderOneName(String body) {
        assertTrue(assertThrows(Refused.class, () -> chat(body)).refusal() instanceof Refusal.InvalidValue);
    }

    @Test
    void noModelNeedBeNamedWhereNoneIsAsked() {
        assertEquals("moderations", Payload.read(Buffer.buffer("{\"input\":\"x\"}"), Endpoint.MODERATIONS).model());
        assertThrows(Refused.class, () -> chat("{\"messages\":[]}"));
    }

    @Test
    void onlyTheModelsNameIsSplicedWhereItDiffers() {
        Payload payload = chat("{ \"messages\":[{\"role\":\"user\",\"content\":\"\\u00e9 model\"}],\n \"model\" : \"gpt\\u002d4o\" , \"unknown\":{\"model\":\"inner\"} }");
        assertEquals("gpt-4o", payload.model());
        assertEquals("{ \"messages\":[{\"role\":\"user\",\"content\":\"\\u00e9 model\"}],\n \"model\" : \"gpt-4o-2024\" , \"unknown\":{\"model\":\"inner\"} }",
                payload.forProvider("gpt-4o-2024", false).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"model\":\"m\",\"messages\":[],\"stream\":true}",
        "{\"stream_options\":null,\"model\":\"m\",\"messages\":[],\"stream\":true}",
        "{\"stream_options\":{},\"model\":\"m\",\"messages\":[],\"stream\":true}",
        "{\"model\":\"m\",\"messages\":[],\"stream\":true,\"stream_options\":{\"include_obfuscation\":false}}",
        "{\"model\":\"m\",\"stream_options\":{ \"include_usage\" : false, \"x\":[1,{}]},\"messages\":[],\"stream\":true}",
        "{\"model\":\"m\",\"stream_options\":{\"y\":{\"include_usage\":1},\"include_usage\":null},\"messages\":[],\"stream\":true}",
    })
    void usageIsAskedForWhereTheCallerDidNotAndNothingElseChanges(String body) throws IOException {
        Payload payload = chat(body);
        assertFalse(payload.usageAsked());

        JsonNode changed = JSON.readTree(payload.forProvider("other", true).getBytes());

        ObjectNode expected = (ObjectNode) JSON.readTree(body);
        expected.put("model", "other");
        if (!(expected.get("stream_options") instanceof ObjectNode)) {
            expected.putObject("stream_options");
        }
        ((ObjectNode) expected.get("stream_options")).put("include_usage", true);
        assertEquals(expected, changed);
    }

    @Test
    void usageThatTheCallerAskedForIsNotAskedForAgain() {
        Payload payload = chat("{\"model\":\"m\",\"messages\":[],\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
        assertTrue(payload.usageAsked());
        assertSame(payload.bytes(), payload.forProvider("m", true));
    }

    @Property(tries = 500)
    void anyModelNameSurvivesTheSplice(@ForAll @StringLength(min = 1, max = 100) String name) throws IOException {
        String body = "{\"messages\":[],\"model\":\"m\",\"last\":\"é\"}";
        JsonNode changed = JSON.readTree(chat(body).forProvider(name, false).getBytes());
        assertEquals(((ObjectNode) JSON.readTree(body)).put("model", wellFormed(name)), changed);
    }

    @Test
    void theEndUserIsReadFromEitherField() {
        assertEquals("u1", chat("{\"model\":\"m\",\"messages\":[],\"user\":\"u1\",\"safety_identifier\":\"u2\"}").user().orElseThrow());
        assertEquals("u2", chat("{\"model\":\"m\",\"messages\":[],\"safety_identifier\":\"u2\"}").user().orElseThrow());
        assertTrue(chat("{\"model\":\"m\",\"messages\":[],\"user\":null}").user().isEmpty());
    }

    /** Who wrote it otherwise had no limit of their own. */
    @ParameterizedTest
    @ValueSource(strings = {"\"user\":5", "\"user\":[\"a\"]", "\"user\":{\"id\":1}", "\"User\":\"a\"", "\"user\":\"a\",\"user\":\"b\"", "\"user\":null,\"user\":\"b\"",
            "\"safety_identifier\":true", "\"SAFETY_identifier\":\"a\""})
    void anEndUserIsNamedOnceAndByText(String field) {
        Refused refused = assertThrows(Refused.class, () -> chat("{\"model\":\"m\",\"messages\":[]," + field + "}"));
        assertInstanceOf(Refusal.InvalidValue.class, refused.refusal());
    }

    @Test
    void aConversationIsNamedByTextOrObject() {
        assertEquals("c1", chat("{\"model\":\"m\",\"messages\":[],\"conversation\":\"c1\"}").conversation().orElseThrow());
        Payload object = chat("{\"conversation\":{\"x\":{\"id\":\"no\",\"y\":[{\"id\":\"no\"}]},\"id\":\"c2\",\"z\":1},\"model\":\"m\",\"messages\":[]}");
        assertEquals("c2 m", object.conversation().orElseThrow() + " " + object.model());
        assertTrue(object.reachesBeyondModel());
        for (String none : new String[] {"null", "1", "[\"c\"]", "{}", "{\"id\":{\"id\":\"c\"}}", "{\"id\":null}"}) {
            assertTrue(chat("{\"model\":\"m\",\"conversation\":" + none + ",\"messages\":[]}").conversation().isEmpty(), none);
        }
        assertTrue(chat("{\"model\":\"m\",\"messages\":[],\"previous_response_id\":\"r1\"}").conversation().isEmpty(), "each turn has another one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "\"x\"", "{", "{\"model\":\"m\"", "{\"model\":\"m\",\"messages\":[]} x", "{'model':'m'}",
        "{\"model\":\"m\",\"messages\":[\"\\ud83\"]}", "{\"model\":\"m\",\"messages\":[],}", "{\"model\":\"m\",\"messages\":[\"a\u0001\"]}"})
    void malformedJsonIsRefusedAsSuch(String body) {
        assertInstanceOf(Refusal.InvalidJson.class, refusal(body));
    }

    /** Errors end up in callers' logs. */
    @Test
    void whatTheParserStumbledOverIsNotRepeated() {
        Refusal.InvalidJson refusal = assertInstanceOf(Refusal.InvalidJson.class, refusal("{\"model\":\"m\",\n\"messages\":[SECRET]}"));
        assertFalse(refusal.detail().contains("SECRET"), refusal.detail());
        assertTrue(refusal.detail().startsWith("line 2, column "), refusal.detail());
    }

    /** Of quotes that stood apart all between them was taken out: "Unexpected character ('.nulltruefalse')". */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":1} x | line 1, column 9: Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
            {"a":word}  | line 1, column 6: Unrecognized token: was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
            {"a":1 /x   | line 1, column 8: Unexpected character ('/' (code 47)): maybe a (non-standard) comment?
            {'a':1}     | line 1, column 2: Unexpected character (\'\'\' (code 39)): was expecting double-quote to start field name
            {"a":NaN}   | line 1, column 9: Non-standard token
            {"a":1      | line 1, column 7: Unexpected end-of-input: expected close marker for Object
            {"a":[}     | line 1, column 7: Unexpected close marker '}': expected ']'
            """)
    void whatTheParserSaysIsSaidInFull(String body, String said) {
        assertEquals(said, assertInstanceOf(Refusal.InvalidJson.class, refusal(body)).detail());
    }

    /** Where a control character stood between fields the parser's settings were named still. */
    @Test
    void ofFeedbackTooTheParsersOwnSettingsAreNotTold() {
        for (String body : List.of("{\"request_id\":\"r\",\"rating\":5", "{\"request_id\":\"r", "{\"actions\":[\"copy\"", "{\"rating\":5,\u001e\"a\":1}", "{\"rating\":\u001e5}",
                "{\"rating\":/*5*/5}", "{rating:5}", "{\"rating\":NaN}", "{\"rating\":+5}")) {
            Refused refused = assertThrows(Refused.class, () -> Payload.read(Buffer.buffer(body), Endpoint.FEEDBACK));
            String detail = assertInstanceOf(Refusal.InvalidJson.class, refused.refusal()).detail();
            assertTrue(detail.startsWith("line 1, column ") && !detail.contains("Source") && !detail.contains("ReadFeature"), detail);
        }
    }

    @Test
    void nestingHasABound() {
        String deep = "[".repeat(100_000);
        assertInstanceOf(Refusal.InvalidJson.class, refusal("{\"model\":\"m\",\"messages\":" + deep));
        String allowed = "[".repeat(120) + "]".repeat(120);
        assertEquals("m", chat("{\"model\":\"m\",\"messages\":" + allowed + "}").model());
    }

    @Test
    void invalidUtf8IsRefused() {
        Buffer body = Buffer.buffer("{\"model\":\"m\",\"messages\":[\"").appendByte((byte) 0xff).appendString("\"]}");
        assertInstanceOf(Refusal.InvalidJson.class,
                assertThrows(Refused.class, () -> Payload.read(body, Endpoint.CHAT)).refusal());
    }

    /** The gateway would check one value and the provider use the other. */
    @Test
    void aFieldThatIsActedOnMayNotBeGivenTwice() {
        for (String twice : List.of("\"model\":\"m\",\"mod\\u0065l\":\"n\"", "\"model\":\"m\",\"stream\":true,\"stream\":false",
                "\"model\":\"m\",\"stream_options\":{},\"stream_options\":{}", "\"model\":\"m\",\"max_tokens\":1,\"max_tokens\":2",
                "\"model\":\"m\",\"max_tokens\":null,\"max_tokens\":2", "\"model\":\"m\",\"n\":1,\"\\u006e\":2", "\"model\":\"m\",\"messages\":[]",
                "\"model\":\"m\",\"temperature\":0,\"temperature\":1", "\"model\":\"m\",\"seed\":7,\"see\\u0064\":null")) {
            assertInstanceOf(Refusal.InvalidValue.class, refusal("{\"messages\":[]," + twice + "}"), twice);
        }
    }

    /** Some providers match names without case. */
    @Test
    void aFieldThatIsActedOnMayNotBeWrittenOtherwise() {
        assertEquals(new Refusal.InvalidValue("Model", "this field's name is written in lower case"),
                refusal("{\"model\":\"m\",\"messages\":[],\"Model\":\"n\"}"));
        for (String name : List.of("N", "Max_Tokens", "MAX_COMPLETION_TOKENS", "Best_Of", "Stream", "Stream_Options",
                "Temperature", "SEED", "\u017feed", "Tools", "Functions", "Tool_Choice", "Function_Call", "Store", "Web_Search_Options", "Audio", "MODALITIES")) {
            assertInstanceOf(Refusal.InvalidValue.class, refusal("{\"model\":\"m\",\"messages\":[],\"" + name + "\":1}"), name);
        }
    }

    @Test
    void wrongTypesAreNamed() {
        assertEquals(new Refusal.InvalidValue("model", "a string is expected"), refusal("{\"model\":7,\"messages\":[]}"));
        assertEquals(new Refusal.InvalidValue("messages", "an array of messages is expected"), refusal("{\"model\":\"m\",\"messages\":\"hi\"}"));
        assertEquals(new Refusal.InvalidValue("stream", "true or false is expected"), refusal("{\"model\":\"m\",\"messages\":[],\"stream\":\"yes\"}"));
        assertEquals(new Refusal.InvalidValue("stream_options", "an object is expected"), refusal("{\"model\":\"m\",\"messages\":[],\"stream_options\":[]}"));
        assertEquals(new Refusal.InvalidValue("model", "a name of 1 to 256 characters is expected"),
                refusal("{\"messages\":[],\"model\":\"" + "x".repeat(257) + "\"}"));
    }

    @Test
    void whatIsMissingIsNamed() {
        assertEquals(new Refusal.MissingParameter("model"), refusal("{\"messages\":[]}"));
        assertEquals(new Refusal.MissingParameter("messages"), refusal("{\"model\":\"m\"}"));
        assertEquals(new Refusal.MissingParameter("input"), assertThrows(Refused.class,
                () -> Payload.read(Buffer.buffer("{\"model\":\"m\"}"), Endpoint.EMBEDDINGS)).refusal());
    }

    @Test
    void theMostThatMayBeAnsweredIsRead() {
        assertEquals(OptionalInt.empty(), with("").maxOutputTokens());
        assertEquals(OptionalInt.of(7), with(",\"max_tokens\":7").maxOutputTokens());
        assertEquals(OptionalInt.of(9), with(",\"max_completion_tokens\":9,\"max_tokens\":null").maxOutputTokens());
        assertEquals(OptionalInt.of(Payload.MAX_OUTPUT_TOKENS), with(",\"max_tokens\":10000000").maxOutputTokens());
    }

    /** Which of the two a provider reads is not known. */
    @Test
    void theLargerOfTwoLimitsCounts() {
        assertEquals(OptionalInt.of(100_000), with(",\"max_completion_tokens\":1,\"max_tokens\":100000").maxOutputTokens());
        assertEquals(OptionalInt.of(100_000), with(",\"max_completion_tokens\":100000,\"max_tokens\":1").maxOutputTokens());
    }

    @Test
    void answersAreCountedForEachPrompt() {
        assertEquals(1, with("").choices());
        assertEquals(3, with(",\"n\":3").choices());
        assertEquals(1, completion("\"Hello\"", "").choices());
        assertEquals(5, completion("\"Hello\"", ",\"n\":2,\"best_of\":5").choices());
        assertEquals(6, completion("[\"a\",\"b\",\"c\"]", ",\"n\":2").choices());
        assertEquals(2, completion("[1,2,3,4]", ",\"n\":2").choices());
        assertEquals(4, completion("[[1,2],[3,4]]", ",\"n\":2").choices());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "1.5", "1.0", "1e3", "\"7\"", "true", "[7]", "{}", "99999999999999999999", "-99999999999999999999"})
    void aLimitThatIsNoNumberOfTokensIsRefused(String value) {
        for (String name : List.of("max_tokens", "max_completion_tokens")) {
            assertEquals(new Refusal.InvalidValue(name, "a whole number from 1 to 10000000 is expected"),
                    refusal("{\"model\":\"m\",\"messages\":[],\"" + name + "\":" + value + "}"));
        }
        for (String name : List.of("n", "best_of")) {
            assertEquals(new Refusal.InvalidValue(name, "a whole number from 1 to 128 is expected"),
                    refusal("{\"" + name + "\":" + value + ",\"model\":\"m\",\"messages\":[]}"));
        }
    }

    @Test
    void aLimitBeyondReasonIsRefused() {
        assertInstanceOf(Refusal.InvalidValue.class, refusal("{\"model\":\"m\",\"messages\":[],\"max_tokens\":10000001}"));
        assertInstanceOf(Refusal.InvalidValue.class, refusal("{\"model\":\"m\",\"messages\":[],\"n\":129}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "0.0", "-0.000", "0e0", "0E+7", "0.0e-9"})
    void aTemperatureOfZeroIsReadHoweverItIsWritten(String zero) {
        assertTrue(with(",\"temperature\":" + zero).temperatureZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0.2", "1e-400", "-1", "10", "0.00001", "null", "\"0\"", "false", "[0]", "{\"a\":0}"})
    void whatIsNotTheNumberZeroIsNoTemperatureOfZero(String value) {
        assertFalse(with(",\"temperature\":" + value).temperatureZero());
        assertFalse(with("").temperatureZero());
    }

    @Test
    void aSeedIsANumber() {
        assertTrue(with(",\"seed\":0").seeded());
        assertTrue(with(",\"seed\":-9223372036854775809").seeded());
        for (String none : List.of("", ",\"seed\":null", ",\"seed\":\"7\"", ",\"seed\":[7]", ",\"x\":{\"seed\":7}")) {
            assertFalse(with(none).seeded(), none);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tools", "functions", "tool_choice", "function_call"})
    void toolsAreInPlayWhereAnythingSaysSo(String name) {
        for (String some : List.of("[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]", "[{}]", "[ 1 ]", "{}", "\"none\"", "\"auto\"", "true")) {
            assertTrue(with(",\"" + name + "\":" + some).usesTools(), some);
            assertTrue(with(",\"" + name + "\":[],\"" + name + "\":" + some + ",\"" + name + "\":null").usesTools(), some);
        }
        for (String none : List.of("null", "[]", "[ \n\t ]", "false")) {
            assertFalse(with(",\"" + name + "\":" + none).usesTools(), none);
        }
        assertFalse(with(",\"x\":{\"" + name + "\":[1]}").usesTools());
    }

    @Test
    void whatTakesMoreThanTheModelOrIsMoreThanTextIsKnown() {
        for (String more : List.of("\"store\":true", "\"background\":true", "\"web_search_options\":{}", "\"search_parameters\":{\"mode\":\"on\"}",
                "\"enable_search\":true", "\"data_sources\":[{}]", "\"plugins\":[{\"id\":\"web\"}]", "\"mcp_servers\":[{}]",
                "\"previous_response_id\":\"r\"", "\"conversation\":\"c\"", "\"audio\":{\"voice\":\"a\"}",
                "\"modalities\":[\"text\",\"audio\"]", "\"modalities\":\"audio\"", "\"modalities\":[[\"text\"]]")) {
            assertTrue(with("," + more).reachesBeyondModel(), more);
        }
        for (String none : List.of("", ",\"store\":false", ",\"store\":null", ",\"plugins\":[]", ",\"audio\":null", ",\"modalities\":[\"text\"]",
                ",\"modalities\":null", ",\"modalities\":[]", ",\"x\":{\"store\":true}")) {
            assertFalse(with(none).reachesBeyondModel(), none);
        }
    }

    @Test
    void aListThatIsCutOffIsMalformed() {
        for (String cut : List.of("\"tools\":[", "\"modalities\":[", "\"plugins\":[ ", "\"modalities\":[\"text\"")) {
            assertInstanceOf(Refusal.InvalidJson.class, refusal("{\"model\":\"m\",\"messages\":[]," + cut));
        }
    }

    @Test
    void whetherAnAnswerIsToBeJsonIsAsked() {
        assertTrue(with(",\"response_format\":{\"type\":\"json_object\"}").asksForJson());
        assertTrue(with(",\"response_format\": {\"json_schema\":{\"name\":\"n\"},\"type\":\"json_schema\"}").asksForJson());
        assertFalse(with(",\"response_format\":{\"type\":\"text\"}").asksForJson());
        assertFalse(with(",\"response_format\":null,\"x\":\"json_object\"").asksForJson());
    }

    private static Payload with(String more) {
        return chat("{\"model\":\"m\",\"messages\":[]" + more + "}");
    }

    private static Payload completion(String prompt, String more) {
        return Payload.read(Buffer.buffer("{\"model\":\"m\",\"prompt\":" + prompt + more + "}"), Endpoint.COMPLETIONS);
    }

    private static Payload chat(String body) {
        return Payload.read(Buffer.buffer(body), Endpoint.CHAT);
    }

    private static Refusal refusal(String body) {
        return assertThrows(Refused.class, () -> chat(body)).refusal();
    }

    /** A lone surrogate has no bytes in UTF-8. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
    }
}
