package dev.portcullis.edge.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.TokenDraft;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtTest {

    @ParameterizedTest
    @ValueSource(strings = {"eyJ..", "eyJhbGciOiJub25lIn0.e30.", "eyJhbGciOiJSUzI1NiJ9.e30.A-_9"})
    void threePartsOfWhichTheFirstBeginsAnObjectAreAToken(String credential) {
        assertTrue(Jwt.hasShape(credential));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eyJ", "eyJ.", "eyJ.a", "eyJ.a.b.c", "eyJ.a.b.c.d", "eyJ.a.b=", "eyJ.a.b c", " eyJ.a.b", "ey.a.b", "e30.e30.AA",
        "sk-proj-eyJ.a.b", "eyJ.a+b.c", "eyJ.a/b.c", "EYJ.a.b"})
    void allElseIsAnApiKey(String credential) {
        assertFalse(Jwt.hasShape(credential));
    }

    @Test
    void isReadAsItIsWritten() {
        Jwt token = Jwt.read(part("{\"alg\":\"RS256\",\"kid\":7}") + '.' + part("{\"iss\":\"i\",\"exp\":5,\"aud\":[\"a\"],\"o\":{\"p\":true}}") + ".AAAA").orElseThrow();
        assertEquals(Map.of("alg", "RS256", "kid", 7), token.header());
        assertEquals(Map.of("iss", "i", "exp", 5, "aud", List.of("a"), "o", Map.of("p", true)), token.claims());
        assertEquals("i", token.text("iss").orElseThrow());
        assertTrue(token.headerText("kid").isEmpty());
        assertFalse(token.toString().contains("RS256"));
    }

    /** Whatever two readers could read differently is not read. */
    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "7", "\"x\"", "{", "{}{}", "{} x", "{\"a\":1,\"a\":2}", "{a:1}", "{'a':1}", "{\"a\":NaN}", "{\"a\":01}", "{\"a\":1,}"})
    void isNotReadWhereAPartIsNotOneObject(String json) {
        assertTrue(Jwt.read(part(json) + '.' + part("{}") + ".AAAA").isEmpty());
        assertTrue(Jwt.read(part("{}") + '.' + part(json) + ".AAAA").isEmpty());
    }

    @Test
    void isNotReadWhereAPartIsNoBase64OrHasNoEnd() {
        assertTrue(Jwt.read("eyJ.e30.AAAA").isEmpty());
        assertTrue(Jwt.read(part("{}") + ".e.AAAA").isEmpty());
        assertTrue(Jwt.read(part("{}") + '.' + part("{\"a\":" + "[".repeat(5_000)) + ".AAAA").isEmpty());
        assertTrue(Jwt.read(part("{}") + '.' + part("{\"a\":" + "{\"a\":".repeat(1_500) + "1" + "}".repeat(1_500) + "}") + ".AAAA").isEmpty());
    }

    private static String part(String json) {
        return TokenDraft.base64url(json.getBytes(StandardCharsets.UTF_8));
    }
}
