package dev.portcullis.config;

import java.io.IOException;
import java.util.Map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.junit.jupiter.api.Assertions.assertFalse;

/** One wrong character in a good file gives another good file or {@link InvalidConfig}, and never shows a secret. */
class TypoTest {

    private static final String SECRET = "sk-proj-Ab3xQ9zLm2";
    private static final String WORDS = "sk-quite-plain-words";
    private static final String FROM_OUTSIDE = "from-outside-77";
    private static final int TELLING = 8;

    private static final String FLOW = """
              flow: { dialect: openai, base-url: 'http://h/v1', api-key: SECRET, max-connections: 3 }
              quoted: { "dialect": "openai", "base-url": "http://h/v1", "api-key": "SECRET", "stream-usage": true }
              block:
                api-key: SECRET
                dialect: simulator
              variable: { dialect: simulator, api-key: "${OUTSIDE}" }
            models:
            """;

    private final String text;

    TypoTest() throws IOException {
        text = GatewayYamlTest.example().replaceFirst("(?m)^models:.*\n", FLOW.replace("$", "\\$"));
    }

    @Provide
    Arbitrary<String> replacements() {
        return Arbitraries.of("", "", ":", ",", " ", "\n", "\t", "{", "}", "[", "]", "\"", "'", "#", "&", "*", "!", "|", ">", "%", "@",
                "?", "-", "$", "\\", "x", "0", "\0", "\ud800", "\u2028");
    }

    @Property(tries = 1500)
    void neverThrowsAnythingElseAndNeverShowsASecret(
            @ForAll double where, @ForAll("replacements") String replacement, @ForAll boolean insert, @ForAll boolean words) {
        String secret = words ? WORDS : SECRET;
        String good = text.replace("SECRET", secret);
        int at = (int) (Math.abs(where % 1) * good.length());
        String typo = good.substring(0, at) + replacement + good.substring(insert ? at : at + 1);
        try {
            AcceptedConfig accepted = GatewayYaml.accept("gateway.yaml", typo,
                    Map.of("OPENAI_API_KEY", secret, "OUTSIDE", FROM_OUTSIDE)::get);
            assertHides(secret, accepted.config().toString());
            assertHides(secret, accepted.warnings().get().toString());
        } catch (InvalidConfig invalid) {
            assertHides(secret, invalid.getMessage());
        }
    }

    private static void assertHides(String secret, String shown) {
        for (int i = 0; i + TELLING <= secret.length(); i++) {
            assertFalse(shown.contains(secret.substring(i, i + TELLING)), shown);
        }
        assertFalse(shown.contains(FROM_OUTSIDE), shown);
    }
}
