package dev.portcullis.guard.pii;

import dev.portcullis.guard.pii.read.Anchor;
import dev.portcullis.guard.pii.read.Recogniser;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** How what recognisers look for begins, and what nearly is it, to be said over and over. */
public final class RecogniserPrefixes {

    /** Beginnings that share characters with what goes on behind them, so that each of them could be read to the end of all. */
    private static final String[] HOSTILE = {
        "sk-1.", "sk-a.", "sk-", "sk-1.........................................", "xoxb-", "xoxe.xoxb-", "AKIA", "ghp_", "key-1-", "SG.a",
        "hvs.",
        "api_key=", "api_key=1", "password:", "password=a1", "token:token:", "secret=", "Bearer ", "Bearer eyJ", "eyJa.", "eyJa-",
        "eyJ-eyJ.",
        "-----BEGIN PRIVATE KEY-----", "-----BEGIN PRIVATE KEY----- ", "-----BEGIN ", "-----BEGIN RSA PRIVATE KEY-----\n-----END ", "a://",
        "a://a:", "a://a:a",
        "a@", "a.a@", "a@a.", "a@a-a.", "aaaaaaaa.aaaaaaaa@aaaaaaaa.", "a at ", "a at a dot ", "1.", "1.1.1.", "1:", "::", "a:a:",
        "ab:cd:", "ab-", "abcd.",
        "1 ", "12 ", "123 ", "1-", "12-34 ", "123-45-", "020 7946 0123 ", "0049 30 123456 ", "+", "+4", "+44 20 7946 01", "+1 (212) 555-",
        "(0", "(020) 7",
        "4111 ", "4111-1111-", "4111111111111111 ", "4111111111111112", "GB", "DE89 3704 0044 0532 0130 0", "DE89370400440532013001 ",
        "19850312", "1985-03-12 ",
        "12 Mar 19", "born 12 March ", "AB 12 34 56 ", "A1", "AB12CD34 ", "X1234567", "bc1", "bc1q ", "0x",
        "0x00000000000000000000000000000000000000",
        "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2 ", "12345678:AA", "%40", "&#64;", "&#6", "\\u00", "\\u0040", " [at] ", "a [at] ", "a(dot)",
        "1 2 3 4 5 ", "1 2 3 a b ",
        "a b c d e f g h ", "\u200b", "\u200b1", "\uFF11", "\uD800", "http://a.", "a.com/", "www.a.", "7f9c24e8-3b12-", "Main 1 ", "John ",
        "My name is ", "1 A St "
    };

    private RecogniserPrefixes() {
    }

    public static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        for (String prefix : HOSTILE) {
            all.put(prefix, prefix);
        }
        for (Recogniser recogniser : Recognisers.of(Recognisers.types())) {
            for (Anchor anchor : recogniser.anchors()) {
                if (anchor instanceof Anchor.Prefix(String prefix)) {
                    all.put(prefix + "…", prefix);
                    all.put(prefix + "_1…", prefix + "_1");
                    all.put(prefix + "-1.…", prefix + "-1.");
                }
            }
        }
        for (int length = 15; length <= 20; length++) {
            all.put("base64 words of " + length, encoded(length) + "/");
            all.put("words of " + length, "a".repeat(length) + "/");
        }
        all.put("base64 words of 63", encoded(63) + "/");
        all.put("base64 words of 127", encoded(127) + "/");
        all.put("base64 of numbers", Base64.getEncoder().encodeToString("0049 30 12345 17, 020 7946 0".getBytes(StandardCharsets.UTF_8))
                .replace("=", "") + "/");
        return all;
    }

    private static String encoded(int length) {
        return Base64.getEncoder().encodeToString("what stands here is plain enough to be read ".repeat(4).getBytes(StandardCharsets.UTF_8))
                .substring(0, length);
    }
}
