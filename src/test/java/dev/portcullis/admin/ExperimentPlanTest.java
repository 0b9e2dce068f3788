package dev.portcullis.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.release.experiment.Draw;
import dev.portcullis.release.experiment.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExperimentPlanTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Plan read(int first, int second, String more) throws JsonProcessingException {
        return ExperimentPlan.read(JSON.readTree("{\"name\":\"tone\",\"prompt\":\"greet\",\"variants\":[{\"name\":\"a\",\"weight\":" + first
                + "},{\"name\":\"b\",\"weight\":" + second + "}],\"outcome\":{\"source\":\"cost\",\"direction\":\"lower\"}" + more + "}"), List.of());
    }

    /** The control had no place, so no variant was ever compared with anything. */
    @Test
    void aVariantOfSoSmallAWeightThatNobodyWouldGetItIsRefusedByName() throws JsonProcessingException {
        String control = assertThrows(Problem.class, () -> read(1, 1_000_000, "")).json();
        assertTrue(control.contains("\"param\":\"variants[0].weight\""), control);
        String other = assertThrows(Problem.class, () -> read(1_000_000, 99, ",\"control\":\"b\"")).json();
        assertTrue(other.contains("\"param\":\"variants[1].weight\""), other);
        String last = assertThrows(Problem.class, () -> read(1_000_000, 1, "")).json();
        assertTrue(last.contains("\"param\":\"variants[1].weight\""), last);
        assertEquals(1, Draw.shares(read(1, 9_999, ""))[0], "the least that somebody gets");
    }
}
