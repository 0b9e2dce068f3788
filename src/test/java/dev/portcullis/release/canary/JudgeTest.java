package dev.portcullis.release.canary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.release.statistics.Moments;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JudgeTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Progress SMALL = new Progress(0.1, 50, MINUTE, MINUTE);
    private static final Progress LARGE = new Progress(0.8, 50, MINUTE, Duration.ofHours(1));

    /** As many callers, with five calls each, whose values are one in turn with the other. */
    private static Moments callers(int count, double one, double other) {
        Moments moments = Moments.NONE;
        for (int i = 0; i < count; i++) {
            moments = moments.and(5 * (i % 2 == 0 ? one : other), 5);
        }
        return moments;
    }

    private static Sample sample(Map<Measure, Moments> measures) {
        return new Sample((long) measures.getOrDefault(Measure.ERROR_RATE, Moments.NONE).n(), 0, measures);
    }

    /** A caller with a thousand calls and some with one. */
    private static Sample lopsided(int others) {
        Moments moments = Moments.NONE.and(0, 1_000);
        for (int i = 0; i < others; i++) {
            moments = moments.and(0, 1);
        }
        return sample(Map.of(Measure.ERROR_RATE, moments));
    }

    private static Sample flawless(int callers) {
        return sample(Map.of(Measure.ERROR_RATE, callers(callers, 0, 0)));
    }

    private static Sample with(Sample sample, Measure measure, Moments moments) {
        Map<Measure, Moments> measures = new EnumMap<>(sample.measures());
        measures.put(measure, moments);
        return new Sample(sample.requests(), sample.firstErrors(), measures);
    }

    private static Rules rules(Criteria criteria) {
        return new Rules(criteria, Rules.GUARDRAILS, 0.05, 50, MINUTE, Duration.ofDays(3));
    }

    private static <V extends Verdict> void verdict(Class<V> kind, String says, Verdict verdict) {
        assertInstanceOf(kind, verdict, verdict.reason());
        assertTrue(verdict.reason().contains(says), verdict.reason());
    }

    @Test
    void fiveErrorsAmongTheFirstTwentyCallsAreEnough() {
        verdict(Verdict.RollBack.class, "5 of the canary's first 20",
                Judge.judge(Rules.USUAL, SMALL, Sample.NONE, new Sample(6, 5, Map.of())));
        verdict(Verdict.Wait.class, "", Judge.judge(Rules.USUAL, SMALL, Sample.NONE, new Sample(20, 4, Map.of())));
    }

    @Test
    void noDataIsNotSuccessAndInTheEndSomebodyHasToDecide() {
        Progress none = new Progress(0.1, 0, Duration.ofHours(2), Duration.ofHours(2));
        Rules noMinimum = new Rules(Criteria.NONE, Map.of(), 0.05, 0, Duration.ZERO, Duration.ofDays(3));
        verdict(Verdict.Wait.class, "0 of at least 50 requests", Judge.judge(Rules.USUAL, none, Sample.NONE, Sample.NONE));
        verdict(Verdict.Wait.class, "0 of at least 1 requests", Judge.judge(noMinimum, none, Sample.NONE, Sample.NONE));
        Progress over = new Progress(0.1, 0, Duration.ofDays(3), Duration.ofDays(3));
        verdict(Verdict.Inconclusive.class, "72h", Judge.judge(Rules.USUAL, over, Sample.NONE, Sample.NONE));
        verdict(Verdict.Wait.class, "0 callers", Judge.judge(Rules.USUAL, SMALL, flawless(50), Sample.NONE));
        verdict(Verdict.Wait.class, "control", Judge.judge(Rules.USUAL, SMALL, Sample.NONE, flawless(50)));
    }

    @Test
    void everyStepHasAMinimumOfRequestsAndOfTime() {
        verdict(Verdict.Wait.class, "49 of at least 50 requests",
                Judge.judge(Rules.USUAL, new Progress(0.1, 49, MINUTE, MINUTE), flawless(50), flawless(50)));
        verdict(Verdict.Wait.class, "59s of at least 1m",
                Judge.judge(Rules.USUAL, new Progress(0.1, 50, Duration.ofSeconds(59), MINUTE), flawless(50), flawless(50)));
        verdict(Verdict.Promote.class, "50 requests", Judge.judge(Rules.USUAL, SMALL, flawless(50), flawless(50)));
    }

    @Test
    void upToHalfOfCallersItGrowsWithoutProofAndBeyondWithProofOnly() {
        verdict(Verdict.Promote.class, "", Judge.judge(Rules.USUAL, new Progress(0.5, 50, MINUTE, MINUTE), flawless(10), flawless(10)));
        verdict(Verdict.Wait.class, "error_rate 0.00 %", Judge.judge(Rules.USUAL, LARGE, flawless(10), flawless(10)));
        verdict(Verdict.Promote.class, "no guardrail is left", Judge.judge(Rules.USUAL, LARGE, flawless(100), flawless(100)));
    }

    @Test
    void whatIsProvedAtTheLastMomentStillCounts() {
        Progress late = new Progress(1, 500, MINUTE, Duration.ofDays(4));
        verdict(Verdict.Promote.class, "", Judge.judge(Rules.USUAL, late, flawless(100), flawless(100)));
        verdict(Verdict.Inconclusive.class, "not ruled out", Judge.judge(Rules.USUAL, late, flawless(10), flawless(10)));
    }

    @ParameterizedTest
    @EnumSource(Measure.class)
    void worseInAnyMeasureIsRolledBackAndBetterIsNot(Measure measure) {
        double good = measure == Measure.QUALITY ? 0.9 : 0.02;
        double bad = measure == Measure.QUALITY ? 0.5 : 0.7;
        Sample better = with(flawless(200), measure, callers(200, good, good * 1.1));
        Sample worse = with(flawless(200), measure, callers(200, bad, bad * 1.1));
        verdict(Verdict.RollBack.class, Wording.name(measure), Judge.judge(Rules.USUAL, SMALL, better, worse));
        verdict(Verdict.Promote.class, "", Judge.judge(Rules.USUAL, LARGE, worse, better));
        verdict(Verdict.Promote.class, "", Judge.judge(Rules.USUAL, SMALL, worse, worse));
    }

    @Test
    void whatHasNoGuardrailIsNotLookedAt() {
        Rules errors = new Rules(Criteria.NONE, Map.of(Measure.ERROR_RATE, new Guardrail(0, 0.03)), 0.05, 50, MINUTE, Duration.ofDays(1));
        Sample dear = with(flawless(100), Measure.COST, callers(100, 9, 10));
        verdict(Verdict.Promote.class, "", Judge.judge(errors, LARGE, with(flawless(100), Measure.COST, callers(100, 1, 2)), dear));
    }

    @Test
    void whatOneSideDoesNotHaveIsNotProvedAndWhatNeitherHasIsNotAsked() {
        Sample scored = with(flawless(100), Measure.QUALITY, callers(100, 0.9, 0.8));
        verdict(Verdict.Wait.class, "The canary has quality of 0 callers", Judge.judge(Rules.USUAL, LARGE, scored, flawless(100)));
        verdict(Verdict.Wait.class, "The control has quality of 0 callers", Judge.judge(Rules.USUAL, LARGE, flawless(100), scored));
        verdict(Verdict.Promote.class, "", Judge.judge(Rules.USUAL, LARGE, flawless(100), flawless(100)));
    }

    @Test
    void whatCostsNothingOnBothSidesIsNotDearer() {
        Sample free = with(flawless(100), Measure.COST, callers(100, 0, 0));
        verdict(Verdict.Promote.class, "", Judge.judge(Rules.USUAL, LARGE, free, free));
        Sample dear = with(free, Measure.COST, callers(100, 0.001, 0.002));
        verdict(Verdict.RollBack.class, "cost", Judge.judge(Rules.USUAL, LARGE, free, dear));
    }

    @Test
    void aCriterionIsTheCanarysOwnWhateverTheControlIsLike() {
        Rules rules = rules(new Criteria(OptionalDouble.empty(), OptionalDouble.of(5), OptionalDouble.empty()));
        Sample slow = with(flawless(100), Measure.LATENCY, callers(100, Math.log(9), Math.log(11)));
        verdict(Verdict.RollBack.class, "criterion of 5.000 s", Judge.judge(rules, SMALL, slow, slow));
        Sample quick = with(flawless(100), Measure.LATENCY, callers(100, Math.log(3), Math.log(3.1)));
        verdict(Verdict.Promote.class, "", Judge.judge(rules, LARGE, quick, quick));
        Sample near = with(flawless(100), Measure.LATENCY, callers(100, Math.log(5), Math.log(5.4)));
        Sample doubtful = with(flawless(100), Measure.LATENCY, callers(8, Math.log(4.5), Math.log(8)));
        verdict(Verdict.Promote.class, "", Judge.judge(rules, SMALL, near, doubtful));
        verdict(Verdict.Wait.class, "in doubt", Judge.judge(rules, LARGE, near, doubtful));
    }

    @Test
    void aCriterionOfQualityAsksForScores() {
        Rules rules = rules(new Criteria(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.of(0.8)));
        verdict(Verdict.Wait.class, "The canary has quality of 0 callers", Judge.judge(rules, LARGE, flawless(100), flawless(100)));
        Sample poor = with(flawless(100), Measure.QUALITY, callers(100, 0.6, 0.5));
        verdict(Verdict.RollBack.class, "criterion of 0.800", Judge.judge(rules, SMALL, poor, poor));
        Sample fine = with(flawless(100), Measure.QUALITY, callers(100, 0.9, 0.85));
        verdict(Verdict.Promote.class, "", Judge.judge(rules, LARGE, fine, fine));
    }

    @Test
    void oneBadCallerAmongFewIsNoProofAndFiveAre() {
        Moments oneOfFour = Moments.NONE.and(90, 100).and(1, 100).and(0, 100).and(1, 100);
        Moments good = Moments.NONE.and(1, 100).and(1, 100).and(0, 100).and(1, 100);
        verdict(Verdict.Promote.class, "", Judge.judge(Rules.USUAL, SMALL, sample(Map.of(Measure.ERROR_RATE, good)),
                sample(Map.of(Measure.ERROR_RATE, oneOfFour))));
        Moments all = Moments.NONE;
        for (int i = 0; i < 5; i++) {
            all = all.and(20 - i % 2, 20);
        }
        verdict(Verdict.RollBack.class, "error_rate", Judge.judge(Rules.USUAL, SMALL, sample(Map.of(Measure.ERROR_RATE, good)),
                sample(Map.of(Measure.ERROR_RATE, all))));
    }

    @Test
    void sumsThatAreNotNumbersProveNothing() {
        Sample broken = with(flawless(100), Measure.LATENCY, callers(100, Double.NaN, Double.NEGATIVE_INFINITY));
        verdict(Verdict.Wait.class, "latency", Judge.judge(Rules.USUAL, LARGE, flawless(100), broken));
        verdict(Verdict.Wait.class, "latency", Judge.judge(Rules.USUAL, LARGE, broken, broken));
    }

    @Test
    void alphaIsDividedAmongAllThatMayRollBack() {
        Rules rules = rules(new Criteria(OptionalDouble.of(0.01), OptionalDouble.of(5), OptionalDouble.of(0.8)));
        double criteria = rules.alphaOf(Measure.ERROR_RATE) + rules.alphaOf(Measure.LATENCY) + rules.alphaOf(Measure.QUALITY);
        double guardrails = rules.guardrails().keySet().stream().mapToDouble(rules::alphaOf).sum();
        assertEquals(0.05, criteria + guardrails, 1e-12);
        Rules one = new Rules(Criteria.NONE, Map.of(Measure.COST, new Guardrail(0, 1)), 0.05, 1, MINUTE, MINUTE);
        assertEquals(0.05, one.alphaOf(Measure.COST));
        assertThrows(IllegalArgumentException.class, () -> new Guardrail(0.2, 0.1));
        assertThrows(IllegalArgumentException.class, () -> new Guardrail(Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new Rules(Criteria.NONE, Map.of(), 0, 1, MINUTE, MINUTE));
    }

    /** One caller made most requests, so nothing could be proved, and a canary that failed them all grew to half of all callers in minutes. */
    @Test
    void whatLooksFarWorseDoesNotGrowWhereItCannotBeProved() {
        Sample failing = sample(Map.of(Measure.ERROR_RATE, Moments.NONE.and(150, 1_000).and(0, 1).and(0, 1)));
        verdict(Verdict.Wait.class, "error_rate 14.97 % (1002 requests of 3 callers) against 0.00 %", Judge.judge(Rules.USUAL, SMALL, lopsided(2), failing));
        verdict(Verdict.Wait.class, "looks worse by more than 10.00 points", Judge.judge(Rules.USUAL, SMALL, lopsided(50), failing));
        verdict(Verdict.Promote.class, "", Judge.judge(Rules.USUAL, SMALL, failing, failing));
        Sample near = sample(Map.of(Measure.ERROR_RATE, Moments.NONE.and(90, 1_000).and(0, 1).and(0, 1)));
        verdict(Verdict.Promote.class, "", Judge.judge(Rules.USUAL, SMALL, lopsided(2), near));
        Rules wide = new Rules(Criteria.NONE, Map.of(Measure.ERROR_RATE, new Guardrail(0.2, 0.5)), 0.05, 50, MINUTE, Duration.ofDays(3));
        verdict(Verdict.Promote.class, "", Judge.judge(wide, SMALL, lopsided(2), failing));
        Rules cost = new Rules(Criteria.NONE, Map.of(Measure.COST, new Guardrail(0, 1)), 0.05, 50, MINUTE, Duration.ofDays(3));
        verdict(Verdict.Promote.class, "", Judge.judge(cost, SMALL, lopsided(2), failing));
        Progress late = new Progress(0.1, 50, MINUTE, Duration.ofDays(3));
        verdict(Verdict.Inconclusive.class, "looks worse", Judge.judge(Rules.USUAL, late, lopsided(2), failing));
    }

    @Test
    void upToHalfOfAllThreeCallersAreEnoughToGrowWhoeverMakesMostRequestsAndBeyondTheyAreNot() {
        verdict(Verdict.Promote.class, "", Judge.judge(Rules.USUAL, SMALL, lopsided(2), lopsided(2)));
        verdict(Verdict.Wait.class, "The canary has 2 callers", Judge.judge(Rules.USUAL, SMALL, lopsided(2), lopsided(1)));
        verdict(Verdict.Wait.class, "The control has 2 callers", Judge.judge(Rules.USUAL, SMALL, lopsided(1), lopsided(2)));
        verdict(Verdict.Wait.class, "equally busy", Judge.judge(Rules.USUAL, LARGE, lopsided(50), lopsided(50)));
    }
}
