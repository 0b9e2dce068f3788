package dev.portcullis.guard.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Examples written for this project, as a file of lines with choices in braces. A line begins with {@code +} or {@code -}, or with what it
 * is an example of ({@code +hate,violence}). Deterministic.
 */
final class Examples {

    private static final int EACH = 48;
    private static final int EACH_OF_MANY = 2;

    private Examples() {}

    static List<Sample> read(Path file, Learner.Settings settings) {
        return read(file, EACH, "own", settings);
    }

    /** Of a file of many lines, which differ more from each other than the choices of one do. */
    static List<Sample> readWide(Path file, Learner.Settings settings) {
        return read(file, EACH_OF_MANY, "wide", settings);
    }

    private static List<Sample> read(Path file, int each, String kind, Learner.Settings settings) {
        try {
            List<Sample> samples = new ArrayList<>();
            SplittableRandom random = new SplittableRandom(7);
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith("+") || line.startsWith("-")) {
                    int space = line.indexOf(' ');
                    Set<String> written = new TreeSet<>();
                    for (int i = 0; i < each; i++) {
                        StringBuilder text = new StringBuilder();
                        write(line, space + 1, random, text);
                        written.add(text.toString().replace("\\n", "\n"));
                    }
                    for (String text : written) {
                        samples.add(Sample.of("own", text, line.startsWith("+"), (line.startsWith("+") ? "attack_" : "hard_") + kind, "own",
                                Set.of(line.substring(1, space).split(",")), settings));
                    }
                }
            }
            return samples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes one choice of all there are up to the brace that closes. @return where it ended */
    private static int write(String line, int from, SplittableRandom random, StringBuilder text) {
        int at = from;
        while (at < line.length() && line.charAt(at) != '}' && line.charAt(at) != '|') {
            if (line.charAt(at) == '{') {
                at = choose(line, at + 1, random, text);
            } else {
                text.append(line.charAt(at++));
            }
        }
        return at;
    }

    private static int choose(String line, int from, SplittableRandom random, StringBuilder text) {
        List<String> choices = new ArrayList<>();
        int at = from;
        while (true) {
            StringBuilder choice = new StringBuilder();
            at = write(line, at, random, choice);
            choices.add(choice.toString());
            if (at >= line.length()) {
                throw new IllegalArgumentException("a brace that does not close: " + line);
            }
            if (line.charAt(at++) == '}') {
                text.append(choices.get(random.nextInt(choices.size())));
                return at;
            }
        }
    }
}
