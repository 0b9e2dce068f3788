package dev.portcullis.release.canary.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.release.Subject;
import dev.portcullis.release.canary.Criteria;
import dev.portcullis.release.canary.Guardrail;
import dev.portcullis.release.canary.Measure;
import dev.portcullis.release.canary.Rules;
import dev.portcullis.release.canary.Sample;
import dev.portcullis.release.canary.run.Canary.State;
import dev.portcullis.release.observe.Side;
import dev.portcullis.release.observe.Sides;
import dev.portcullis.release.statistics.Moments;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DecisionTest {

    private static final Instant START = Instant.parse("2026-11-29T12:00:00Z");
    private static final Rules RULES = new Rules(Criteria.NONE, Map.of(Measure.ERROR_RATE, new Guardrail(0.05, 0.5)), 0.05, 50, Duration.ofMinutes(1),
            Duration.ofHours(1));
    private static final Plan PLAN = new Plan(List.of(5, 20), Duration.ofMinutes(1), RULES);

    @Test
    void beforeTheStepHasItsRequestsItWaits() {
        Decision decision = Decision.of(canary(0, 0, Duration.ofMinutes(2)), sides(side(49, 0), side(500, 0)));
        assertEquals(List.of("wait", State.RUNNING, 0), List.of(decision.word(), decision.then(), decision.step()));
        assertFalse(decision.moves() || decision.ends());
    }

    @Test
    void requestsOfEarlierStepsDoNotCountForThisOne() {
        Sides told = sides(side(100, 0), side(100, 0));
        assertEquals("wait", Decision.of(canary(1, 60, Duration.ofMinutes(2)), told).word());
        assertEquals(State.PROMOTED, Decision.of(canary(1, 40, Duration.ofMinutes(2)), told).then());
    }

    @Test
    void whatIsNotWorseGrowsAndBehindTheLastStepItIsForAll() {
        Sides told = sides(side(200, 1), side(200, 1));
        Decision grows = Decision.of(canary(0, 0, Duration.ofMinutes(2)), told);
        assertEquals(List.of("promote", State.RUNNING, 1), List.of(grows.word(), grows.then(), grows.step()));
        assertTrue(grows.moves() && !grows.ends());
        Decision all = Decision.of(canary(1, 0, Duration.ofMinutes(2)), told);
        assertEquals(State.PROMOTED, all.then());
        assertTrue(all.ends());
    }

    @Test
    void whatIsWorseGoesBackWithFiguresInTheReason() {
        Decision decision = Decision.of(canary(0, 0, Duration.ofMinutes(2)), sides(side(200, 100), side(200, 1)));
        assertEquals(List.of("roll_back", State.ROLLED_BACK), List.of(decision.word(), decision.then()));
        assertTrue(decision.reason().contains("error_rate 50.00 %"), decision.reason());
    }

    @Test
    void whatNothingIsKnownOfInAllTheTimeIsPausedAndNotPromoted() {
        Decision decision = Decision.of(canary(0, 0, Duration.ofHours(2)), Sides.NONE);
        assertEquals(List.of("inconclusive", State.PAUSED, 0), List.of(decision.word(), decision.then(), decision.step()));
        assertTrue(decision.moves() && !decision.ends());
    }

    @Test
    void aVersionThatAnswersNobodyGoesBackWhereTheControlDoesAnswer() {
        Side mute = new Side(Sample.NONE, 0, 2, 3, 9, 0);
        assertEquals("roll_back", Decision.of(canary(0, 0, Duration.ofSeconds(1)), new Sides(side(10, 0), mute)).word());
        for (Sides told : List.of(new Sides(Side.NONE, mute), new Sides(side(10, 0), new Side(Sample.NONE, 0, 2, 2, 9, 0)),
                new Sides(side(10, 0), new Side(side(1, 0).sample(), 0, 50, 50, 9, 0)))) {
            assertEquals("wait", Decision.of(canary(0, 0, Duration.ofSeconds(1)), told).word(), told.toString());
        }
    }

    /** A canary that answers one call in ten well and leaves the others to a fallback is no good one. */
    @Test
    void whoAnswersFewGetsHalfOfAllCallersAtMost() {
        Side fine = side(200, 1);
        Side silent = new Side(fine.sample(), 0, 500, 700, 600, 0);
        assertEquals("promote", Decision.of(canary(0, 0, Duration.ofMinutes(2)), new Sides(fine, silent)).word(), "up to half it grows");
        Decision waits = Decision.of(canary(1, 0, Duration.ofMinutes(2)), new Sides(fine, silent));
        assertEquals("wait", waits.word());
        assertTrue(waits.reason().startsWith("90.0 % of the canary's calls"), waits.reason());
        assertEquals(State.PAUSED, Decision.of(canary(1, 0, Duration.ofHours(2)), new Sides(fine, silent)).then());
        assertEquals(State.PROMOTED, Decision.of(canary(1, 0, Duration.ofMinutes(2)), new Sides(new Side(fine.sample(), 0, 500, 700, 500, 0), silent)).then(),
                "nor does the control");
    }

    /** With 200,000 callers, who may all be made up, a canary waited for requests of whom nobody counted any more, and nobody was told. */
    @Test
    void whereNoMoreCallersAreCountedWhatWaitsForThemIsPausedAtOnce() {
        Sides told = new Sides(beyond(side(500, 0), 0), beyond(side(49, 0), 7));
        Decision decision = Decision.of(canary(0, 0, Duration.ofMinutes(2)), told);
        assertEquals(List.of("inconclusive", State.PAUSED), List.of(decision.word(), decision.then()));
        assertTrue(decision.reason().startsWith("49 of at least 50 requests at this step, and no more may come: both sides together have 200000 callers"),
                decision.reason());
        assertTrue(decision.reason().endsWith("7 calls of others were not counted"), decision.reason());
        assertEquals("wait", Decision.of(canary(0, 0, Duration.ofSeconds(59)), told).word(), "those who are in have their time");
        assertEquals("promote", Decision.of(canary(0, 0, Duration.ofMinutes(2)), new Sides(side(500, 0), beyond(side(50, 0), 7))).word());
        Side lone = new Side(new Sample(500, 0, Map.of(Measure.ERROR_RATE, Moments.NONE.and(0, 250).and(0, 250))), 0, 0, 0, 0, 0);
        assertEquals("wait", Decision.of(canary(0, 0, Duration.ofMinutes(2)), new Sides(lone, side(50, 0))).word());
        assertEquals("inconclusive", Decision.of(canary(0, 0, Duration.ofMinutes(2)), new Sides(beyond(lone, 1), side(50, 0))).word());
    }

    /** Their refusals were counted and their answers were not: as time went by everybody seemed to be refused. */
    @Test
    void whatCallersDidOfWhomNoMoreAreCountedIsComparedWhole() {
        Sample fine = side(200, 1).sample();
        Side canary = new Side(fine, 0, 0, 100, 0, 9_000);
        Side control = new Side(fine, 0, 0, 0, 0, 9_000);
        assertEquals(State.PROMOTED, Decision.of(canary(1, 0, Duration.ofMinutes(2)), new Sides(control, canary)).then(), "1 % of all were refused");
        Side refusing = new Side(fine, 0, 0, 1_000, 0, 9_000);
        assertEquals("wait", Decision.of(canary(1, 0, Duration.ofMinutes(2)), new Sides(control, refusing)).word());
    }

    @Test
    void bothSidesAreReadAsTheyWereKept() {
        Sides sides = new Sides(side(200, 3), new Side(side(20, 7).sample(), 1, 2, 3, 4, 0));
        ObjectNode kept = SidesJson.of(sides);
        assertEquals(sides, SidesJson.read(kept));
        assertEquals(sides, CanaryStore.told(kept.toString()));
        kept.withObject("/canary/measures").putObject("of_a_newer_gateway").put("units", 1);
        assertEquals(sides, SidesJson.read(kept));
        assertEquals(Sides.NONE, CanaryStore.told(null));
    }

    @Test
    void anEventIsOneLineWithoutQuotesThatEndTooSoon() {
        assertEquals("canary event=step prompt=greet version=2.0.0 release=greet@2.0.0#1 share=20 reason=\"it's 'fine'\"",
                CanaryEvents.line(canary(1, 0, Duration.ZERO), "step", 20, "it's \"fine\""));
        assertEquals("canary event=step model=gpt-4o target=green release=model:gpt-4o/green#7 share=20 reason=\"fine\"",
                CanaryEvents.line(ofModel(1), "step", 20, "fine"));
    }

    /** Its callers had good answers of blue, and nothing was known of it but that they were not its own. */
    @Test
    void aTargetThatLeavesItsCallsToTheOtherGoesBackHoweverWellThoseAre() {
        Side fine = side(200, 1);
        Decision back = Decision.of(ofModel(0), new Sides(fine, answeredByOthers(fine, 51)));
        assertEquals(List.of("roll_back", State.ROLLED_BACK), List.of(back.word(), back.then()));
        assertEquals("20.3 % of the canary's calls (51) were answered by another target or model, against 0.0 % of the control's", back.reason());
        for (Sides told : List.of(new Sides(fine, answeredByOthers(fine, 49)), new Sides(answeredByOthers(fine, 10), answeredByOthers(fine, 51)),
                new Sides(side(19, 0), answeredByOthers(fine, 51)), new Sides(fine, answeredByOthers(side(60, 0), 19)))) {
            assertEquals("promote", Decision.of(ofModel(0), told).word(), told.toString());
        }
        assertEquals("promote", Decision.of(canary(0, 0, Duration.ofMinutes(2)), new Sides(fine, answeredByOthers(fine, 51))).word(), "of a prompt it waits later");
    }

    /** What it had answered before hid it: after ten thousand good answers it would have had to leave 2,500 to the other. */
    @Test
    void aTargetThatFailsAfterALongGoodTimeGoesBackAtTheNextLook() {
        Sides before = new Sides(counted(10_000, 0), counted(10_000, 0));
        Sides fails = new Sides(counted(10_100, 0), counted(10_040, 60));
        Decision back = Decision.of(ofModel(0), before, fails);
        assertEquals(State.ROLLED_BACK, back.then());
        assertEquals(State.RUNNING, Decision.of(ofModel(0), fails).then(), "of all that it has done these are few");
        assertEquals("60.0 % of the canary's calls since it was looked at last (60) were answered by another target or model, against 0.0 % of the control's",
                back.reason());
        for (Sides told : List.of(new Sides(counted(10_100, 0), counted(10_050, 50)), new Sides(counted(10_080, 20), counted(10_040, 60)),
                new Sides(counted(10_019, 0), counted(10_000, 60)), new Sides(counted(10_100, 0), counted(10_000, 19)))) {
            assertEquals(State.RUNNING, Decision.of(ofModel(0), before, told).then(), told.toString());
        }
    }

    /** Looked at as often as one likes. */
    @Test
    void whereBothTargetsLeaveAsMuchToOthersNoneGoesBackForItAndOneThatLeavesAThirdMoreDoes() {
        RandomGenerator random = new SplittableRandom(7);
        int healthy = 0;
        int deserting = 0;
        for (int run = 0; run < 200; run++) {
            healthy += goesBack(random, 0.1, 0.1) ? 1 : 0;
            deserting += goesBack(random, 0.33, 0) ? 1 : 0;
        }
        assertEquals(List.of(0, 200), List.of(healthy, deserting));
    }

    private static boolean goesBack(RandomGenerator random, double here, double there) {
        int tried = 0;
        int control = 0;
        for (int calls = 1; calls <= 1_000; calls++) {
            tried += random.nextDouble() < here ? 1 : 0;
            control += random.nextDouble() < there ? 1 : 0;
            if (calls % 10 == 0) {
                Sides told = new Sides(counted(calls - control, control), counted(calls - tried, tried));
                if (Decision.of(ofModel(0), told).then() == State.ROLLED_BACK) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Each judged call of another caller, and good. */
    private static Side counted(int judged, int others) {
        return new Side(new Sample(judged, 0, Map.of(Measure.ERROR_RATE, new Moments(judged, 0, judged, 0, 0, judged))), 0, others, 0, 0, 0);
    }

    @Test
    void whatCanBeNoMoreIsStoppedWhereItIs() {
        Decision stops = Decision.stops(ofModel(1), "gone");
        assertEquals(List.of("inconclusive", State.STOPPED, 1, true), List.of(stops.word(), stops.then(), stops.step(), stops.ends()));
    }

    @Test
    void theAuditHasItInTheWordsOfThoseWhoDoItByHand() {
        Canary model = ofModel(0);
        assertEquals("weights.switch {\"blue\":80,\"green\":20} {\"blue\":0,\"green\":100} {\"blue\":100,\"green\":0}", AuditWords.action(model, "switch") + " "
                + AuditWords.shared(model, 20) + " " + AuditWords.promoted(model) + " " + AuditWords.rolledBack(model));
        Canary prompt = canary(0, 0, Duration.ZERO);
        assertEquals("prompt.rollback {\"blue\":\"1.0.0\",\"green\":\"2.0.0\",\"green_percentage\":20} {\"blue\":\"2.0.0\",\"green\":null,\"green_percentage\":0}",
                AuditWords.action(prompt, "rollback") + " " + AuditWords.shared(prompt, 20) + " " + AuditWords.promoted(prompt));
    }

    private static Canary canary(int step, long before, Duration age) {
        return new Canary(1, Subject.prompt("greet"), "greet@2.0.0#1", "1.0.0", "2.0.0", PLAN, State.RUNNING, step, START, "admin key", START, START, before,
                START, Optional.empty(), Optional.empty(), START.plus(age));
    }

    private static Canary ofModel(int step) {
        return new Canary(1, Subject.model("gpt-4o"), "model:gpt-4o/green#7", "blue", "green", PLAN, State.RUNNING, step, START, "admin key", START, START, 0,
                START, Optional.empty(), Optional.empty(), START.plus(Duration.ofMinutes(2)));
    }

    private static Sides sides(Side canary, Side control) {
        return new Sides(control, canary);
    }

    private static Side answeredByOthers(Side side, long calls) {
        return new Side(side.sample(), 0, calls, 0, 0, 0);
    }

    private static Side beyond(Side side, long calls) {
        return new Side(side.sample(), side.cached(), side.contaminated(), side.refused(), side.leftOut(), calls);
    }

    /** Each request of another caller. */
    private static Side side(int requests, int errors) {
        Moments moments = Moments.NONE;
        for (int i = 0; i < requests; i++) {
            moments = moments.and(i < errors ? 1 : 0, 1);
        }
        return new Side(new Sample(requests, 0, Map.of(Measure.ERROR_RATE, moments)), 0, 0, 0, 0, 0);
    }
}
