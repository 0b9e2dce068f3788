package dev.portcullis.guard.model;

import dev.portcullis.guard.harm.HarmCheck;
import dev.portcullis.guard.injection.InjectionCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a model is trained for.
 *
 * @param name    of the model
 * @param samples that it is measured by, each source by a model that has not seen it
 * @param further that it only learns from
 * @param core    kinds of attacks that count
 * @param points  where the score of the first output shall lie
 * @param outputs what it shall tell, the first of which is measured
 */
record Task(String name, Learner.Settings settings, List<Sample> samples, List<Sample> further, Set<String> core, Points points,
            List<Output> outputs) {

    private static final Set<String> CORE = Set.of("attack_direct", "attack_prompt_leak", "attack_jailbreak_persona",
            "attack_indirect_override", "attack_multilingual");

    private static final Points INJECTION = new Points(InjectionCheck.FLAG / InjectionCheck.MOST, new Points.Share(0.003, 0.01),
            InjectionCheck.BLOCK / InjectionCheck.MOST, new Points.Share(0, 0.001));
    private static final Points HARM = new Points(HarmCheck.FLAG, new Points.Share(0.05, 1), HarmCheck.BLOCK, new Points.Share(0.01, 1));

    /** How much a sample counts as an example of something: below 0 as one that is none, 0 not at all. */
    interface Judge {

        float weigh(Sample sample);
    }

    record Output(String name, Judge judge) {}

    static Task injection(Path corpora, Path own) {
        Learner.Settings settings = new Learner.Settings(1 << 18, 1, 6, 0.05f, 1e-2f, 0.3f, 3);
        List<Sample> samples = Sample.read(corpora.resolve("injection.jsonl"), settings);
        List<Sample> further = new ArrayList<>(Examples.read(own.resolve("own-injection.txt"), settings));
        others(samples, further, Sample.read(corpora.resolve("harmful.jsonl"), settings));
        others(samples, further, Sample.read(corpora.resolve("pii.jsonl"), settings));
        for (String wide : List.of("wide-direct.txt", "wide-personas.txt", "wide-documents.txt")) {
            further.addAll(Examples.readWide(own.resolve(wide), settings));
        }
        return new Task("injection", settings, samples, further, CORE, INJECTION, List.of(new Output("injection", Task::injection)));
    }

    static Task harm(Path corpora, Path own) {
        Learner.Settings settings = new Learner.Settings(1 << 16, 6, 6, 0.05f, 3e-3f, 0.3f, 3);
        List<Sample> samples = Sample.read(corpora.resolve("harmful.jsonl"), settings);
        List<Sample> further = new ArrayList<>(Examples.read(own.resolve("own-harm.txt"), settings));
        others(samples, further, Examples.read(own.resolve("own-injection.txt"), settings));
        others(samples, further, Sample.read(corpora.resolve("injection.jsonl"), settings));
        others(samples, further, Sample.read(corpora.resolve("pii.jsonl"), settings));
        List<Output> outputs = new ArrayList<>();
        outputs.add(new Output("flagged", sample -> harm(sample, sample.attack() && sample.kind().startsWith("harmful")
                || own(sample) && sample.attack())));
        for (String category : List.of("harassment", "hate", "illicit", "self-harm", "sexual", "violence")) {
            outputs.add(new Output(category, sample -> categories(sample).contains(category) ? harm(sample, true)
                    : known(sample) ? harm(sample, false) : 0));
        }
        return new Task("harm", settings, samples, further, Set.of("harmful_content", "harmful_request"), HARM, outputs);
    }

    private static void others(List<Sample> samples, List<Sample> further, List<Sample> more) {
        Set<String> texts = new HashSet<>();
        samples.forEach(sample -> texts.add(sample.text()));
        further.forEach(sample -> texts.add(sample.text()));
        more.stream().filter(sample -> texts.add(sample.text())).forEach(further::add);
    }

    private static boolean own(Sample sample) {
        return sample.source().equals("own");
    }

    private static float injection(Sample sample) {
        return switch (sample.kind()) {
            case "attack_own", "attack_wide", "attack_direct" -> 2;
            case "attack_multilingual", "attack_prompt_leak" -> 3;
            case "attack_indirect_override" -> 1;
            case "attack_jailbreak_persona", "attack_obfuscated" -> 0.5f;
            // Nothing in the text tells these, or they are harmful rather than injected.
            case "attack_indirect_plain", "attack_adversarial_suffix", "harmful_request" -> 0;
            case "hard_own" -> -2;
            case "hard_wide", "hard_trigger_words", "hard_document", "hard_roleplay" -> -3;
            default -> sample.kind().startsWith("pii") || sample.kind().startsWith("harmful") || sample.kind().endsWith("_content")
                    || sample.kind().equals("hard_benign") ? -0.5f : -1;
        };
    }

    private static float harm(Sample sample, boolean harmful) {
        if (sample.kind().startsWith("pii")) {
            return -0.3f;
        }
        if (sample.kind().startsWith("attack") && !own(sample) || sample.labels().contains("") && sample.kind().equals("attack_own")) {
            return 0;
        }
        float weight = own(sample) ? 2 : sample.source().startsWith("openai/moderation") ? 1.5f : 1;
        return harmful ? weight : -weight;
    }

    /** Whether the categories of a sample are known, and not only that it is harmful. */
    private static boolean known(Sample sample) {
        return !sample.attack() || own(sample) || sample.source().startsWith("openai/moderation");
    }

    private static Set<String> categories(Sample sample) {
        if (!sample.attack() || own(sample)) {
            return sample.labels();
        }
        Set<String> categories = new HashSet<>();
        if (sample.source().contains("HateCheck")) {
            categories.add("hate");
            if (sample.labels().toString().contains("threat")) {
                categories.add("violence");
            }
        } else if (sample.source().contains("AdvBench")) {
            categories.add("illicit");
        }
        for (String label : sample.labels()) {
            categories.add(switch (label) {
                case "S" -> "sexual";
                case "H", "H2" -> "hate";
                case "HR" -> "harassment";
                case "SH" -> "self-harm";
                case "V", "V2" -> "violence";
                default -> label;
            });
        }
        return categories;
    }
}
