package dev.portcullis.guard.injection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.guard.text.Views;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs the rules over a corpus and tells how each does. Writes {@code {"id", "flag", "score"}} a line for the scorer. Arguments: the
 * corpus (JSONL with id, text, label, kind), the file to write, and the threshold from which a text is flagged, 0.5 if left out.
 */
final class InjectionEvaluation {

    private InjectionEvaluation() {}

    public static void main(String[] arguments) throws IOException {
        double threshold = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 0.5;
        ObjectMapper json = new ObjectMapper();
        InjectionRules rules = InjectionRules.shipped();
        Map<String, int[]> byRule = new TreeMap<>();
        Map<String, int[]> byKind = new TreeMap<>();
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            rows.add(json.readTree(line));
        }
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(arguments[1])))) {
            for (JsonNode row : rows) {
                Findings findings = rules.check(Views.of(row.get("text").asText()));
                boolean flag = findings.score() >= threshold;
                out.println(json.writeValueAsString(json.createObjectNode().put("id", row.get("id").asText()).put("flag", flag)
                        .put("score", findings.score()).put("rules", findings.hits().stream().map(h -> h.rule() + "@" + h.view()).toList()
                                .toString())));
                int[] kind = byKind.computeIfAbsent(row.get("kind").asText(), k -> new int[2]);
                kind[0]++;
                kind[1] += flag ? 1 : 0;
                String name = row.get("kind").asText();
                int column = row.get("label").asInt() == 1 ? 0 : name.startsWith("hard") ? 2 : 1;
                for (Hit hit : findings.hits()) {
                    byRule.computeIfAbsent(hit.rule(), r -> new int[3])[column]++;
                }
            }
        }
        System.out.printf("%-28s %6s %8s%n", "kind", "rows", "flagged");
        byKind.forEach((name, counts) -> System.out.printf("%-28s %6d %7.1f%%%n", name, counts[0], 100.0 * counts[1] / counts[0]));
        System.out.printf("%n%-28s %8s %9s %6s%n", "rule", "attacks", "ordinary", "hard");
        byRule.entrySet().stream().sorted(Comparator.comparingInt(entry -> -entry.getValue()[0]))
                .forEach(entry -> System.out.printf("%-28s %8d %9d %6d%n", entry.getKey(), entry.getValue()[0], entry.getValue()[1],
                        entry.getValue()[2]));
    }
}
