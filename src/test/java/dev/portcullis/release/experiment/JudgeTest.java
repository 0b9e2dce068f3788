package dev.portcullis.release.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.release.statistics.Moments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private static final Plan TWO = Plans.plan("tone", "[{'name':'a','weight':1},{'name':'b','weight':1}]");
    private static final Plan THREE = Plans.plan("tone", "[{'name':'a','weight':1},{'name':'b','weight':1},{'name':'c','weight':1}]");

    /** So many users, of whom so many have come to 1, and the others to 0. */
    private static Told told(int users, int ones) {
        return new Told(users, 0, 0, new Moments(users, ones, users, ones, ones, users));
    }

    private static Plan with(Plan plan, String stop) {
        return Plans.plan("tone", PlanJson.of(plan).get("variants").toString().replace('"', '\'') + ",'stop':" + stop);
    }

    @Test
    void whatIsClearlyBetterWins() {
        Judgement judgement = Judge.judge(TWO, List.of(told(2_000, 200), told(2_000, 400)));
        assertEquals(Optional.of("b"), judgement.winner());
        assertTrue(judgement.arms().get(1).better() > 0.999);
        double[] best = Judge.best(TWO, judgement.arms());
        assertEquals(1, best[0] + best[1], 1e-9);
        JsonNode figures = Figures.of(TWO, judgement);
        assertEquals(0.1, figures.at("/variants/0/mean").doubleValue(), 1e-12);
        assertEquals(1.0, figures.at("/variants/1/uplift").doubleValue(), 1e-12);
        assertEquals(0.1, figures.at("/variants/1/difference").doubleValue(), 1e-12);
        assertTrue(figures.at("/variants/1/difference_interval/0").doubleValue() > 0);
        assertFalse(figures.at("/variants/0").has("uplift"));
    }

    @Test
    void whatIsBetterDependsOnTheDirection() {
        Plan lower = new Plan(TWO.name(), TWO.prompt(), TWO.variants(), TWO.source(), false, TWO.group(), TWO.share(), TWO.stop());
        Judgement judgement = Judge.judge(lower, List.of(told(2_000, 200), told(2_000, 400)));
        assertEquals(Optional.of("a"), judgement.winner(), "all others are worse");
        assertTrue(judgement.arms().get(1).better() < 0.001 && Judge.best(lower, judgement.arms())[0] > 0.999);
    }

    @Test
    void oneVariantThatIsWorseEndsNothingWhereAnotherMayBeBetter() {
        assertEquals(Optional.empty(), Judge.judge(THREE, List.of(told(2_000, 400), told(2_000, 410), told(2_000, 200))).winner());
        assertEquals(Optional.of("a"), Judge.judge(THREE, List.of(told(2_000, 400), told(2_000, 200), told(2_000, 190))).winner());
        assertEquals(Optional.of("c"), Judge.judge(THREE, List.of(told(2_000, 200), told(2_000, 400), told(2_000, 500))).winner());
    }

    @Test
    void usersWhoWereNotDealtOutAsMeantLetNobodyWin() {
        Judgement judgement = Judge.judge(TWO, List.of(told(2_400, 200), told(2_000, 600)));
        assertTrue(judgement.mismatch());
        assertEquals(Optional.empty(), judgement.winner());
        assertTrue(Figures.of(TWO, judgement).at("/sample_ratio/mismatch").booleanValue());
        assertFalse(Judge.judge(TWO, List.of(told(2_050, 200), told(2_000, 600))).mismatch());
        Plan rare = Plans.plan("tone", "[{'name':'a','weight':9999},{'name':'b','weight':1}]");
        assertFalse(Judge.judge(rare, List.of(told(100, 10), told(3, 1))).mismatch(), "too few for the test");
    }

    @Test
    void fewUsersProveNothing() {
        Judgement judgement = Judge.judge(TWO, List.of(told(99, 0), told(99, 99)));
        assertEquals(Optional.empty(), judgement.winner());
        assertFalse(judgement.arms().get(1).significant());
        assertEquals(Optional.of("b"), Judge.judge(TWO, List.of(told(100, 1), told(100, 99))).winner());
    }

    @Test
    void whatIsNotKnownIsNull() {
        JsonNode figures = Figures.of(TWO, Judge.judge(TWO, List.of(Told.NOTHING, Told.NOTHING)));
        for (String field : List.of("mean", "uplift", "uplift_interval", "difference", "difference_interval")) {
            assertTrue(figures.at("/variants/1/" + field).isNull(), field);
        }
        assertEquals(1, figures.at("/variants/1/p").doubleValue());
        assertEquals(0.5, figures.at("/variants/1/probability_better").doubleValue());
        assertTrue(figures.get("proved_best").isNull());
        JsonNode nothingSold = Figures.of(TWO, Judge.judge(TWO, List.of(told(200, 0), told(200, 3))));
        assertTrue(nothingSold.at("/variants/1/uplift").isNull(), "nothing is a part of nothing");
        assertEquals(0.015, nothingSold.at("/variants/1/difference").doubleValue(), 1e-12);
    }

    @Test
    void timesAreShownInSecondsAndComparedAsParts() {
        Plan latency = new Plan(TWO.name(), TWO.prompt(), TWO.variants(), Source.LATENCY, false, TWO.group(), TWO.share(), TWO.stop());
        List<Told> told = new ArrayList<>();
        for (double seconds : new double[] {1, 2}) {
            Moments moments = Moments.NONE;
            for (int i = 0; i < 500; i++) {
                moments = moments.and(Math.log(seconds) + (i % 2 == 0 ? 0.1 : -0.1), 1);
            }
            told.add(new Told(500, 7, 0, moments));
        }
        JsonNode figures = Figures.of(latency, Judge.judge(latency, told));
        assertEquals(2, figures.at("/variants/1/mean").doubleValue(), 1e-9);
        assertEquals(1, figures.at("/variants/1/uplift").doubleValue(), 1e-9);
        assertTrue(figures.at("/variants/1/uplift_interval/0").doubleValue() > 0.9 && figures.at("/variants/1/uplift_interval/1").doubleValue() < 1.1);
        assertEquals("a", figures.get("proved_best").textValue());
        assertEquals(14, figures.get("contaminated").intValue());
    }

    @Test
    void stopRulesHoldWhenTheyAreMet() {
        List<Told> clear = List.of(told(2_000, 200), told(2_000, 400));
        Duration hour = Duration.ofHours(1);
        assertEquals(Optional.empty(), ended(TWO, clear, hour));
        assertTrue(ended(with(TWO, "{'significant':true}"), clear, hour).orElseThrow().contains("'b' is better"));
        assertEquals(Optional.empty(), ended(with(TWO, "{'significant':true}"), List.of(told(2_000, 200), told(2_000, 201)), hour));
        assertTrue(ended(with(TWO, "{'max_users':4000}"), clear, hour).orElseThrow().contains("4000 users"));
        assertEquals(Optional.empty(), ended(with(TWO, "{'max_users':4001}"), clear, hour));
        assertTrue(ended(with(TWO, "{'max_duration':'1h'}"), clear, hour).orElseThrow().contains("1h"));
        assertEquals(Optional.empty(), ended(with(TWO, "{'max_duration':'2h'}"), clear, hour));
    }

    @Test
    void asManyUsersAsAreCountedAreAsManyAsThereEverWillBe() {
        Plan plan = Plans.plan("tone", "[{'name':'a','weight':1},{'name':'b','weight':1}],'stop':{'max_users':1000000000}");
        Told full = new Told(100_000, 0, 0, Moments.NONE);
        assertEquals(Optional.empty(), ended(plan, List.of(full, full), Duration.ofDays(1)));
        assertTrue(ended(plan, List.of(full, new Told(100_000, 0, 1, Moments.NONE)), Duration.ofDays(1)).orElseThrow()
                .contains("as many as are counted"));
    }

    private static Optional<String> ended(Plan plan, List<Told> told, Duration since) {
        return Judge.ended(plan, Judge.judge(plan, told), since);
    }
}
