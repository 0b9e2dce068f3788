package dev.portcullis.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.pipeline.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BasicPasswordTest {

    private static String authorization(String value) {
        return BasicPassword.asBearer(Headers.of("Authorization", value)).first("authorization").orElse("none");
    }

    @ParameterizedTest
    @CsvSource({"pk-1:sk-1, sk-1", ":sk-1, sk-1", "pk:a:b, a:b"})
    void thePasswordIsTheKey(String pair, String key) {
        assertEquals("Bearer " + key, authorization("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))));
        assertEquals("Bearer " + key, authorization("bAsIc  " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void whatHasNoPasswordStaysAsItIs() {
        for (String value : new String[] {"Bearer x", "Basic", "Basic ", "Basic ***", "Basic cGs=", "Basic cGs6", ""}) {
            assertEquals(value, authorization(value));
        }
        assertEquals("none", BasicPassword.asBearer(Headers.NONE).first("authorization").orElse("none"));
    }
}
