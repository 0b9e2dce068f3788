package dev.portcullis.guard.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.guard.text.View;
import dev.portcullis.guard.text.Views;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A row of a corpus as the trainer keeps it.
 *
 * @param group   the source it is from, or the name of several that belong together: they are left out together
 * @param labels  what it is an example of
 * @param readings features of each reading of the text
 */
record Sample(String id, String text, boolean attack, String kind, String source, String group, Set<String> labels, List<Segments> readings) {

    static List<Sample> read(Path file, Learner.Settings settings) {
        ObjectMapper json = new ObjectMapper();
        try {
            List<Sample> samples = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                JsonNode row = json.readTree(line);
                Set<String> labels = new TreeSet<>(List.of(row.path("category").asText().split(",")));
                samples.add(of(row.get("id").asText(), row.get("text").asText(), row.get("label").asInt() == 1, row.get("kind").asText(),
                        row.get("source").asText(), labels, settings));
            }
            return samples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Sample of(String id, String text, boolean attack, String kind, String source, Set<String> labels, Learner.Settings settings) {
        List<Segments> readings = new ArrayList<>();
        for (View view : Views.of(text).lowered()) {
            Segments segments = Segments.of(view.text(), settings.buckets(), settings.kinds());
            if (segments.count() > 0) {
                readings.add(segments);
            }
        }
        return new Sample(id, text, attack, kind, source, group(source), labels, readings);
    }

    /** Sources of one hand or one repository are one. */
    private static String group(String source) {
        for (String prefix : List.of("NVIDIA/garak", "meta/CyberSecEval", "yizhongw", "microsoft/presidio")) {
            if (source.startsWith(prefix)) {
                return prefix;
            }
        }
        return source.equals("obfuscation-dev") ? "authored-dev" : source;
    }
}
