package dev.portcullis.guard.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Scores of a task's samples, and what they are worth: how many attacks are found where so many honest texts are flagged. */
record Scores(Task task, String by, ToDoubleFunction<Sample> score) {

    void report() {
        System.out.printf("%n%s, by %s; in per cent%n%-10s %9s %9s %9s %9s %9s %9s%n", task.name(), by, "ordinary", "threshold", "micro",
                "macro", "ordinary", "hard", "hidden");
        List<Sample> core = of(s -> task.core().contains(s.kind()));
        List<Sample> ordinary = of(s -> s.kind().startsWith("benign"));
        for (double allowed : new double[] {0.05, 0.01, 0.005, 0.001}) {
            double[] sorted = ordinary.stream().mapToDouble(score).sorted().toArray();
            double threshold = Math.nextUp(sorted[sorted.length - 1 - (int) (allowed * sorted.length)]);
            Map<String, List<Sample>> sources = core.stream().collect(Collectors.groupingBy(Sample::source));
            double macro = sources.values().stream().mapToDouble(samples -> found(samples, threshold)).average().orElse(0);
            System.out.printf("%8.1f %% %9.4f %9.1f %9.1f %9.2f %9.1f %9.1f%n", 100 * allowed, threshold, found(core, threshold), macro,
                    found(ordinary, threshold), found(of(s -> s.kind().startsWith("hard")), threshold),
                    found(of(s -> s.kind().equals("attack_obfuscated")), threshold));
        }
    }

    /** What one threshold does, with the interval that holds the true share 95 times in 100 (Wilson, 1927). */
    void at(double threshold) {
        System.out.printf("%n%s at %.2f, in per cent%n", by, threshold);
        at("core attacks", of(s -> task.core().contains(s.kind())), threshold);
        at("ordinary", of(s -> s.kind().startsWith("benign")), threshold);
        at("hard", of(s -> s.kind().startsWith("hard")), threshold);
        of(s -> !s.kind().startsWith("benign")).stream().map(Sample::kind).distinct().sorted()
                .forEach(kind -> at("  " + kind, of(s -> s.kind().equals(kind)), threshold));
    }

    private void at(String name, List<Sample> samples, double threshold) {
        double share = found(samples, threshold) / 100;
        int size = samples.size();
        double z = 1.96;
        double middle = (share + z * z / (2 * size)) / (1 + z * z / size);
        double half = z * Math.sqrt(share * (1 - share) / size + z * z / (4.0 * size * size)) / (1 + z * z / size);
        System.out.printf("%-28s %6d %6.1f  [%.1f-%.1f]%n", name, size, 100 * share, 100 * Math.max(0, middle - half),
                100 * Math.min(1, middle + half));
    }

    void bySource(double threshold) {
        Map<String, List<Sample>> parts = of(s -> true).stream().collect(Collectors.groupingBy(s -> s.kind() + ", " + s.source(),
                TreeMap::new, Collectors.toList()));
        parts.forEach((name, samples) -> System.out.printf("  %5.1f of %4d  %s%n", found(samples, threshold), samples.size(), name));
    }

    void write(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            for (Sample sample : task.samples()) {
                out.println(json.writeValueAsString(json.createObjectNode().put("id", sample.id()).put("score", score.applyAsDouble(sample))));
            }
        }
    }

    private List<Sample> of(Predicate<Sample> wanted) {
        return task.samples().stream().filter(wanted).toList();
    }

    private double found(List<Sample> samples, double threshold) {
        return 100.0 * samples.stream().filter(s -> score.applyAsDouble(s) >= threshold).count() / Math.max(1, samples.size());
    }
}
