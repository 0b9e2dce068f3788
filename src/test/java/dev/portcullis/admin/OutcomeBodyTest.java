package dev.portcullis.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.release.experiment.run.ExperimentRefused;
import dev.portcullis.release.experiment.run.Given;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeBodyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ONE = "{\"user\":\"ann\",\"outcome\":1.5}";

    private static List<Given> read(String body) throws JsonProcessingException {
        return OutcomeBody.read(JSON.readTree(body));
    }

    private static String list(int size) {
        return "[" + String.join(",", Collections.nCopies(size, ONE)) + "]";
    }

    @Test
    void oneOutcomeIsReadAndUpToAThousand() throws JsonProcessingException {
        assertEquals(List.of(new Given("ann", 1.5)), read(ONE));
        assertEquals(OutcomeBody.MOST, read(list(OutcomeBody.MOST)).size());
        assertEquals(422, assertThrows(Problem.class, () -> read(list(OutcomeBody.MOST + 1))).status());
        assertEquals(400, assertThrows(Problem.class, () -> OutcomeBody.read(null)).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "1", "null", "[]", "[1]", "{\"user\":\"\",\"outcome\":1}", "{\"user\":1,\"outcome\":1}", "{\"user\":\"a\",\"outcome\":\"1\"}",
        "{\"user\":\"a\",\"outcome\":true}", "{\"user\":\"a\",\"outcome\":1e13}", "{\"user\":\"a\",\"outcome\":1e999}", "{\"user\":\"a\",\"outcome\":null}",
        "{\"user\":\"a\",\"outcome\":1,\"x\":1}", "{\"user\":\"a\"}"})
    void whatIsNoOutcomeIsRefused(String body) {
        assertTrue(assertThrows(Problem.class, () -> read(body)).status() < 500);
    }

    /** Such a user's calls were dealt out by the first 1,000 characters, and the outcome by all of them: it was nobody's. */
    @Test
    void ofALongNameAsMuchCountsAsInACall() throws JsonProcessingException {
        assertEquals(List.of(new Given("u".repeat(1_000), 1)), read("{\"user\":\"" + "u".repeat(100_000) + "\",\"outcome\":1}"));
    }

    @Test
    void aNameOfUnreasonableLengthIsNotRepeated() throws JsonProcessingException {
        String name = "x".repeat(9_999);
        ExperimentRefused refused = new ExperimentRefused(ExperimentRefused.Why.NEVER_ASSIGNED, "1", "");
        String body = "[" + ONE + ",{\"user\":\"" + name + "\",\"outcome\":1}]";
        Problem problem = OutcomeBody.neverAssigned(JSON.readTree(body), refused);
        assertTrue(problem.json().contains("\"param\":\"[1].user\"") && problem.json().length() < 500, problem.json());
        assertTrue(assertThrows(Problem.class, () -> read("{\"" + name + "\":1}")).json().length() < 500);
    }
}
