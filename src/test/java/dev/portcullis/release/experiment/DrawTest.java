package dev.portcullis.release.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.release.Assignment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawTest {

    private static final String HALVES = "[{'name':'a','weight':1},{'name':'b','weight':1}]";
    private static final int USERS = 100_000;

    private static Draw draw(long run, Plan plan, Places places) {
        return new Draw(Plans.running(run, plan, places));
    }

    private static Places places(int percent) {
        return Places.alone(OptionalInt.of(percent));
    }

    private static Map<String, Integer> count(Draw draw) {
        Map<String, Integer> counts = new HashMap<>();
        IntStream.range(0, USERS).forEach(i -> counts.merge(draw.assign("user-" + i).map(Assignment::arm).orElse("none"), 1, Integer::sum));
        return counts;
    }

    @Test
    void usersAreDealtOutByWeight() {
        Map<String, Integer> counts = count(draw(1, Plans.plan("tone", "[{'name':'a','weight':5},{'name':'b','weight':3},{'name':'c','weight':0},{'name':'d','weight':2}]"),
                places(100)));
        assertEquals(USERS / 2, counts.get("a"), USERS / 200);
        assertEquals(3 * USERS / 10, counts.get("b"), USERS / 200);
        assertEquals(USERS / 5, counts.get("d"), USERS / 200);
        assertEquals(3, counts.size());
    }

    @Test
    void whoTakesPartSaysNothingOfTheVariant() {
        Map<String, Integer> counts = count(draw(1, Plans.plan("tone", HALVES), places(20)));
        assertEquals(USERS / 10, counts.get("a"), USERS / 200);
        assertEquals(USERS / 10, counts.get("b"), USERS / 200);
    }

    @Test
    void aUserHasOneVariantAndAnotherRunDrawsAnew() {
        Draw first = draw(1, Plans.plan("tone", HALVES), places(100));
        Draw same = draw(1, Plans.plan("tone", HALVES), places(100));
        Draw second = draw(2, Plans.plan("tone", HALVES), places(100));
        int moved = 0;
        for (int i = 0; i < 10_000; i++) {
            assertEquals(first.assign("user-" + i), same.assign("user-" + i));
            moved += first.assign("user-" + i).orElseThrow().arm().equals(second.assign("user-" + i).orElseThrow().arm()) ? 0 : 1;
        }
        assertEquals(5_000, moved, 300);
        assertEquals(new Assignment("experiment:tone#1", first.assign("u").orElseThrow().arm(), "u"), first.assign("u").orElseThrow());
    }

    @Test
    void experimentsOfOneGroupShareUsersOut() {
        Plan one = Plans.plan("one", HALVES + ",'exclusion_group':'g'");
        Plan other = Plans.plan("other", HALVES + ",'exclusion_group':'g'");
        Places places = Places.beside(List.of(), OptionalInt.empty()).orElseThrow();
        Draw first = draw(1, one, places);
        Draw second = draw(2, other, Places.beside(List.of(places), OptionalInt.of(50)).orElseThrow());
        int[] counts = new int[4];
        IntStream.range(0, USERS).forEach(i -> counts[(first.takesPart("user-" + i) ? 1 : 0) + (second.takesPart("user-" + i) ? 2 : 0)]++);
        assertEquals(0, counts[0]);
        assertEquals(USERS / 2, counts[1], USERS / 200);
        assertEquals(USERS / 2, counts[2], USERS / 200);
        assertEquals(0, counts[3], "nobody is in both");
        Map<String, Integer> variants = count(second);
        assertEquals(USERS / 4, variants.get("a"), USERS / 200);
    }

    @Test
    void aGroupGivesRoomWhereThereIsSome() {
        assertEquals(Optional.of(new Places(0, 5_000)), Places.beside(List.of(), OptionalInt.empty()));
        assertEquals(Optional.of(new Places(0, 10_000)), Places.beside(List.of(), OptionalInt.of(100)));
        List<Places> others = List.of(new Places(7_000, 9_000), new Places(1_000, 4_000));
        assertEquals(Optional.of(new Places(0, 1_000)), Places.beside(others, OptionalInt.of(10)));
        assertEquals(Optional.of(new Places(4_000, 7_000)), Places.beside(others, OptionalInt.of(30)));
        assertEquals(Optional.empty(), Places.beside(others, OptionalInt.of(31)));
        assertEquals(Optional.of(new Places(4_000, 5_500)), Places.beside(others, OptionalInt.empty()));
        assertEquals(Optional.empty(), Places.beside(List.of(new Places(0, 9_900)), OptionalInt.empty()));
        assertEquals(Optional.of(new Places(9_900, 10_000)), Places.beside(List.of(new Places(0, 9_900)), OptionalInt.of(1)));
    }

    @Test
    void everyPlaceIsSomebodys() {
        for (String weights : List.of("1,1,1", "1000000,1,1", "1,0,7", "3,999,17")) {
            String[] all = weights.split(",");
            int[] shares = Draw.shares(Plans.plan("tone", "[{'name':'a','weight':" + all[0] + "},{'name':'b','weight':" + all[1] + "},{'name':'c','weight':" + all[2]
                    + "}]"));
            assertEquals(10_000, Arrays.stream(shares).sum(), weights);
            assertTrue(Arrays.stream(shares).allMatch(share -> share >= 0), weights);
        }
    }
}
