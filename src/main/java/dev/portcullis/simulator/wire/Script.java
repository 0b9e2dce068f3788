package dev.portcullis.simulator.wire;

import java.util.List;
import java.util.function.IntFunction;

/**
 * What a stream sends: payloads of SSE events, without {@code data:}.
 *
 * @param opening before the first token, sent with it
 * @param tokens how many times {@code token} may be asked, each at its own time
 * @param token the events of one token: one for every choice that has not ended
 * @param closing after the last token, sent with it
 * @param ending what happens then
 */
public record Script(List<String> opening, int tokens, IntFunction<List<String>> token, List<String> closing, Ending ending) {
    /** The last event of every whole stream. */
    public static final String DONE = "[DONE]";

    /** How the connection is left. */
    public enum Ending { END, STALL, RESET }

    /** Only these events. */
    public static Script of(String... events) {
        return new Script(List.of(events), 0, position -> List.of(), List.of(), Ending.END);
    }

    /** This one, broken off after some tokens, with these events in place of the rest; itself if it is shorter. */
    public Script brokenOff(int after, Ending how, String... events) {
        return after > tokens ? this : new Script(opening, after, token, List.of(events), how);
    }

    /** This one without {@link #DONE}. */
    public Script unfinished() {
        return new Script(opening, tokens, token, closing.subList(0, closing.size() - 1), ending);
    }
}
