package dev.portcullis.simulator;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * One way to fail.
 *
 * @param argument what the kind asks for: a status, a number of tokens or bytes; 0 if it asks for nothing
 * @param probability that a request fails so, 0 to 1
 * @param first only this many requests of one setting can fail so; {@link Long#MAX_VALUE} for all
 */
public record Fault(Kind kind, int argument, double probability, long first) {
    private static final int MOST_TOKENS = 1_000_000;
    private static final int MOST_BYTES = 64 << 20;

    /** The kinds, with the bounds of their argument; those that break a stream off leave plain answers alone. */
    public enum Kind {
        /** This status, with OpenAI's error body and {@code retry-after} where that is set. */
        STATUS("status", 400, 599),
        /** The connection is reset before the head. */
        RESET("reset"),
        /** The connection is reset after so many tokens of a stream. */
        RESET_AFTER("reset-after", 0, MOST_TOKENS),
        /** Nothing is ever answered. */
        STALL("stall"),
        /** A stream says nothing more after so many tokens. */
        STALL_AFTER("stall-after", 0, MOST_TOKENS),
        /** A stream ends cleanly after so many tokens, with neither finish nor {@code [DONE]}. */
        TRUNCATE("truncate", 0, MOST_TOKENS),
        /** A stream ends without {@code [DONE]}. */
        NO_DONE("no-done"),
        /** Status 200, and an error in the body or the first event. */
        ERROR_IN_200("error-in-200"),
        /** A stream ends with an error event and {@code [DONE]} after so many tokens. */
        ERROR_AFTER("error-after", 0, MOST_TOKENS),
        /** Status 200, and HTML where JSON was promised. */
        GARBAGE("garbage"),
        /** An answer, or one event of a stream, of so many bytes (or the smallest there is); embeddings are left alone. */
        BYTES("bytes", 1, MOST_BYTES);

        final String word;
        final int least;
        final int most;

        Kind(String word) {
            this(word, 0, -1);
        }

        Kind(String word, int least, int most) {
            this.word = word;
            this.least = least;
            this.most = most;
        }

        boolean takesArgument() {
            return least <= most;
        }
    }

    /** Reads {@code <kind>[:<argument>][@<probability>][#<first requests>]}. */
    static Fault read(String text) {
        Words.Split first = Words.split(text, '#');
        Words.Split chance = Words.split(first.before(), '@');
        Words.Split argument = Words.split(chance.before(), ':');
        Kind kind = Arrays.stream(Kind.values()).filter(known -> known.word.equals(argument.before())).findFirst()
                .orElseThrow(() -> new InvalidSetting("Unknown fault '" + argument.before() + "'; known: "
                        + Arrays.stream(Kind.values()).map(known -> known.word).collect(Collectors.joining(", ")) + "."));
        if (!kind.takesArgument() && argument.after().isPresent()) {
            throw new InvalidSetting("Fault '" + kind.word + "' takes no argument.");
        }
        return new Fault(kind,
                kind.takesArgument() ? (int) Words.whole("fault " + kind.word, argument.after().orElse(""), kind.least, kind.most) : 0,
                chance.after().map(value -> Words.decimal("fault probability", value, 0, 1)).orElse(1.0),
                first.after().map(value -> Words.whole("fault requests", value, 1, Long.MAX_VALUE)).orElse(Long.MAX_VALUE));
    }
}
