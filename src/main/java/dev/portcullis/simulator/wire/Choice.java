package dev.portcullis.simulator.wire;

import java.util.List;

/** One of the {@code choices} of an answer: what it says and why it ends. */
public sealed interface Choice {
    String finish();

    /** What it costs in completion tokens. */
    int tokens();

    /** Words. */
    record Text(Tokens text, String finish) implements Choice {
        @Override
        public int tokens() {
            return text.count();
        }
    }

    /** Function calls. */
    record Calls(List<Call> calls, String finish) implements Choice {
        @Override
        public int tokens() {
            return calls.stream().mapToInt(call -> call.arguments().count()).sum();
        }
    }

    /** One function call; its arguments are JSON, unless cut short by {@code max_tokens}. */
    record Call(String id, String function, Tokens arguments) {}

    /** A choice of one token of this many letters, for answers of an exact size. */
    static List<Choice> filler(int letters) {
        return List.of(new Text(Tokens.filler(letters), "stop"));
    }
}
