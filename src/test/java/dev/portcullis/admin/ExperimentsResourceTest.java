package dev.portcullis.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.prompt.directory.PromptDirectory;
import dev.portcullis.prompt.registry.PromptCatalogue;
import dev.portcullis.routing.RouteTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentsResourceTest {

    /** Was 404 where the database had none of this id; where it had, the experiment began, and only a part of its callers counted. */
    @Test
    void nothingIsTriedOfAPromptWhoseVersionsAreFiles(@TempDir Path files) throws IOException {
        Files.writeString(files.resolve("greet.prompt"), "---\nversion: 1.0.0\n---\nHi\n");
        PromptDirectory directory = new PromptDirectory(() -> PromptCatalogue.EMPTY, InstantSource.system());
        directory.use(Optional.of(files));
        directory.look();
        ExperimentsResource experiments = new ExperimentsResource(null, null, null, null, new RouteTable(), null, null, new ShownPrompts(null, directory, null));
        JsonNode plan = new ObjectMapper().readTree("""
                {"name":"warmth","prompt":"greet","variants":[{"name":"plain","weight":1},{"name":"warm","weight":1,"settings":{"temperature":0.7}}],
                 "outcome":{"source":"api","direction":"higher"},"stop":{"max_duration":"14d"}}""");
        Problem problem = assertThrows(Problem.class, () -> experiments.create(plan, null));
        assertEquals(409, problem.status());
        assertEquals("prompt_in_directory", new ObjectMapper().readTree(problem.json()).at("/error/code").asText());
    }
}
