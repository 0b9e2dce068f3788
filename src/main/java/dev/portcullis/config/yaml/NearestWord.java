package dev.portcullis.config.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The known word that was probably meant: fewest letters added, dropped, replaced or swapped with a neighbour. */
final class NearestWord {

    private static final int LISTED = 96;
    private static final int LONGEST = 64;

    private record Candidate(String word, int distance) {}

    private NearestWord() {}

    /** Empty when nothing is near: at most a third of the letters may differ, and never more than three. */
    static Optional<String> to(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        int farthest = Math.clamp(word.length() / 3, 1, 3);
        return known.stream()
                .filter(other -> Math.abs(other.length() - word.length()) <= farthest)
                .map(other -> new Candidate(other, distance(word.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.distance() <= farthest)
                .min(Comparator.comparingInt(Candidate::distance))
                .map(Candidate::word);
    }

    /** The end of a message about an unknown word: the nearest known one, if any, and what is known. */
    static String hint(String word, Collection<String> known) {
        return to(word, known).map(near -> "; did you mean '" + near + "'?").orElse(".") + " " + knownHere(known);
    }

    static String knownHere(Collection<String> known) {
        String more = known.size() > LISTED ? " and " + (known.size() - LISTED) + " more" : "";
        return "Known here: " + known.stream().limit(LISTED).map(Shown::name).collect(Collectors.joining(", ")) + more;
    }

    /** Optimal string alignment: Levenshtein's distance with a swap of two neighbours as one step. */
    static int distance(String one, String other) {
        int[][] steps = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int replaced = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                steps[i][j] = Math.min(steps[i - 1][j - 1] + replaced, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
                if (i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1)) {
                    steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
                }
            }
        }
        return steps[one.length()][other.length()];
    }
}
