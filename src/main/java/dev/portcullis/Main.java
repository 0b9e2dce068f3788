package dev.portcullis;

import dev.portcullis.config.ConfigFile;
import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.InvalidConfig;
import dev.portcullis.config.ProcessSettings;
import dev.portcullis.config.price.PriceTable;
import dev.portcullis.edge.Routes;
import dev.portcullis.guard.injection.InjectionCheck;
import dev.portcullis.pipeline.tokens.TokenCounter;
import dev.portcullis.pipeline.tokens.TokenEncoding;
import dev.portcullis.prompt.command.PromptCommand;
import dev.portcullis.store.CannotStart;
import dev.portcullis.store.Database;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;

/** Starts the gateway, or does what {@code prompts …} asks for without it. A configuration that cannot be used, or a database that cannot be had, is said in its own words first. */
@QuarkusMain
public final class Main {

    private Main() {
    }

    /** Exits with 1 where the configuration is refused, there is no database to work with, or its address is taken. */
    public static void main(String... arguments) {
        if (arguments.length > 0 && arguments[0].equals(PromptCommand.WORD)) {
            System.exit(new PromptCommand(System::getenv, text(FileDescriptor.out), text(FileDescriptor.err))
                    .run(List.of(arguments).subList(1, arguments.length)));
        }
        // It is needed when the configuration is checked for slips, a second or two from now.
        Thread.ofPlatform().daemon().name("price-table").start(PriceTable::shipped);
        try {
            Function<String, Optional<String>> settings = Database.settings();
            ProcessSettings.check(settings, Runtime.getRuntime().maxMemory());
            GatewayConfig config = ConfigFile.of(System::getenv).load();
            // Quarkus starts on one thread, and needs these at its end.
            Thread.ofPlatform().daemon().name("tables").start(() -> tables(config));
            Database.prepare(System::getenv, settings);
        } catch (InvalidConfig refused) {
            System.err.println("Portcullis cannot start with this configuration:\n" + refused.getMessage());
            System.exit(1);
        } catch (CannotStart refused) {
            System.err.println("Portcullis cannot start: " + refused.getMessage());
            System.exit(1);
        }
        System.setProperty(Routes.NOT_LOOKED_AT, "true");
        Quarkus.run(null, new FailedStart(ConfigProvider::getConfig, System.err, System::exit), arguments);
    }

    private static void tables(GatewayConfig config) {
        InjectionCheck.shipped();
        config.targets().stream().map(target -> TokenEncoding.of(target.upstreamModel(), target.model())).distinct().forEach(TokenCounter::read);
    }

    /** UTF-8, whatever the terminal was set to: files' names and messages are. */
    private static PrintStream text(FileDescriptor end) {
        return new PrintStream(new FileOutputStream(end), true, StandardCharsets.UTF_8);
    }
}
