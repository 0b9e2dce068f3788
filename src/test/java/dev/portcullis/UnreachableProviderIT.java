package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A provider that neither takes nor refuses connections, as a host behind a firewall. */
class UnreachableProviderIT {

    private static final int CONNECTIONS = 8;
    private static final int CALLERS = 40;

    /** A listener whose queue is full: the system drops whoever else wants to connect. */
    private static final class Hole implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final List<SocketChannel> filling = new ArrayList<>();

        Hole() throws IOException {
            for (int i = 0; i < 8; i++) {
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort()));
                filling.add(channel);
            }
        }

        String baseUrl() {
            return "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
        }

        @Override
        public void close() throws IOException {
            socket.close();
            for (SocketChannel channel : filling) {
                channel.close();
            }
        }
    }

    /** All of them did: each gave its turn to the next one, and they made a line in the pool of connections that nobody can leave. */
    @Test
    void ofCallersWhoLeaveNoMoreWaitOnThanConnectionsAreBeingMade() throws IOException {
        try (Hole hole = new Hole();
                PackagedGateway gateway = PackagedGateway.start(new GatewayFile()
                        .provider("hole", hole.baseUrl(), ", max-connections: " + CONNECTIONS + ", timeouts: { connect: 30s }")
                        .single("far", "hole", "m").toString())) {
            for (int round = 1; round <= 3; round++) {
                List<RawCall> callers = new ArrayList<>();
                for (int i = 0; i < CALLERS; i++) {
                    callers.add(RawCall.chat(gateway.port(), RawCall.body("far", "")));
                }
                gateway.await("calls under way", () -> gateway.metric("portcullis_open_calls") == CALLERS);
                callers.forEach(RawCall::close);
                gateway.await("they have left", () -> gateway.metric("portcullis_open_calls") == 0);
            }
            assertEquals(CONNECTIONS, attempts(gateway));
        }
    }

    /** That something still has hold of: this collects all garbage first. */
    private static int attempts(PackagedGateway gateway) throws IOException {
        Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(gateway.process().pid()),
                "GC.class_histogram").redirectErrorStream(true).start();
        try (BufferedReader lines = jcmd.inputReader()) {
            return lines.lines().map(String::strip).map(line -> line.split(" +")).filter(fields -> fields.length > 3 && fields[3].equals("dev.portcullis.provider.Exchange"))
                    .mapToInt(fields -> Integer.parseInt(fields[1])).sum();
        }
    }
}
