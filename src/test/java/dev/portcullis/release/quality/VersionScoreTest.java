package dev.portcullis.release.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.release.statistics.Moments;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VersionScoreTest {

    @Test
    void whatNobodySaidAnythingOfHasNoScore() {
        assertEquals(Optional.empty(), new VersionScore(Moments.NONE, 0, 0).score());
    }

    @Test
    void itIsTheShareOfKeptPromisesTimesWhatUsersThink() {
        Moments users = Moments.NONE.and(1.5, 2).and(0, 1).and(3, 3);
        assertEquals(0.75, new VersionScore(users, 0, 0).score().orElseThrow().value(), 1e-12);
        assertEquals(0.9, new VersionScore(Moments.NONE, 90, 10).score().orElseThrow().value(), 1e-12);
        assertEquals(0.675, new VersionScore(users, 90, 10).score().orElseThrow().value(), 1e-12);
    }

    /** Wilson's interval of 90 of 100, by another formula, is 0.8256 to 0.9448. */
    @Test
    void theIntervalOfPromisesAloneIsAboutThatOfAShare() {
        VersionScore.Score score = new VersionScore(Moments.NONE, 90, 10).score().orElseThrow();
        assertEquals(0.835, score.lower(), 0.01);
        assertEquals(0.955, score.upper(), 0.015);
    }

    @Test
    void oneUsersRatingsProveNothingHoweverManyTheyAre() {
        assertEquals(new VersionScore.Score(1, 0, 1), new VersionScore(Moments.NONE.and(1_000, 1_000), 0, 0).score().orElseThrow());
        double two = new VersionScore(Moments.NONE.and(1, 1).and(1, 1), 0, 0).score().orElseThrow().lower();
        assertTrue(two < 0.1, "two who are content: " + two);
        double twenty = new VersionScore(new Moments(20, 20, 20, 20, 20, 20), 0, 0).score().orElseThrow().lower();
        assertTrue(twenty > 0.85 && twenty < 0.95, "twenty who are: " + twenty);
    }

    /** 400 versions whose answers are worth 0.6 on the average, with 30 users of 1 to 5 ratings who differ among themselves. */
    @Test
    void theTrueScoreLiesInTheIntervalAboutNineteenTimesInTwenty() {
        SplittableRandom random = new SplittableRandom(7);
        int inside = 0;
        for (int version = 0; version < 400; version++) {
            Moments users = Moments.NONE;
            long failed = 0;
            for (int user = 0; user < 30; user++) {
                int ratings = 1 + random.nextInt(5);
                double likes = 0.5 + 0.5 * random.nextDouble();
                double sum = 0;
                for (int i = 0; i < ratings; i++) {
                    sum += random.nextDouble() < likes ? 1 : 0;
                }
                users = users.and(sum, ratings);
            }
            for (int i = 0; i < 200; i++) {
                failed += random.nextDouble() < 0.2 ? 1 : 0;
            }
            VersionScore.Score score = new VersionScore(users, 200 - failed, failed).score().orElseThrow();
            inside += score.lower() <= 0.6 && 0.6 <= score.upper() ? 1 : 0;
        }
        assertTrue(inside >= 368 && inside <= 394, inside + " of 400");
    }
}
