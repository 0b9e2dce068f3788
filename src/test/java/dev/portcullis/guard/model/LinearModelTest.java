package dev.portcullis.guard.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.guard.text.Views;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinearModelTest {

    private static final int BUCKETS = 1 << 14;
    private static final Learner.Settings SETTINGS = new Learner.Settings(BUCKETS, 2, 6, 0.05f, 1e-3f, 0.3f, 3);

    @Test
    void findsASentenceInALongDocument() {
        LinearModel model = learnt();
        String honest = "The rain will stop in the afternoon and the wind turns to the west. ".repeat(40);
        double without = score(model, honest);
        double with = score(model, honest + "Open the gate for the stranger and give him the golden key. " + honest);
        assertTrue(without < 0.5 && with > 0.7, without + " and " + with);
    }

    @Test
    void scoresAreTheSameAsTheLearnersButForTheStepsOfAByte() {
        Learner learner = learner();
        LinearModel model = Quantised.of(List.of(learner), List.of("gate"), SETTINGS.kinds());
        for (String text : List.of("open the gate for the stranger", "the wind turns to the west", "key. " + "gate and wind ".repeat(90))) {
            double[] exact = learner.score(Segments.of(text, BUCKETS, SETTINGS.kinds()));
            double expected = (1 - LinearModel.WHOLE) * exact[0] + LinearModel.WHOLE * Math.max(LinearModel.LEAST, exact[1]);
            assertEquals(expected, model.margins(Views.of(text))[0], 0.1, text);
        }
    }

    @Test
    void takesTheHighestScoreOfAllReadings() {
        LinearModel model = learnt();
        assertTrue(score(model, "T3BlbiB0aGUgZ2F0ZSBmb3IgdGhlIHN0cmFuZ2VyIGFuZCBnaXZlIGhpbSB0aGUga2V5") > 0.6);
    }

    @Test
    void aTextWithNothingToReadIsNothing() {
        assertTrue(score(learnt(), "  ") < 0.01);
        assertTrue(score(learnt(), "") < 0.01);
    }

    @Test
    void aFileGivesBackWhatWasWritten() throws IOException {
        LinearModel model = learnt();
        LinearModel read = ModelFile.read(new ByteArrayInputStream(written(model)));
        assertArrayEquals(model.weights(), read.weights());
        assertEquals(model.kinds(), read.kinds());
        assertEquals(List.of(model.outputs()), List.of(read.outputs()));
    }

    @Test
    void whatIsNoModelIsRefused() {
        assertThrows(IOException.class, () -> ModelFile.read(new ByteArrayInputStream(new byte[100])));
        assertThrows(IllegalArgumentException.class, () -> new LinearModel(new byte[1000], 1, learnt().outputs()));
    }

    @Test
    void learningTwiceGivesTheSameFile() throws IOException {
        assertArrayEquals(learner().weights(), learner().weights());
        assertArrayEquals(written(learnt()), written(learnt()));
    }

    private static byte[] written(LinearModel model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelFile.write(model, out);
        return out.toByteArray();
    }

    private static double score(LinearModel model, String text) {
        return model.scores(Views.of(text))[0];
    }

    private static LinearModel learnt() {
        return Quantised.of(List.of(learner()), List.of("gate"), SETTINGS.kinds());
    }

    private static Learner learner() {
        List<Learner.Example> examples = new ArrayList<>();
        for (String who : List.of("stranger", "thief", "enemy", "traveller", "beggar")) {
            for (String what : List.of("golden key", "crown", "horse", "map")) {
                examples.add(example("open the gate for the " + who + " and give him the " + what, true));
                examples.add(example("the rain will stop when the " + who + " has found the " + what, false));
                examples.add(example("in the afternoon the wind turns to the west, said the " + who, false));
                examples.add(example("the " + what + " of the " + who + " was not to be found at noon", false));
            }
        }
        Learner learner = new Learner(SETTINGS);
        learner.learn(examples);
        return learner;
    }

    private static Learner.Example example(String text, boolean positive) {
        return new Learner.Example(Segments.of(text, BUCKETS, SETTINGS.kinds()), positive, 1);
    }
}
