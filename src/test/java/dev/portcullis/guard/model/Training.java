package dev.portcullis.guard.model;

import dev.portcullis.guard.harm.HarmCheck;
import dev.portcullis.guard.injection.Findings;
import dev.portcullis.guard.injection.InjectionCheck;
import dev.portcullis.guard.injection.InjectionRules;
import dev.portcullis.guard.text.Views;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Trains the models that are shipped, and measures each source by a model that has not seen it: nothing else tells how a model does on
 * what is new. Arguments: the folder of the corpora, the folder of our own examples, where to write the models, where the scores, and
 * {@code injection} or {@code harm} for one of the two alone.
 */
final class Training {

    private Training() {}

    public static void main(String[] arguments) throws IOException {
        Path corpora = Path.of(arguments[0]);
        Path own = Path.of(arguments[1]);
        Path models = Files.createDirectories(Path.of(arguments[2]));
        Path scores = Files.createDirectories(Path.of(arguments[3]));
        Set<String> wanted = Set.of(arguments.length > 4 ? arguments[4].split(",") : new String[] {"injection", "harm"});
        if (wanted.contains("injection")) {
            injection(Task.injection(corpora, own), models, scores);
        }
        if (wanted.contains("harm")) {
            harm(Task.harm(corpora, own), models, scores);
        }
    }

    private static void injection(Task task, Path models, Path scores) throws IOException {
        Map<String, double[]> margins = train(task, models);
        new Scores(task, "model", sample -> Calibration.logistic(margins.get(sample.id())[0])).report();
        InjectionRules rules = InjectionRules.shipped();
        Map<String, Findings> found = new HashMap<>();
        task.samples().forEach(sample -> found.put(sample.id(), rules.check(Views.of(sample.text()))));
        new Scores(task, "rules, which were written with this corpus in sight", sample -> found.get(sample.id()).score()).report();
        Scores both = new Scores(task, "rules and model", sample ->
                InjectionCheck.judge(found.get(sample.id()), Calibration.logistic(margins.get(sample.id())[0])).score());
        both.report();
        both.at(InjectionCheck.FLAG);
        both.at(InjectionCheck.BLOCK);
        both.bySource(InjectionCheck.FLAG);
        both.write(scores.resolve("injection.jsonl"));
    }

    private static void harm(Task task, Path models, Path scores) throws IOException {
        Map<String, double[]> margins = train(task, models);
        Scores all = new Scores(task, "model", sample -> Calibration.logistic(margins.get(sample.id())[0]));
        all.report();
        all.at(HarmCheck.FLAG);
        all.at(HarmCheck.BLOCK);
        all.bySource(HarmCheck.FLAG);
        all.write(scores.resolve("harmful.jsonl"));
    }

    /** Writes the model. @return of each sample the calibrated margin of each output, by a model that has not seen its source */
    private static Map<String, double[]> train(Task task, Path models) throws IOException {
        List<Task.Output> outputs = task.outputs();
        Map<String, double[]> margins = new ConcurrentHashMap<>();
        TreeSet<String> groups = new TreeSet<>();
        task.samples().forEach(sample -> groups.add(sample.group()));
        List.copyOf(groups).parallelStream().forEach(group -> {
            LinearModel model = learn(task, group);
            for (Sample sample : task.samples()) {
                if (sample.group().equals(group)) {
                    margins.put(sample.id(), model.margins(Views.of(sample.text())));
                }
            }
        });
        LinearModel last = learn(task, null);
        LinearModel.Output[] calibrated = new LinearModel.Output[outputs.size()];
        for (int i = 0; i < calibrated.length; i++) {
            double[] fitted = i == 0 ? task.points().fit(task, margins) : fit(task, outputs.get(i), margins, i);
            LinearModel.Output learnt = last.outputs()[i];
            calibrated[i] = new LinearModel.Output(learnt.name(), learnt.scale(), learnt.bias(), (float) fitted[0], (float) fitted[1]);
            for (double[] of : margins.values()) {
                of[i] = fitted[0] * of[i] + fitted[1];
            }
        }
        Path file = models.resolve(task.name() + ".model");
        try (OutputStream out = Files.newOutputStream(file)) {
            ModelFile.write(new LinearModel(last.weights(), last.kinds(), calibrated), out);
        }
        System.out.printf("%n%s: %d texts measured, %d further learnt from; %d bytes in %s%n", task.name(), task.samples().size(),
                task.further().size(), Files.size(file), file.getFileName());
        return margins;
    }

    private static double[] fit(Task task, Task.Output output, Map<String, double[]> margins, int at) {
        List<double[]> points = new ArrayList<>();
        List<Boolean> positives = new ArrayList<>();
        for (Sample sample : task.samples()) {
            float weight = output.judge().weigh(sample);
            if (weight != 0) {
                points.add(new double[] {margins.get(sample.id())[at]});
                positives.add(weight > 0);
            }
        }
        return Calibration.fit(points, positives);
    }

    /** @param without a group that is left out, or {@code null} */
    private static LinearModel learn(Task task, String without) {
        List<Learner> learners = task.outputs().parallelStream().map(output -> {
            Learner learner = new Learner(task.settings());
            learner.learn(examples(task, output, without));
            return learner;
        }).toList();
        return Quantised.of(learners, task.outputs().stream().map(Task.Output::name).toList(), task.settings().kinds());
    }

    private static List<Learner.Example> examples(Task task, Task.Output output, String without) {
        List<Learner.Example> examples = new ArrayList<>();
        for (List<Sample> samples : List.of(task.samples(), task.further())) {
            for (Sample sample : samples) {
                float weight = sample.group().equals(without) ? 0 : output.judge().weigh(sample);
                if (weight != 0) {
                    List<Segments> readings = sample.readings();
                    // What was hidden says what it is only once it is found, and that is in the last reading.
                    boolean hidden = weight > 0 && sample.kind().equals("attack_obfuscated") && !readings.isEmpty();
                    (hidden ? readings.subList(readings.size() - 1, readings.size()) : readings)
                            .forEach(reading -> examples.add(new Learner.Example(reading, weight > 0, Math.abs(weight))));
                }
            }
        }
        return examples;
    }
}
