package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.release.quality.ScoreListener;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FeedbackSeamsTest {

    @Test
    void scoresOfReleasesThatNobodyJudgesAreNotTold() {
        List<String> told = new ArrayList<>();
        List<String> judged = new ArrayList<>(List.of("greet@2.0.0#1"));
        ScoreListener listener = FeedbackSeams.ofJudged(judged::contains, (release, arm, unit, value, calls) -> told.add(release + " " + arm + " " + value + " " + calls));
        UUID ann = UUID.randomUUID();
        listener.scored("greet@2.0.0#1", "canary", ann, 0.75, 1);
        listener.scored("greet@3.0.0#2", "canary", ann, 0.5, 1);
        assertEquals(List.of("greet@2.0.0#1 canary 0.75 1"), told);
        judged.clear();
        listener.scored("greet@2.0.0#1", "canary", ann, -0.75, 0);
        assertEquals(1, told.size(), "it has ended");
    }
}
