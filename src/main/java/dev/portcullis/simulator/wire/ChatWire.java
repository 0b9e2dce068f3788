package dev.portcullis.simulator.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** {@code /chat/completions}: {@code chat.completion} and {@code chat.completion.chunk}. */
public final class ChatWire implements Wire {
    private static final String TIER = "\"service_tier\":\"default\",\"system_fingerprint\":\"fp_portcullis\"";

    private final Envelope envelope;
    private final String chunkHead;
    private final String chunkTail;

    public ChatWire(Envelope envelope) {
        this.envelope = envelope;
        chunkHead = head("chat.completion.chunk") + "," + TIER + ",\"choices\":[";
        chunkTail = envelope.usageAsked() ? "],\"usage\":null}" : "]}";
    }

    @Override
    public String whole(List<Choice> choices) {
        StringBuilder json = new StringBuilder(1024).append(head("chat.completion")).append(",\"choices\":[");
        for (int index = 0; index < choices.size(); index++) {
            Choice choice = choices.get(index);
            json.append(index == 0 ? "" : ",").append("{\"index\":").append(index)
                    .append(",\"message\":{\"role\":\"assistant\",").append(message(choice))
                    .append(",\"refusal\":null,\"annotations\":[]},\"logprobs\":null,\"finish_reason\":\"")
                    .append(choice.finish()).append("\"}");
        }
        return json.append(']').append(envelope.lastUsage(choices)).append(',').append(TIER).append('}').toString();
    }

    @Override
    public Script stream(List<Choice> choices) {
        List<String> opening = new ArrayList<>();
        List<String> closing = new ArrayList<>();
        List<Deltas> deltas = new ArrayList<>();
        for (int index = 0; index < choices.size(); index++) {
            Choice choice = choices.get(index);
            String content = choice instanceof Choice.Text ? "\"\"" : "null";
            opening.add(chunk(index, "{\"role\":\"assistant\",\"content\":" + content + ",\"refusal\":null}", "null"));
            closing.add(chunk(index, "{}", "\"" + choice.finish() + "\""));
            deltas.add(deltas(choice));
        }
        if (envelope.usageAsked()) {
            closing.add(chunkHead + "],\"usage\":" + envelope.usage(choices) + "}");
        }
        closing.add(Script.DONE);
        int longest = deltas.stream().mapToInt(Deltas::count).max().orElse(0);
        return new Script(opening, longest, position -> chunks(deltas, position), closing, Script.Ending.END);
    }

    /** The deltas of one choice between the first, which has the role, and the last, which has the finish. */
    private record Deltas(int count, IntFunction<String> at) {}

    private static Deltas deltas(Choice choice) {
        return switch (choice) {
            case Choice.Text said ->
                new Deltas(said.text().count(), position -> "{\"content\":" + Json.quote(said.text().at().apply(position)) + "}");
            case Choice.Calls made -> {
                List<String> deltas = new ArrayList<>();
                for (int index = 0; index < made.calls().size(); index++) {
                    Choice.Call call = made.calls().get(index);
                    deltas.add("{\"tool_calls\":[{\"index\":" + index + "," + function(call, "") + "}]}");
                    for (int token = 0; token < call.arguments().count(); token++) {
                        deltas.add("{\"tool_calls\":[{\"index\":" + index + ",\"function\":{\"arguments\":"
                                + Json.quote(call.arguments().at().apply(token)) + "}}]}");
                    }
                }
                yield new Deltas(deltas.size(), deltas::get);
            }
        };
    }

    private List<String> chunks(List<Deltas> deltas, int position) {
        if (deltas.size() == 1) {
            return List.of(chunk(0, deltas.getFirst().at().apply(position), "null"));
        }
        List<String> chunks = new ArrayList<>(deltas.size());
        for (int index = 0; index < deltas.size(); index++) {
            if (position < deltas.get(index).count()) {
                chunks.add(chunk(index, deltas.get(index).at().apply(position), "null"));
            }
        }
        return chunks;
    }

    private String chunk(int index, String delta, String finish) {
        return chunkHead + "{\"index\":" + index + ",\"delta\":" + delta
                + ",\"logprobs\":null,\"finish_reason\":" + finish + "}" + chunkTail;
    }

    private static String message(Choice choice) {
        return switch (choice) {
            case Choice.Text said -> "\"content\":" + Json.quote(said.text().text());
            case Choice.Calls made -> {
                StringBuilder calls = new StringBuilder("\"content\":null,\"tool_calls\":[");
                for (Choice.Call call : made.calls()) {
                    calls.append(call == made.calls().getFirst() ? "{" : ",{")
                            .append(function(call, call.arguments().text())).append('}');
                }
                yield calls.append(']').toString();
            }
        };
    }

    private static String function(Choice.Call call, String arguments) {
        return "\"id\":\"" + call.id() + "\",\"type\":\"function\",\"function\":{\"name\":"
                + Json.quote(call.function()) + ",\"arguments\":" + Json.quote(arguments) + "}";
    }

    private String head(String object) {
        return "{\"id\":\"chatcmpl-" + envelope.id() + "\",\"object\":\"" + object + "\",\"created\":" + envelope.created()
                + ",\"model\":" + Json.quote(envelope.model());
    }
}
