package dev.portcullis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A call over a socket of its own, so that a test decides when the caller leaves. */
final class RawCall implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;

    private RawCall(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** Sends the call and reads nothing. */
    static RawCall chat(int port, String body) {
        return chat(port, body, "");
    }

    /** @param headers each with its line's end */
    static RawCall chat(int port, String body, String headers) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            socket.getOutputStream().write(("POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
                    + headers + "content-length: " + bytes.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(bytes);
            return new RawCall(socket);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** @param more further fields, beginning with a comma */
    static String body(String model, String more) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]" + more + "}";
    }

    /** Reads until this text has come, or the end; what is returned may go on after the text. */
    String readTo(String text) {
        StringBuilder read = new StringBuilder();
        byte[] chunk = new byte[8192];
        try {
            while (read.indexOf(text) < 0) {
                int count = in.read(chunk);
                if (count < 0) {
                    return read.toString();
                }
                read.append(new String(chunk, 0, count, StandardCharsets.ISO_8859_1));
            }
            return read.toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
