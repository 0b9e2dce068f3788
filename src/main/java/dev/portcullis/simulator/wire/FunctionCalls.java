package dev.portcullis.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Calls the function that was named, else the first ones offered, with arguments that fit their schemas. */
record FunctionCalls(int most, long seed) {
    Choice answer(JsonNode request, int limit) {
        List<JsonNode> functions = functions(request);
        int count = request.path("parallel_tool_calls").asBoolean(true) ? most : 1;
        List<Choice.Call> calls = new ArrayList<>(count);
        int left = limit;
        boolean cut = false;
        for (int index = 0; index < count && !cut; index++) {
            JsonNode function = functions.get(index % functions.size());
            Tokens arguments = Tokens.of(SchemaInstance.of(function.path("parameters")));
            cut = arguments.count() > left;
            calls.add(new Choice.Call(id(index), function.path("name").asText(), arguments.first(left)));
            left -= arguments.count();
        }
        return new Choice.Calls(calls, cut ? "length" : "tool_calls");
    }

    private static List<JsonNode> functions(JsonNode request) {
        String named = request.path("tool_choice").path("function").path("name").asText();
        List<JsonNode> offered = new ArrayList<>();
        for (JsonNode tool : request.path("tools")) {
            JsonNode function = tool.path("function");
            if (named.isEmpty() || function.path("name").asText().equals(named)) {
                offered.add(function);
            }
        }
        return offered.isEmpty() ? List.of(request.path("tools").path(0).path("function")) : offered;
    }

    private String id(int index) {
        return "call_" + "%016x".formatted(Prose.mixed(seed + index));
    }
}
