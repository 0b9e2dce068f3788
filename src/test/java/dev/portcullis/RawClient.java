package dev.portcullis;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** An HTTP client that writes whatever it is told to, byte for byte, and reads what comes back. One connection. */
final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 15_000;

    private final Socket socket;
    private final InputStream in;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** @param head without the line of the body's length and the blank line */
    static byte[] request(String head, byte[] body) {
        byte[] start = (head + "\r\ncontent-length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }

    RawClient send(String bytes) throws IOException {
        return send(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** There comes nothing after what was sent; what is answered is still read. */
    RawClient endOfRequests() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Writes the same again and again; whether all of it was taken. */
    boolean sendMany(byte[] bytes, int times) {
        try {
            for (int i = 0; i < times; i++) {
                send(bytes);
            }
            return true;
        } catch (IOException cutOff) {
            return false;
        }
    }

    /** The next response but {@code 100 Continue}. */
    RawResponse read() throws IOException {
        return read(true);
    }

    /** The next response, of which the body is not read if it has none in spite of its length: one to HEAD. */
    RawResponse read(boolean body) throws IOException {
        String head = head();
        if (head.startsWith("HTTP/1.1 100")) {
            return read(body);
        }
        RawResponse response = new RawResponse(head, "");
        Optional<String> length = response.header("content-length");
        if (!body || length.isEmpty() && response.header("transfer-encoding").isEmpty()) {
            return response;
        }
        byte[] bytes = length.isPresent() ? in.readNBytes(Integer.parseInt(length.get())) : chunks();
        return new RawResponse(head, new String(bytes, StandardCharsets.UTF_8));
    }

    /** The type of HTTP/2's next frame of this stream (RFC 9113, section 4.1): 0 for data, 1 for a head. */
    int nextFrame(int stream) throws IOException {
        while (true) {
            ByteBuffer head = ByteBuffer.wrap(in.readNBytes(9));
            int lengthAndType = head.getInt();
            in.skipNBytes(lengthAndType >>> 8);
            if (head.getInt(5) == stream) {
                return lengthAndType & 0xff;
            }
        }
    }

    /** Whether there is something to read already. */
    boolean answered() throws IOException {
        return in.available() > 0;
    }

    /** Whether the other side closes without another word. */
    boolean closed() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    /** Ends the connection with a reset instead of a goodbye. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("closed after: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new EOFException("closed within a body of " + body.size() + " bytes so far");
                }
                line.append((char) next);
            }
            int size = Integer.parseInt(line.toString().strip(), 16);
            body.write(in.readNBytes(size));
            in.skipNBytes(2);
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }
}
