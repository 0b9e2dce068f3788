package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are not the JSON they ought to be. */
class HostileJsonIT {

    private static final String INVALID = "invalid_json";
    private static PackagedGateway gateway;

    @BeforeAll
    static void start() {
        gateway = PackagedGateway.start(Siege.yaml());
    }

    @AfterAll
    static void lift() throws IOException {
        Siege.lift(gateway);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "1", "[]", "\"text\"", "{", "{\"model\"", "{\"model\":\"demo\"}x", "{\"model\":\"demo\"}{}", "{'model':1}",
        "{\"model\":NaN}", "{\"model\":\"a\nb\"}", "{\"model\":\"\\ud8zz\"}", "<html></html>", "{\"a\":01}", "{\"a\":1,}", "//\n{}"})
    void whatIsNotOneJsonObjectIsRefused(String body) throws IOException {
        Siege.post(gateway, body).assertError(400, INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
    void otherEncodingsThanUtf8AreRefused(String charset) throws IOException {
        Siege.post(gateway, Siege.HELLO.getBytes(Charset.forName(charset))).assertError(400, INVALID);
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        Siege.post(gateway, new byte[100]).assertError(400, INVALID);
        Siege.post(gateway, (char) 0xfeff + Siege.HELLO).assertError(400, INVALID);
        Siege.post(gateway, unknown("\"a\":\"\u00ff\u00fe\"").getBytes(StandardCharsets.ISO_8859_1)).assertError(400, INVALID);
        Siege.post(gateway, unknown("\"a\":\"\u0000\"")).assertError(400, INVALID);
    }

    @Test
    void nestingIsBoundedWhereverItIs() throws IOException {
        Siege.post(gateway, "[".repeat(100_000)).assertError(400, INVALID);
        Siege.post(gateway, unknown("\"a\":" + "[".repeat(100_000))).assertError(400, INVALID);
        Siege.post(gateway, unknown("\"a\":" + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000))).assertError(400, INVALID);
        Siege.post(gateway, "{\"model\":" + "[".repeat(100_000)).assertError(400, "invalid_value");
        Siege.post(gateway, unknown("\"stream_options\":{\"a\":" + "[".repeat(100_000))).assertError(400, INVALID);
        Siege.post(gateway, unknown("\"a\":" + "[".repeat(120) + "]".repeat(120))).assertError(404, "model_not_found");
    }

    @Test
    void namesAndNumbersOfAMegabyteAreRefused() throws IOException {
        Siege.post(gateway, unknown("\"" + "k".repeat(1 << 20) + "\":1")).assertError(400, INVALID);
        Siege.post(gateway, unknown("\"a\":" + "9".repeat(1 << 20))).assertError(400, INVALID);
        Siege.post(gateway, unknown("\"a\":1" + "0".repeat(1 << 20) + "e1")).assertError(400, INVALID);
    }

    @Test
    void amountAndSizeOfNumbersAreTheProvidersMatter() throws IOException {
        for (String number : new String[] {"1e999", "-1e-99999999999", "123456789012345678901234567890"}) {
            Siege.post(gateway, unknown("\"a\":" + number)).assertError(404, "model_not_found");
        }
    }

    @Test
    void aMillionKeysAreReadAndForgotten() throws IOException {
        StringBuilder body = new StringBuilder(16 << 20);
        for (int i = 0; i < 1_000_000; i++) {
            body.append("\"key").append(i).append("\":1,");
        }
        Siege.post(gateway, unknown(body.substring(0, body.length() - 1))).assertError(404, "model_not_found");
    }

    @Test
    void halfACharacterPasses() throws IOException {
        assertEquals(200, Siege.post(gateway, Siege.HELLO.replace("Hello", "\\ud800")).status());
        Siege.post(gateway, "{\"model\":\"\\udc00\",\"messages\":[1]}").assertError(404, "model_not_found");
        Siege.post(gateway, "{\"model\":\"a\\u0000\\r\\nb\",\"messages\":[1]}").assertError(404, "model_not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"model\":\"demo\",\"model\":\"demo\"", "\"model\":\"demo\",\"mod\\u0065l\":\"other\"", "\"model\":\"demo\",\"messages\":[],\"mess\\u0061ges\":[]",
        "\"model\":\"demo\",\"stream\":true,\"stream\":false", "\"model\":\"demo\",\"stream_options\":{},\"stream_options\":{}"})
    void whatIsGivenTwiceIsRefused(String fields) throws IOException {
        Siege.post(gateway, "{" + fields + ",\"messages\":[1]}").assertError(400, "invalid_value");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"model, 1", "model, null", "model, []", "model, {}", "model, true", "model, \"\"", "model, \" \"",
        "messages, 1", "messages, null", "messages, {}", "messages, \"a\"", "stream, 1", "stream, \"true\"", "stream, []", "stream_options, 1",
        "stream_options, []", "stream_options, \"a\""})
    void wrongTypesAreNamed(String field, String value) throws IOException {
        String body = "{" + (field.equals("model") ? "" : "\"model\":\"demo\",") + (field.equals("messages") ? "" : "\"messages\":[1],")
                + "\"" + field + "\":" + value + "}";
        RawResponse refused = Siege.post(gateway, body).assertError(400, "invalid_value");
        assertEquals(true, refused.body().contains("\"param\":\"" + field + "\""), refused::toString);
    }

    private static String unknown(String fields) {
        return "{\"model\":\"nope\",\"messages\":[1]," + fields + "}";
    }
}
