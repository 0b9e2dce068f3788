package dev.portcullis.release.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.release.statistics.ConfidenceSequence.Sides;
import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The check values of src/test/resources/statistics/sequential.json, each row with all that it expects. */
class VectorsTest {

    private static JsonNode rows() throws IOException {
        return new ObjectMapper().readTree(new File("src/test/resources/statistics/sequential.json")).get("rows");
    }

    @Test
    void thereAreSixtyOneRowsOfThirteenKinds() throws IOException {
        assertEquals(61, rows().size());
        assertEquals(13, rows().findValuesAsText("kind").stream().distinct().count());
    }

    @TestFactory
    Stream<DynamicTest> everyRow() throws IOException {
        JsonNode rows = rows();
        return IntStream.range(0, rows.size()).mapToObj(rows::get)
                .map(row -> DynamicTest.dynamicTest(row.get("id").asText() + " " + row.get("kind").asText(), () -> check(row)));
    }

    private static void check(JsonNode row) {
        Map<String, Object> found = found(row.get("kind").asText(), row.get("input"));
        row.get("expected").properties().forEach(expected -> {
            Object value = found.get(expected.getKey());
            if (expected.getKey().equals("naiveVariance")) {
                return; // Shown by the file only to say what it is not.
            }
            if (!expected.getValue().isNumber()) {
                assertEquals(expected.getValue().asText(), String.valueOf(value), row.toString());
                return;
            }
            double wanted = expected.getValue().asDouble();
            double tolerance = expected.getKey().equals("p") ? 1e-7 : 1e-9;
            assertEquals(wanted, ((Number) value).doubleValue(), Math.max(1e-15, Math.abs(wanted) * tolerance), row.toString());
        });
    }

    private static Map<String, Object> found(String kind, JsonNode in) {
        return switch (kind) {
            case "rho" -> Map.of("rho", ConfidenceSequence.rho(number(in, "alpha"), number(in, "nStar")));
            case "relative_uplift" -> {
                Estimate uplift = sample(in.get("B")).ratio().relativeTo(sample(in.get("A")).ratio());
                yield Map.of("uplift", uplift.value(), "se", uplift.error());
            }
            case "asymp_cs_two_sided" -> bounds(ConfidenceSequence.twoSided(number(in, "alpha"), number(in, "nStar")), in);
            case "asymp_cs_one_sided" -> bounds(ConfidenceSequence.oneSided(number(in, "alpha"), number(in, "nStar")), in);
            case "always_valid_p" -> Map.of("p",
                    ConfidenceSequence.twoSided(number(in, "alpha"), number(in, "nStar")).p(difference(in)));
            case "srm_chi2" -> {
                ShareMismatch mismatch = ShareMismatch.of(
                        IntStream.range(0, in.get("observed").size()).mapToLong(i -> in.get("observed").get(i).asLong()).toArray(),
                        IntStream.range(0, in.get("weights").size()).mapToDouble(i -> in.get("weights").get(i).asDouble()).toArray());
                yield Map.of("chi2", mismatch.chiSquared(), "df", mismatch.degrees(), "p", mismatch.p(), "alarm", mismatch.alarm());
            }
            case "mcnemar_exact" -> Map.of("p", McNemar.p(in.get("passToFail").asLong(), in.get("failToPass").asLong()));
            case "wilson" -> {
                Interval interval = Binomial.wilson(in.get("successes").asLong(), in.get("n").asLong(), number(in, "confidence"));
                yield Map.of("lower", interval.lower(), "upper", interval.upper());
            }
            case "sample_size" -> Map.of("nPerArm",
                    SampleSize.ofTwoShares(number(in, "p0"), number(in, "p1"), number(in, "alpha"), number(in, "power")));
            case "k_of_n" -> Map.of("probability", Binomial.atLeast(in.get("k").asLong(), in.get("n").asLong(), number(in, "p")));
            case "delta_ratio_variance" -> {
                Moments moments = Moments.NONE;
                for (int i = 0; i < in.get("errorsPerKey").size(); i++) {
                    moments = moments.and(in.get("errorsPerKey").get(i).asDouble(), in.get("requestsPerKey").get(i).asDouble());
                }
                Estimate ratio = moments.ratio();
                yield Map.of("ratio", ratio.value(), "variance", ratio.error() * ratio.error());
            }
            case "tensorzero_margin" -> {
                double n = number(in, "n");
                double variance = number(in, "variance");
                double log = -2 * Math.log(number(in, "alpha"));
                double rho = Math.sqrt((log + Math.log(log) + 1) / 100);
                ConfidenceSequence sequence = new ConfidenceSequence(Sides.TWO, number(in, "alpha"), rho);
                yield Map.of("margin", sequence.halfWidth(new Estimate(0, Math.sqrt(variance / n), n * variance)));
            }
            case "non_inferiority" -> {
                Map<String, Object> all = bounds(ConfidenceSequence.twoSided(number(in, "alpha"), number(in, "nStar")), in);
                Interval interval = new Interval((double) all.get("lower"), (double) all.get("upper"));
                all.put("verdict", switch (NonInferiority.of(interval, number(in, "delta"))) {
                    case NOT_WORSE -> "promote";
                    case WORSE -> "rollback";
                    case UNDECIDED -> "wait";
                });
                yield all;
            }
            default -> throw new AssertionError("No such kind here: " + kind);
        };
    }

    private static Map<String, Object> bounds(ConfidenceSequence sequence, JsonNode in) {
        Estimate difference = difference(in);
        assertTrue(sequence.interval(difference).equals(new Interval(sequence.lower(difference), sequence.upper(difference))));
        return new HashMap<>(Map.of("half", sequence.halfWidth(difference),
                "lower", sequence.lower(difference), "upper", sequence.upper(difference)));
    }

    private static Estimate difference(JsonNode in) {
        return new Estimate(number(in, "diff"), number(in, "se"), number(in, "n"));
    }

    private static Moments sample(JsonNode arm) {
        long n = arm.get("n").asLong();
        return new Moments(n, number(arm, "sum"), n, number(arm, "sumsq"), number(arm, "sum"), n);
    }

    private static double number(JsonNode in, String name) {
        return in.get(name).asDouble();
    }
}
