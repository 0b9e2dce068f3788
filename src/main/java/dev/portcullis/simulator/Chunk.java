package dev.portcullis.simulator;

/**
 * How a stream's bytes are cut into writes.
 *
 * @param bytes the size of each write where the cut says {@link Cut#BYTES}, else 0
 */
public record Chunk(Cut cut, int bytes) {
    /** What is due together goes out together. */
    static final Chunk DUE = new Chunk(Cut.DUE, 0);
    private static final int MOST_BYTES = 1 << 20;

    /** Where to cut: nowhere, after each event, at chance (1 to 64 bytes), after so many bytes. */
    public enum Cut { DUE, EVENT, RANDOM, BYTES }

    static Chunk read(String text) {
        return switch (text) {
            case "due" -> DUE;
            case "event" -> new Chunk(Cut.EVENT, 0);
            case "random" -> new Chunk(Cut.RANDOM, 0);
            default -> new Chunk(Cut.BYTES, (int) Words.whole("chunk (or due, event, random)", text, 1, MOST_BYTES));
        };
    }
}
