package dev.portcullis.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ConfigWatchTest {

    private static final Logger LOG = Logger.getLogger(ConfigWatch.class.getName());
    private static final Duration SHORT = Duration.ofMillis(5);

    @TempDir
    Path folder;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Handler recorder = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            log.add(entry.getLevel().getName().substring(0, 4) + " " + entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private TempConfig temp;
    private RunningConfig running;
    private ConfigWatch watch;

    @BeforeEach
    void start() throws IOException, InvalidConfig {
        LOG.addHandler(recorder);
        temp = new TempConfig(folder.resolve("gateway.yaml")).edit(TempConfig.oneModel("first"));
        watch(temp.named());
    }

    private void watch(ConfigFile file) throws InvalidConfig {
        running = new RunningConfig(file);
        watch = new ConfigWatch(file, running, SHORT);
    }

    @AfterEach
    void stop() {
        watch.close();
        LOG.removeHandler(recorder);
    }

    @Test
    void reloadsWhatChangedAndSaysSoOnce() throws IOException {
        watch.look();
        temp.edit(TempConfig.oneModel("second"));
        watch.look();
        watch.look();
        assertEquals("second", model());
        assertEquals(List.of("INFO " + temp.path() + " reloaded: 1 providers, 1 models, 0 tenants"), log);
    }

    @Test
    void seesWhatChangedBetweenTheStartAndTheFirstLook() throws IOException {
        temp.edit(TempConfig.oneModel("second"));
        watch.look();
        assertEquals("second", model());
    }

    @Test
    void warnsOnceWithEveryProblemAndTriesAgainAtTheNextChange() throws IOException {
        temp.edit("providers: 1\nmodels: 1\n");
        watch.look();
        watch.look();
        assertEquals("first", model());
        assertEquals(List.of("WARN " + temp.path() + " refused, the old configuration stays in force:\n"
                + temp.path() + ":1: providers: expected a mapping, found a single value\n"
                + temp.path() + ":2: models: expected a mapping, found a single value"), log);
        temp.edit(TempConfig.oneModel("second"));
        watch.look();
        assertEquals("second", model());
    }

    @Test
    void saysNothingOfAnEditThatChangesNothing() throws IOException {
        temp.edit(TempConfig.oneModel("first") + "# a remark\n");
        watch.look();
        assertEquals(List.of(), log);
    }

    @Test
    void warnsOnceWhenTheFileIsGoneAndTakesItBack() throws IOException, InvalidConfig {
        watch(temp.byDefault());
        temp.delete();
        watch.look();
        watch.look();
        assertEquals("first", model());
        assertEquals(List.of("WARN " + temp.path() + " refused, the old configuration stays in force:\n"
                + temp.path() + ": the file is gone"), log);
        temp.edit(TempConfig.oneModel("second"));
        watch.look();
        assertEquals("second", model());
    }

    /** As Kubernetes mounts a ConfigMap: gateway.yaml → ..data/gateway.yaml, ..data → a folder that is swapped. */
    @Test
    void seesASwappedLinkFurtherUpAlthoughTimeAndSizeAreTheSame() throws IOException, InvalidConfig {
        for (String version : List.of("1", "2")) {
            Path file = Files.createDirectory(folder.resolve("..v" + version)).resolve("gateway.yaml");
            Files.writeString(file, TempConfig.oneModel("model" + version));
            Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        }
        Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("..v1"));
        temp = new TempConfig(Files.createSymbolicLink(folder.resolve("mounted.yaml"), Path.of("..data", "gateway.yaml")));
        watch(temp.named());
        watch.look();
        Files.move(Files.createSymbolicLink(folder.resolve("..next"), Path.of("..v2")), data, StandardCopyOption.ATOMIC_MOVE);
        watch.look();
        assertEquals("model2", model());
    }

    @Test
    void looksByItselfUntilItIsClosed() throws Exception {
        CompletableFuture<Thread> told = new CompletableFuture<>();
        running.onChange(_ -> told.complete(Thread.currentThread()));
        watch.start();
        temp.edit(TempConfig.oneModel("second"));
        Thread looking = told.get(10, TimeUnit.SECONDS);
        assertEquals("second", model());
        watch.close();
        assertTrue(looking.join(Duration.ofSeconds(10)), "the watch still looks");
        assertTrue(log.stream().allMatch(line -> line.startsWith("INFO")), log.toString());
    }

    private String model() {
        return running.current().models().keySet().iterator().next();
    }
}
