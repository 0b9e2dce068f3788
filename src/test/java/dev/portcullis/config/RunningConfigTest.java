package dev.portcullis.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RunningConfigTest {

    @TempDir
    Path folder;

    private TempConfig temp;
    private RunningConfig running;
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void start() throws IOException, InvalidConfig {
        temp = new TempConfig(folder.resolve("gateway.yaml")).edit(TempConfig.oneModel("first"));
        running = new RunningConfig(temp.named());
        running.onChange(config -> told.add(modelOf(config)));
    }

    @Test
    void takesOverEachNewConfigurationInOrder() throws IOException, InvalidConfig {
        assertEquals("first", modelOf(running.current()));
        for (String model : List.of("second", "third")) {
            temp.edit(TempConfig.oneModel(model));
            assertTrue(running.reload());
            assertEquals(model, modelOf(running.current()));
        }
        assertEquals(List.of("second", "third"), told);
    }

    @Test
    void keepsTheOldConfigurationWhenTheNewOneIsBroken() throws IOException {
        GatewayConfig before = running.current();
        temp.edit("models: [\n");
        assertThrows(InvalidConfig.class, running::reload);
        assertSame(before, running.current());
        assertEquals(List.of(), told);
    }

    @Test
    void tellsNobodyOfAnEditThatChangesNothing() throws IOException, InvalidConfig {
        GatewayConfig before = running.current();
        temp.edit("# the same\n" + TempConfig.oneModel("first"));
        assertFalse(running.reload());
        assertSame(before, running.current());
        assertEquals(List.of(), told);
    }

    @Test
    void keepsTheOldConfigurationWhenTheFileIsGone() throws IOException, InvalidConfig {
        RunningConfig byDefault = new RunningConfig(temp.byDefault());
        temp.delete();
        String gone = assertThrows(InvalidConfig.class, byDefault::reload).getMessage();
        assertEquals(temp.path() + ": the file is gone", gone);
        assertEquals("first", modelOf(byDefault.current()));
        assertThrows(InvalidConfig.class, running::reload);
    }

    @Test
    void leavesTheDemoWhenAFileAppears() throws IOException, InvalidConfig {
        temp.delete();
        RunningConfig demo = new RunningConfig(temp.byDefault());
        assertFalse(demo.reload());
        assertEquals("demo", modelOf(demo.current()));
        temp.edit(TempConfig.oneModel("real"));
        assertTrue(demo.reload());
        assertEquals("real", modelOf(demo.current()));
    }

    @Test
    void tellsTheOthersWhenOneListenerFails() throws IOException, InvalidConfig {
        RunningConfig other = new RunningConfig(temp.named());
        other.onChange(_ -> {
            throw new IllegalStateException("a bug made for this test");
        });
        other.onChange(config -> told.add(modelOf(config)));
        temp.edit(TempConfig.oneModel("second"));
        assertTrue(other.reload());
        assertEquals(List.of("second"), told);
    }

    @Test
    void keepsTheWarningsOfTheFileInForce() throws IOException, InvalidConfig {
        assertEquals(List.of(), running.warnings());
        String unpriced = "providers: { s: { dialect: openai, base-url: 'http://h' } }\nmodels: { second: { targets: { t: { provider: s } } } }\n";
        temp.edit(unpriced);
        assertTrue(running.reload());
        assertEquals(1, running.warnings().size());
        assertTrue(running.warnings().getFirst().startsWith(temp.path() + ":2: models.second.price: none is known"), running.warnings().toString());
        temp.edit("# a comment\n" + unpriced);
        assertFalse(running.reload(), "a change of comments only");
        assertTrue(running.warnings().getFirst().startsWith(temp.path() + ":3: "), running.warnings().toString());
        temp.edit("broken");
        assertThrows(InvalidConfig.class, running::reload);
        assertEquals(1, running.warnings().size());
    }

    @Test
    void doesNotStartWithABrokenFile() throws IOException {
        temp.edit("");
        assertThrows(InvalidConfig.class, () -> new RunningConfig(temp.named()));
    }

    private static String modelOf(GatewayConfig config) {
        return config.models().keySet().iterator().next();
    }
}
