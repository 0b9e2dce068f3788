package dev.portcullis.cache.similar;

import dev.portcullis.cache.similar.facts.SameFacts;
import dev.portcullis.cache.similar.facts.Wording;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Prints what each threshold lets through, with the real model: {@code load-tests/similar-questions [-v]}. */
public final class ThresholdMeasurement {

    private record Measured(QuestionPairs.Pair pair, float likeness, boolean sameFacts) {
    }

    private ThresholdMeasurement() {
    }

    public static void main(String[] arguments) {
        MiniLm model = new MiniLm();
        List<Measured> same = measured(model, QuestionPairs.paraphrases());
        List<Measured> different = measured(model, QuestionPairs.nearMisses());
        table("chosen by", same, different, one -> !one.pair.held());
        table("held out", same, different, one -> one.pair.held());
        table("all", same, different, one -> true);
        kinds(different);
        if (arguments.length > 0) {
            System.out.println("\nparaphrases that the guards take for different:");
            same.stream().filter(one -> !one.pair.held() && !one.sameFacts).forEach(ThresholdMeasurement::print);
            System.out.println("\nnear-misses that the guards let through:");
            different.stream().filter(one -> !one.pair.held() && one.sameFacts).forEach(ThresholdMeasurement::print);
        }
    }

    private static List<Measured> measured(MiniLm model, List<QuestionPairs.Pair> pairs) {
        return pairs.stream().map(pair -> new Measured(pair, likeness(model, pair), SameFacts.in(Wording.of(pair.one()), Wording.of(pair.other())))).toList();
    }

    private static float likeness(MiniLm model, QuestionPairs.Pair pair) {
        return Direction.product(direction(model, pair.one()), direction(model, pair.other()));
    }

    private static float[] direction(MiniLm model, String question) {
        return model.apply(question).flatMap(Direction::of).orElseThrow();
    }

    private static void table(String name, List<Measured> same, List<Measured> different, Predicate<Measured> which) {
        List<Measured> paraphrases = same.stream().filter(which).toList();
        List<Measured> nearMisses = different.stream().filter(which).toList();
        System.out.printf(Locale.ROOT, "%n%s: %d paraphrases, %d near-misses%n| threshold | hits | false hits | hits, guarded | false hits, guarded |%n|---|---|---|---|---|%n",
                name, paraphrases.size(), nearMisses.size());
        for (int hundredths = 70; hundredths < 100; hundredths++) {
            float threshold = hundredths / 100f;
            System.out.printf(Locale.ROOT, "| %.2f | %s | %s | %s | %s |%n", threshold, share(paraphrases, one -> one.likeness >= threshold),
                    share(nearMisses, one -> one.likeness >= threshold), share(paraphrases, one -> one.likeness >= threshold && one.sameFacts),
                    share(nearMisses, one -> one.likeness >= threshold && one.sameFacts));
        }
    }

    private static String share(List<Measured> of, Predicate<Measured> which) {
        long count = of.stream().filter(which).count();
        return String.format(Locale.ROOT, "%.1f %% (%d)", 100.0 * count / of.size(), count);
    }

    private static void kinds(List<Measured> different) {
        Map<String, int[]> kinds = new TreeMap<>();
        for (Measured one : different) {
            int[] counts = kinds.computeIfAbsent(one.pair.kind(), none -> new int[3]);
            counts[0]++;
            counts[1] += one.likeness >= SimilarQuestions.THRESHOLD ? 1 : 0;
            counts[2] += one.likeness >= SimilarQuestions.THRESHOLD && one.sameFacts ? 1 : 0;
        }
        System.out.printf(Locale.ROOT, "%nnear-misses at %.2f%n| what differs | pairs | false hits | false hits, guarded |%n|---|---|---|---|%n", SimilarQuestions.THRESHOLD);
        kinds.forEach((kind, counts) -> System.out.printf("| %s | %d | %d | %d |%n", kind, counts[0], counts[1], counts[2]));
    }

    private static void print(Measured one) {
        System.out.printf(Locale.ROOT, "%.3f %s: %s | %s%n", one.likeness, one.pair.kind(), one.pair.one(), one.pair.other());
    }
}
