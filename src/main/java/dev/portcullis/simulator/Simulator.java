package dev.portcullis.simulator;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** A running simulator on one port. */
public final class Simulator {
    private final Vertx vertx;
    private final String deployment;
    private final SimulatorServer.Shared shared;

    private Simulator(Vertx vertx, String deployment, SimulatorServer.Shared shared) {
        this.vertx = vertx;
        this.deployment = deployment;
        this.shared = shared;
    }

    /** Starts on one event loop; port 0 is any free one. Fails if the port is taken. */
    public static Future<Simulator> start(Vertx vertx, SimulatorSettings defaults, String host, int port) {
        return start(vertx, defaults, host, port, 1, InstantSource.system());
    }

    /** Starts on so many event loops, which share the port; the clock gives {@code created}. */
    public static Future<Simulator> start(
            Vertx vertx, SimulatorSettings defaults, String host, int port, int eventLoops, InstantSource clock) {
        SimulatorServer.Shared shared = new SimulatorServer.Shared(defaults, new Scenarios(defaults), new Counters(),
                new Identifiers(clock.millis()), clock, new AtomicInteger());
        SocketAddress address = SocketAddress.inetSocketAddress(port, host);
        return vertx.deployVerticle(() -> new SimulatorServer(address, shared), new DeploymentOptions().setInstances(eventLoops))
                .map(deployment -> new Simulator(vertx, deployment, shared));
    }

    public int port() {
        return shared.port().get();
    }

    public Stats stats() {
        return shared.counters().stats();
    }

    /** Zeroes the totals and forgets which faults have struck; what is open stays counted. */
    public void reset() {
        shared.counters().reset();
        shared.scenarios().reset();
    }

    /** Closes the port and every connection. */
    public Future<Void> close() {
        return vertx.undeploy(deployment);
    }
}
