package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.store.UnpackedPrograms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program with the PostgreSQL that it brings along. */
class EmbeddedDatabaseIT {

    @TempDir
    Path temporary;

    /** Its programs are unpacked already: that takes as long as all the rest of a first start. */
    @BeforeEach
    void shareThePrograms() {
        UnpackedPrograms.linkInto(data());
    }

    /** Nothing may be left running, whatever a test does to the gateway. */
    @AfterEach
    void nothingIsLeftRunning() throws IOException {
        Files.delete(data().resolve("postgresql").resolve(UnpackedPrograms.folder().getFileName()));
        if (Files.exists(postmasterFile())) {
            postmaster().ifPresent(left -> {
                left.descendants().forEach(ProcessHandle::destroyForcibly);
                left.destroyForcibly();
            });
        }
    }

    @Test
    void oneGatewayHasTheFolderAndADatabaseThatIsStartedAgainWhenItDies() throws Exception {
        try (PackagedGateway gateway = start()) {
            assertTrue(gateway.log().contains("no QUARKUS_DATASOURCE_REACTIVE_URL: PostgreSQL is embedded, in " + data()), gateway.log());
            gateway.await("up", () -> isUp(gateway));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data())));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data().resolve("postgresql/password"))));
            assertFalse(gateway.log().contains(Files.readString(data().resolve("postgresql/password")).strip()));

            assertTheNextIsRefused(gateway);

            int port = port();
            ProcessHandle first = postmaster().orElseThrow();
            first.destroyForcibly();
            gateway.await("another one", () -> postmaster().filter(it -> it.pid() != first.pid()).isPresent());
            gateway.await("up again", () -> isUp(gateway));
            assertEquals(port, port());
            assertEquals(1, gateway.log().lines().filter(line -> line.contains("ended with") && line.contains("WARN")).count(), gateway.log());
        }
        assertEquals(Optional.empty(), postmaster());
    }

    private void assertTheNextIsRefused(PackagedGateway first) throws InterruptedException {
        try (PackagedGateway second = PackagedGateway.launch(null, environment())) {
            assertTrue(second.process().waitFor(60, TimeUnit.SECONDS), second::log);
            assertEquals(1, second.process().exitValue());
            assertEquals(1, second.log().lines().count(), second::log);
            for (String part : new String[] {data().toString(), "process " + first.process().pid(), "PORTCULLIS_DATA"}) {
                assertTrue(second.log().contains(part), second::log);
            }
        }
    }

    @Test
    void isThereUntilTheLastCallHasEnded() throws Exception {
        try (SimulatedProvider provider = new SimulatedProvider();
                PackagedGateway gateway = PackagedGateway.start(new GatewayFile().provider("simulator", provider.baseUrl(), "")
                        .single("slow", "simulator", "demo;rate=20;tokens=40").toString(), environment());
                RawCall stream = RawCall.chat(gateway.port(), RawCall.body("slow", ",\"stream\":true"))) {
            stream.readTo("data: ");
            gateway.process().destroy();
            gateway.await("not ready", () -> gateway.get("/q/health/ready").statusCode() == 503);
            assertTrue(postmaster().isPresent());
            assertTrue(stream.readTo("[DONE]").contains("data: [DONE]"));
            assertEquals(List.of("1"), query("SELECT 1"), "the database outlives the last call");
            assertTrue(gateway.process().waitFor(20, TimeUnit.SECONDS));
            assertEquals(Optional.empty(), postmaster());
        }
    }

    /** First the gateway alone is killed, then both in the middle of writes; between them another program gets PostgreSQL's number. */
    @Test
    void whatWasCommittedSurvivesEveryKill() throws Exception {
        PackagedGateway first = start();
        execute("CREATE TABLE kept (n int)");
        long left = postmaster().orElseThrow().pid();
        kill(first);
        assertEquals(left, postmaster().orElseThrow().pid(), "PostgreSQL outlives a gateway that is killed");

        PackagedGateway second = start();
        assertNotEquals(left, postmaster().orElseThrow().pid());
        assertTrue(second.log().contains("left by a gateway that was killed"), second.log());
        int committed = killInTheMiddleOfWrites(second);

        Process other = new ProcessBuilder("sleep", "300").start();
        try {
            List<String> lines = Files.readAllLines(postmasterFile());
            lines.set(0, Long.toString(other.pid()));
            Files.write(postmasterFile(), lines);
            try (PackagedGateway third = start()) {
                assertTrue(third.process().isAlive());
                assertTrue(other.isAlive(), "PostgreSQL by itself takes any process with its number for itself");
                assertEquals(List.of(), query("SELECT n FROM generate_series(1, " + committed + ") AS n "
                        + "EXCEPT SELECT n FROM kept GROUP BY n HAVING count(*) = 50"), "committed and lost");
                assertEquals(List.of(), query("SELECT n FROM kept GROUP BY n HAVING count(*) <> 50"), "half a transaction");
            }
        } finally {
            other.destroyForcibly();
        }
        first.close();
        second.close();
    }

    /** @return how many transactions had been committed for sure */
    private int killInTheMiddleOfWrites(PackagedGateway gateway) throws InterruptedException {
        AtomicInteger committed = new AtomicInteger();
        Thread writer = Thread.ofPlatform().start(() -> {
            try (Connection connection = connect(); Statement statement = connection.createStatement()) {
                for (int n = 1; ; n++) {
                    statement.execute("INSERT INTO kept SELECT " + n + " FROM generate_series(1, 50)");
                    committed.set(n);
                }
            } catch (SQLException gone) {
                // The connection ends with the database.
            }
        });
        await(() -> committed.get() >= 100);
        ProcessHandle postmaster = postmaster().orElseThrow();
        List<ProcessHandle> all = postmaster.descendants().toList();
        kill(gateway);
        postmaster.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        writer.join();
        await(() -> !postmaster.isAlive());
        return committed.get();
    }

    private static boolean isUp(PackagedGateway gateway) {
        return gateway.get("/q/health/ready").body().contains("\"database\": \"up\"");
    }

    private PackagedGateway start() {
        return PackagedGateway.start(null, environment());
    }

    private Map<String, String> environment() {
        return Map.of("PORTCULLIS_DATA", data().toString());
    }

    private Path data() {
        return temporary.resolve("data");
    }

    private static void kill(PackagedGateway gateway) throws InterruptedException {
        gateway.process().destroyForcibly();
        assertTrue(gateway.process().waitFor(10, TimeUnit.SECONDS));
    }

    private Path postmasterFile() {
        return data().resolve("postgresql/cluster/postmaster.pid");
    }

    private Optional<ProcessHandle> postmaster() {
        return line(0).map(Long::parseLong).flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive);
    }

    private int port() {
        return Integer.parseInt(line(3).orElseThrow());
    }

    private Optional<String> line(int number) {
        try {
            return Files.exists(postmasterFile()) ? Files.readAllLines(postmasterFile()).stream().skip(number).findFirst() : Optional.empty();
        } catch (IOException beingWritten) {
            return Optional.empty();
        }
    }

    private Connection connect() throws SQLException {
        try {
            return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port() + "/portcullis", "portcullis",
                    Files.readString(data().resolve("postgresql/password")).strip());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> query(String sql) throws SQLException {
        try (Connection connection = connect(); Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new java.util.ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "waited in vain");
            LockSupport.parkNanos(1_000_000);
        }
    }
}
