package dev.portcullis.prompt.output;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * What became of an answer's check.
 *
 * @param findings which promises are broken, or why nothing can be said: {@code section=recommendations}, {@code min_tokens=12}
 */
record Verdict(Result result, List<String> findings) {

    enum Result {
        PASSED, FAILED, UNCHECKED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** More of them are counted, not named. */
    static final int MOST_FINDINGS = 8;
    static final Verdict PASSED = new Verdict(Result.PASSED, List.of());

    private static final int MOST_DETAIL = 120;

    static Verdict failed(List<String> findings) {
        return new Verdict(Result.FAILED, findings);
    }

    static Verdict unchecked(String why) {
        return new Verdict(Result.UNCHECKED, List.of(why));
    }

    boolean isFailed() {
        return result == Result.FAILED;
    }

    /** @param detail of any kind: what may not stand in a header is percent-encoded, as in a URL */
    static String finding(String rule, String detail) {
        StringBuilder text = new StringBuilder(rule).append('=');
        byte[] bytes = detail.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            if (text.length() > MOST_DETAIL) {
                return text.append("...").toString();
            }
            char c = (char) (bytes[i] & 0xff);
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~/$".indexOf(c) >= 0) {
                text.append(c);
            } else {
                text.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return text.toString();
    }

    /** As the header has it: {@code failed;section=recommendations}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(result.word());
        findings.stream().limit(MOST_FINDINGS).forEach(finding -> text.append(';').append(finding));
        if (findings.size() > MOST_FINDINGS) {
            text.append(";more=").append(findings.size() - MOST_FINDINGS);
        }
        return text.toString();
    }
}
