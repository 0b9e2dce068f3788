package dev.portcullis.store;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/** Decides, before Quarkus starts, which database there is: the one that its settings name, else an embedded one. */
public final class Database {

    private static final Logger LOG = Logger.getLogger(Database.class);

    private Database() {
    }

    /**
     * Sets the system properties that Quarkus reads its datasource from.
     *
     * @param environment the value of a variable, or null if it is not set; {@code System::getenv}
     * @param settings    {@link #settings}
     */
    public static void prepare(UnaryOperator<String> environment, Function<String, Optional<String>> settings) throws CannotStart {
        Optional<Map<String, String>> named = DatabaseSettings.external(settings);
        if (named.isPresent()) {
            atTheEnd(() -> { });
            named.get().forEach(System::setProperty);
            return;
        }
        DataFolder data = DataFolder.of(environment);
        EmbeddedPostgres postgres = new EmbeddedPostgres(data);
        atTheEnd(postgres::close);
        postgres.start();
        String place = "postgresql://" + postgres.host() + ":" + postgres.port() + "/" + postgres.database();
        System.setProperty(DatabaseSettings.REACTIVE_URL, place);
        System.setProperty(DatabaseSettings.JDBC_URL, "jdbc:" + place);
        System.setProperty(DatabaseSettings.USERNAME, postgres.user());
        System.setProperty(DatabaseSettings.PASSWORD, postgres.password());
        LOG.info("no " + DatabaseSettings.REACTIVE_SETTING + ": PostgreSQL is embedded, in " + data.path());
    }

    /** What Quarkus will read of a property, before it does; absent where it is blank or not set. */
    public static Function<String, Optional<String>> settings() {
        return DatabaseSettings.early();
    }

    /** On SIGTERM all shutdown hooks begin at once, and calls in flight have their grace period: until it is over they need the database. */
    private static void atTheEnd(Runnable close) throws CannotStart {
        try {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("database-stop").unstarted(() -> {
                boolean stopped = QuarkusStop.await();
                close.run();
                if (!stopped) {
                    QuarkusStop.halt();
                }
            }));
        } catch (IllegalStateException stopping) {
            throw new CannotStart("the gateway stops");
        }
    }
}
