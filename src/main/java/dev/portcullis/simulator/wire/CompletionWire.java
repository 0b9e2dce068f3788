package dev.portcullis.simulator.wire;

import java.util.ArrayList;
import java.util.List;

/** {@code /completions}: {@code text_completion}, whole and in chunks; a stream's last token carries the finish. */
public final class CompletionWire implements Wire {
    private final Envelope envelope;
    private final String head;
    private final String tail;

    public CompletionWire(Envelope envelope) {
        this.envelope = envelope;
        head = "{\"id\":\"cmpl-" + envelope.id() + "\",\"object\":\"text_completion\",\"created\":" + envelope.created() + ",\"choices\":[";
        tail = "],\"model\":" + Json.quote(envelope.model());
    }

    @Override
    public String whole(List<Choice> choices) {
        StringBuilder json = new StringBuilder(head);
        for (int index = 0; index < choices.size(); index++) {
            Choice choice = choices.get(index);
            json.append(index == 0 ? "" : ",").append(choice(index, text(choice).text(), "\"" + choice.finish() + "\""));
        }
        return json.append(tail).append(envelope.lastUsage(choices)).append('}').toString();
    }

    @Override
    public Script stream(List<Choice> choices) {
        List<String> closing = new ArrayList<>();
        if (envelope.usageAsked()) {
            closing.add(head + tail + ",\"usage\":" + envelope.usage(choices) + "}");
        }
        closing.add(Script.DONE);
        int longest = choices.stream().mapToInt(choice -> Math.max(1, choice.tokens())).max().orElse(0);
        return new Script(List.of(), longest, position -> chunks(choices, position), closing, Script.Ending.END);
    }

    private List<String> chunks(List<Choice> choices, int position) {
        List<String> chunks = new ArrayList<>(choices.size());
        for (int index = 0; index < choices.size(); index++) {
            Choice choice = choices.get(index);
            int last = Math.max(1, choice.tokens()) - 1;
            if (position <= last) {
                String text = choice.tokens() == 0 ? "" : text(choice).at().apply(position);
                String finish = position == last ? "\"" + choice.finish() + "\"" : "null";
                chunks.add(head + choice(index, text, finish) + tail + (envelope.usageAsked() ? ",\"usage\":null}" : "}"));
            }
        }
        return chunks;
    }

    private static String choice(int index, String text, String finish) {
        return "{\"text\":" + Json.quote(text) + ",\"index\":" + index + ",\"logprobs\":null,\"finish_reason\":" + finish + "}";
    }

    private static Tokens text(Choice choice) {
        return switch (choice) {
            case Choice.Text said -> said.text();
            case Choice.Calls made -> throw new IllegalArgumentException("a completion calls no functions: " + made);
        };
    }
}
