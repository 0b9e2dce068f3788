package dev.portcullis;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider that answers with whatever bytes a test names after its model, one request a connection. */
final class HostileProvider implements AutoCloseable {

    /** Writes what comes instead of an answer. */
    interface Misdeed {

        void commit(OutputStream out) throws IOException;
    }

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<String, Misdeed> byModel;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final AtomicInteger hungUp = new AtomicInteger();

    HostileProvider(Map<String, Misdeed> byModel) throws IOException {
        this.byModel = byModel;
        Thread.startVirtualThread(this::accept);
    }

    static Misdeed says(String bytes) {
        return out -> out.write(bytes.getBytes(StandardCharsets.UTF_8));
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The heads of all requests so far. */
    List<String> heads() {
        return heads;
    }

    /** Connections that the gateway has closed after the provider had. */
    int hungUp() {
        return hungUp.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                Thread.startVirtualThread(() -> serve(connection));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.read());
            }
            heads.add(head.toString());
            int length = head.toString().lines().filter(line -> line.startsWith("content-length: "))
                    .mapToInt(line -> Integer.parseInt(line.substring(16))).findFirst().orElse(0);
            String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            String model = body.replaceFirst("(?s).*\"model\":\"([^\"]*)\".*", "$1");
            byModel.get(model).commit(connection.getOutputStream());
            connection.shutdownOutput();
            in.transferTo(OutputStream.nullOutputStream());
            hungUp.incrementAndGet();
        } catch (IOException gone) {
            // The gateway has had enough.
        }
    }
}
