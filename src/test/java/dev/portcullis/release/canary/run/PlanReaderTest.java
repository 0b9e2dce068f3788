package dev.portcullis.release.canary.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.release.canary.Measure;
import dev.portcullis.release.canary.Rules;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanReaderTest {

    @Test
    void whatIsLeftOutIsAsUsual() {
        assertEquals(new Plan(List.of(5, 10, 20, 40, 50), Duration.ofSeconds(60), Rules.USUAL), plan("{}"));
        assertEquals(plan("{}"), plan("{\"start\":null,\"step\":\"double\",\"criteria\":{}}"));
    }

    @Test
    void theContractsExampleIsRead() {
        Plan plan = plan("{\"start\":5,\"step\":\"double\",\"interval\":\"60s\",\"min_requests\":50,"
                + "\"criteria\":{\"error_rate\":0.01,\"response_time\":5.0,\"quality_score\":0.8}}");
        assertEquals(OptionalDouble.of(0.01), plan.rules().criteria().errorRate());
        assertEquals(OptionalDouble.of(5), plan.rules().criteria().responseTime());
        assertEquals(OptionalDouble.of(0.8), plan.rules().criteria().qualityScore());
        assertEquals(50, plan.rules().minimumRequests());
        assertEquals(Duration.ofMinutes(1), plan.rules().minimumTime());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"step":[5,20,50]}             | [5, 20, 50]
            {"start":1,"step":[5,20,50]}   | [1, 5, 20, 50]
            {"start":5,"step":[5,20,100]}  | [5, 20]
            {"step":[75]}                  | [75]
            {"start":3}                    | [3, 6, 12, 24, 48, 50]
            {"start":50}                   | [50]
            {"start":99,"step":"double"}   | [99]
            {"start":30,"step":[]}         | [30]
            """)
    void sharesGrowAsSaid(String json, String shares) {
        assertEquals(shares, plan(json).shares().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"start":0}                                          | start
            {"of":"model"}                                       | of
            {"start":100}                                        | start
            {"start":2.5}                                        | start
            {"start":"5"}                                        | start
            {"start":99999999999}                                | start
            {"step":"triple"}                                    | step
            {"step":[]}                                          | step
            {"step":[0]}                                         | step
            {"step":[100]}                                       | step
            {"step":[5,101]}                                     | step
            {"step":[5,5]}                                       | step
            {"step":[20,5]}                                      | step
            {"start":30,"step":[20,50]}                          | step
            {"step":[5,"x"]}                                     | step
            {"step":{}}                                          | step
            {"step":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21]} | step
            {"interval":"0s"}                                    | interval
            {"interval":"999ms"}                                 | interval
            {"interval":60}                                      | interval
            {"interval":"60"}                                    | interval
            {"interval":"25h"}                                   | interval
            {"interval":"9999999999s"}                           | interval
            {"min_requests":0}                                   | min_requests
            {"max_duration":"31d"}                               | max_duration
            {"interval":"2h","max_duration":"1h"}                | max_duration
            {"criteria":[]}                                      | criteria
            {"criteria":{"error_rate":1.1}}                      | criteria.error_rate
            {"criteria":{"response_time":0}}                     | criteria.response_time
            {"criteria":{"quality_score":"0.8"}}                 | criteria.quality_score
            {"criteria":{"speed":1}}                             | criteria.speed
            {"guardrails":{"speed":"off"}}                       | guardrails.speed
            {"guardrails":{"cost":"on"}}                         | guardrails.cost
            {"guardrails":{"cost":{}}}                           | guardrails.cost.margin
            {"guardrails":{"cost":{"margin":-1}}}                | guardrails.cost.margin
            {"guardrails":{"cost":{"margin":0.5,"tolerance":0.1}}} | guardrails.cost.tolerance
            {"guardrails":{"cost":{"margin":0.1,"why":1}}}       | guardrails.cost.why
            {"version":"1.0.0"}                                  | version
            [1]                                                  | ~~
            """)
    void whatIsWrongIsNamed(String json, String field) {
        PlanReading reading = PlanReader.read(tree(json));
        assertTrue(reading instanceof PlanReading.Wrong, reading.toString());
        assertEquals(field == null ? "" : field, ((PlanReading.Wrong) reading).field());
        assertFalse(((PlanReading.Wrong) reading).expected().isBlank());
    }

    @Test
    void timesAreBoundedByPartsOfTheControls() {
        Plan plan = plan("{\"guardrails\":{\"latency\":{\"margin\":0.5},\"cost\":\"off\",\"error_rate\":{\"margin\":0.1,\"tolerance\":0.2}}}");
        assertEquals(Math.log(1.5), plan.rules().guardrails().get(Measure.LATENCY).margin(), 1e-12);
        assertEquals(Math.log(1.5), plan.rules().guardrails().get(Measure.LATENCY).tolerance(), 1e-12, "never narrower than the margin");
        assertFalse(plan.rules().guardrails().containsKey(Measure.COST));
        assertEquals(0.2, plan.rules().guardrails().get(Measure.ERROR_RATE).tolerance());
        assertEquals(Rules.GUARDRAILS.get(Measure.QUALITY), plan.rules().guardrails().get(Measure.QUALITY));
    }

    @Test
    void aPlanIsReadAsItWasWritten() {
        for (String json : List.of("{}", "{\"start\":1,\"step\":[5,20,50],\"interval\":\"1500ms\",\"max_duration\":\"90s\",\"min_requests\":7,"
                + "\"criteria\":{\"error_rate\":0.013},\"guardrails\":{\"quality\":\"off\",\"latency\":{\"margin\":0.17}}}",
                "{\"interval\":\"90m\",\"max_duration\":\"2d\"}")) {
            JsonNode written = PlanJson.of(plan(json));
            assertEquals(written, PlanJson.of(plan(written.toString())));
            assertEquals(plan(json).shares(), plan(written.toString()).shares());
            assertEquals(plan(json).interval(), plan(written.toString()).interval());
            assertEquals(plan(json).rules().maximumTime(), plan(written.toString()).rules().maximumTime());
        }
        assertEquals("{\"margin\":0.15,\"tolerance\":0.3}", PlanJson.of(plan("{}")).get("guardrails").get("latency").toString());
    }

    private static Plan plan(String json) {
        return PlanReader.read(tree(json)) instanceof PlanReading.Read read ? read.plan() : fail(json);
    }

    private static Plan fail(String json) {
        throw new AssertionError(json + ": " + PlanReader.read(tree(json)));
    }

    private static JsonNode tree(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
