package dev.portcullis;

import dev.portcullis.store.CannotStart;
import dev.portcullis.store.DataFolder;
import dev.portcullis.store.EmbeddedPostgres;
import dev.portcullis.store.UnpackedPrograms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;

/**
 * A database of a test's own. One PostgreSQL serves all tests of this JVM; it is started when it is first needed and ends with the
 * JVM. Most databases are copies of one that has its tables already, which a gateway would need half a second to make.
 */
public record TestDatabase(String name) {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Started by its first use. */
    private static final class Server {

        static final Path FOLDER = temporary();
        static final EmbeddedPostgres POSTGRES = new EmbeddedPostgres(new DataFolder(FOLDER));

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                POSTGRES.close();
                remove(FOLDER);
            }));
            UnpackedPrograms.linkInto(FOLDER);
            try {
                POSTGRES.start();
            } catch (CannotStart impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    /** Made by its first use. */
    private static final class Template {

        static final TestDatabase DATABASE = empty();

        static {
            Flyway.configure().dataSource("jdbc:" + DATABASE.url(), server().user(), password()).load().migrate();
        }
    }

    /** With tables, and nothing in them. */
    public static TestDatabase fresh() {
        return create("TEMPLATE " + Template.DATABASE.name);
    }

    /** Without tables. */
    public static TestDatabase empty() {
        return create("");
    }

    private static TestDatabase create(String how) {
        TestDatabase database = new TestDatabase("test_" + NUMBER.incrementAndGet());
        new TestDatabase(server().database()).execute("CREATE DATABASE " + database.name + " " + how);
        return database;
    }

    public static EmbeddedPostgres server() {
        return Server.POSTGRES;
    }

    /** What a gateway must be told to work on this database. */
    public Map<String, String> environment() {
        return Map.of("QUARKUS_DATASOURCE_REACTIVE_URL", url(), "QUARKUS_DATASOURCE_USERNAME", server().user(),
                "QUARKUS_DATASOURCE_PASSWORD", password());
    }

    public String url() {
        return "postgresql://" + server().host() + ":" + server().port() + "/" + name;
    }

    public static String password() {
        try {
            return server().password();
        } catch (CannotStart unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    public void execute(String sql) {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new AssertionError(sql, failed);
        }
    }

    /** The first column of every row. */
    public List<String> query(String sql) {
        try (Connection connection = connect(); Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException failed) {
            throw new AssertionError(sql, failed);
        }
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:" + url(), server().user(), password());
    }

    /** Nothing of PostgreSQL runs until {@link #thaw}: connections stay open and nothing is answered. */
    public static void freeze() {
        signal("STOP");
    }

    public static void thaw() {
        signal("CONT");
    }

    private static void signal(String name) {
        ProcessHandle postmaster = server().process();
        List<String> command = new ArrayList<>(List.of("kill", "-" + name, Long.toString(postmaster.pid())));
        postmaster.descendants().map(child -> Long.toString(child.pid())).forEach(command::add);
        try {
            // A child may have ended meanwhile, which makes kill fail for it alone.
            new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("portcullis-postgresql");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException left) {
            // The temporary folder is cleaned by others as well.
        }
    }
}
