package dev.portcullis.fuzz;

import com.google.re2j.Pattern;
import dev.portcullis.config.guard.PolicySettings.Action;
import dev.portcullis.guard.pii.PersonalData;
import dev.portcullis.guard.pii.RedactedStream;
import dev.portcullis.guard.pii.Redaction;
import dev.portcullis.guard.stream.Channel;
import dev.portcullis.guard.stream.Gate;
import dev.portcullis.guard.stream.Passed;
import dev.portcullis.guard.terms.OperatorRule;
import dev.portcullis.guard.terms.TermsGate;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Any bytes as a stream, in chunks as its first byte says: it ends as the provider's did, open gates change none of it, and gates that hold
 * lose nothing. The same bytes as a text, and as a JSON document if they begin like one: in pieces it is redacted as in one, of personal data
 * and of an operator's terms.
 */
public final class GuardedStreamFuzz {

    private static final PersonalData PERSONAL = PersonalData.of(Set.of("EMAIL_ADDRESS", "CREDIT_CARD", "IBAN_CODE", "US_SSN", "IP_ADDRESS", "PHONE_NUMBER", "SECRET"));

    private static final OperatorRule TERMS = new OperatorRule("t", List.of("Project Falcon", "falconry", "größe", "C++", "\ud835\udc00b"),
            List.of(Pattern.compile("\\$[0-9]+"), Pattern.compile("(?i)acct #?\\d{3,5}\\b")));
    /** More than there are characters: what is longer than may be held is found only as far as it is. */
    private static final int HOLD = 1 << 20;

    /** Holds every other piece. */
    private static final class Holding implements Gate {

        private final StringBuilder held = new StringBuilder();
        private boolean hold;

        @Override
        public String push(String piece) {
            held.append(piece);
            hold = !hold;
            return hold ? "" : end();
        }

        @Override
        public String pause() {
            return end();
        }

        @Override
        public String end() {
            String rest = held.toString();
            held.setLength(0);
            return rest;
        }

        @Override
        public int held() {
            return held.length();
        }

        @Override
        public boolean waits() {
            return held.length() > 0;
        }
    }

    private GuardedStreamFuzz() {
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        int length = bytes.length == 0 ? 1 : 1 + (bytes[0] & 63);
        Passed open = fed(bytes, length, channel -> Gate.OPEN, false);
        if (!open.bytes().equals(Buffer.buffer(bytes).toString())) {
            throw new AssertionError("open gates change the stream");
        }
        Passed held = fed(bytes, length, channel -> new Holding(), true);
        if (held.held != 0 || held.over != 1 || held.timer.waiting() != 0) {
            throw new AssertionError("something is left: " + held.held + " characters, over " + held.over + ", timers " + held.timer.waiting());
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        redacted(text, length);
        ofTerms(text, length, false);
        ofTerms(text, length, true);
    }

    private static void ofTerms(String text, int length, boolean json) {
        TermsGate gate = new TermsGate(TERMS, Action.REDACT, HOLD, json, () -> { });
        StringBuilder passed = new StringBuilder();
        for (int at = 0; at < text.length(); at += length) {
            passed.append(gate.push(text.substring(at, Math.min(text.length(), at + length))));
            if ((at & 2) != 0) {
                passed.append(gate.pause());
            }
        }
        String whole = TERMS.redact(text, OperatorRule.asItSays(text, json));
        if (!passed.append(gate.end()).toString().equals(whole)) {
            throw new AssertionError("in pieces of " + length + " terms are taken out otherwise" + (json ? " of a document" : ""));
        }
        if (gate.held() != 0) {
            throw new AssertionError(gate.held() + " characters are left");
        }
    }

    private static Passed fed(byte[] bytes, int length, Function<Channel, Gate> gates, boolean strict) {
        Passed passed = Passed.through(gates, strict, "", Long.MAX_VALUE);
        for (int at = 0; at < bytes.length && !passed.cancelled; at += length) {
            passed.gives(Buffer.buffer(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + length))));
            if ((at & 1) != 0) {
                passed.timer.passes();
            }
        }
        passed.ends();
        if (passed.completed == (passed.failure != null)) {
            throw new AssertionError("it ends " + (passed.completed ? "twice" : "never"));
        }
        return passed;
    }

    private static void redacted(String text, int length) {
        RedactedStream stream = new RedactedStream(PERSONAL);
        StringBuilder passed = new StringBuilder();
        for (int at = 0; at < text.length(); at += length) {
            passed.append(stream.push(text.substring(at, Math.min(text.length(), at + length))));
        }
        String whole = Redaction.redact(text, PERSONAL.find(text));
        if (!passed.append(stream.end()).toString().equals(whole)) {
            throw new AssertionError("in pieces of " + length + " it is redacted otherwise");
        }
    }
}
