package dev.portcullis.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * The simulator as a process: {@code --host 127.0.0.1 --port 9100 --event-loops 2 --key secret}, and every setting of
 * {@link SimulatorSettings} as a flag: {@code --ttft 20ms --rate 50 --echo on}. Says where it listens when it does; ends on SIGTERM.
 * Exits with 2 on a flag it does not know and with 1 if it cannot listen.
 */
public final class SimulatorMain {
    private static final long LONGEST_CLOSE_SECONDS = 2;

    private SimulatorMain() {}

    public static void main(String[] arguments) {
        CommandLine flags;
        try {
            flags = CommandLine.read(arguments, Runtime.getRuntime().availableProcessors());
        } catch (InvalidSetting invalid) {
            System.err.println("simulator: " + invalid.getMessage());
            System.exit(2);
            return;
        }
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(flags.eventLoops()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(vertx)));
        Simulator.start(vertx, flags.settings(), flags.host(), flags.port(), flags.eventLoops(), InstantSource.system())
                .onSuccess(simulator -> System.out.println("simulator listening on " + flags.host() + ":" + simulator.port()))
                .onFailure(failure -> {
                    System.err.println("simulator: cannot listen on " + flags.host() + ":" + flags.port() + ": " + failure.getMessage());
                    // Not from this event loop: the hook closes Vert.x and waits for it.
                    Thread.ofPlatform().start(() -> System.exit(1));
                });
    }

    private static void close(Vertx vertx) {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception late) {
            // the process ends anyway
        }
    }
}
