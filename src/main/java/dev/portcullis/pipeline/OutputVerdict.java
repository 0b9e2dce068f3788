package dev.portcullis.pipeline;

import java.util.Locale;

/** Whether an answer is what its prompt promises, in few words. A closed set: it is a column of the ledger. */
public enum OutputVerdict {
    /** Nothing is promised, or there is no answer. */
    NONE,
    PASSED,
    FAILED,
    /** Nothing can be said. */
    UNCHECKED;

    public static final String HEADER = "x-portcullis-output";

    private final String word = name().equals("NONE") ? "" : name().toLowerCase(Locale.ROOT);

    /** As the ledger has it; empty for none. */
    public String word() {
        return word;
    }

    /** @param word as the ledger has it; what it does not know is none */
    public static OutputVerdict of(String word) {
        for (OutputVerdict verdict : values()) {
            if (verdict.word.equals(word)) {
                return verdict;
            }
        }
        return NONE;
    }

    /** Of a stream that is known once it has passed. */
    public static OutputVerdict of(Reply reply) {
        String atTheEnd = reply instanceof Answer answer ? answer.output().get() : "";
        String found = atTheEnd.isEmpty() ? reply.headers().first(HEADER).orElse("") : atTheEnd;
        int end = found.indexOf(';');
        return of(end < 0 ? found : found.substring(0, end));
    }
}
