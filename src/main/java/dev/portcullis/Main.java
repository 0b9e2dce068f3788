package dev.portcullis;

import dev.portcullis.config.ConfigFile;
import dev.portcullis.config.InvalidConfig;
import dev.portcullis.config.price.PriceTable;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the gateway. A configuration that cannot be used is said in its own words, before anything else starts. */
@QuarkusMain
public final class Main {

    private Main() {
    }

    /** Exits with 1 where the configuration is refused. */
    public static void main(String... arguments) {
        // It is needed when the configuration is checked for slips, a second or two from now.
        Thread.ofPlatform().daemon().name("price-table").start(PriceTable::shipped);
        try {
            ConfigFile.of(System::getenv).load();
        } catch (InvalidConfig refused) {
            System.err.println("Portcullis cannot start with this configuration:\n" + refused.getMessage());
            System.exit(1);
        }
        Quarkus.run(arguments);
    }
}
