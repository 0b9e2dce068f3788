package dev.portcullis;

import dev.portcullis.config.ConfigFile;
import dev.portcullis.config.InvalidConfig;
import dev.portcullis.config.price.PriceTable;
import dev.portcullis.store.CannotStart;
import dev.portcullis.store.Database;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the gateway. A configuration that cannot be used, or a database that cannot be had, is said in its own words first. */
@QuarkusMain
public final class Main {

    private Main() {
    }

    /** Exits with 1 where the configuration is refused, or there is no database to work with. */
    public static void main(String... arguments) {
        // It is needed when the configuration is checked for slips, a second or two from now.
        Thread.ofPlatform().daemon().name("price-table").start(PriceTable::shipped);
        try {
            ConfigFile.of(System::getenv).load();
            Database.prepare(System::getenv);
        } catch (InvalidConfig refused) {
            System.err.println("Portcullis cannot start with this configuration:\n" + refused.getMessage());
            System.exit(1);
        } catch (CannotStart refused) {
            System.err.println("Portcullis cannot start: " + refused.getMessage());
            System.exit(1);
        }
        Quarkus.run(arguments);
    }
}
