package dev.portcullis.release.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Optional;

/** Plans as tests need them. */
public final class Plans {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Plans() {
    }

    /** Of the prompt {@code greet}. @param variants and what follows them, as JSON */
    public static Plan plan(String name, String variants) {
        return ((PlanReading.Read) PlanReader.read(json("{'name':'" + name + "','prompt':'greet','outcome':{'source':'api','direction':'higher'},'variants':" + variants
                + "}"))).plan();
    }

    public static Experiment running(long run, Plan plan, Places places) {
        return new Experiment(run, plan, places, Instant.EPOCH, "somebody", Optional.empty());
    }

    /** @param text with single quotes */
    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException bug) {
            throw new IllegalArgumentException(text, bug);
        }
    }
}
