package dev.portcullis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way to a server of this machine that can be cut for those who use it, while others reach the server. */
final class SeverableLine implements AutoCloseable {

    private final int target;
    private final ServerSocket entrance;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile boolean cut;

    SeverableLine(int target) {
        this.target = target;
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** Closes what is open and whatever comes. */
    void cut() {
        cut = true;
        open.forEach(SeverableLine::close);
    }

    void mend() {
        cut = false;
    }

    @Override
    public void close() {
        cut();
        try {
            entrance.close();
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = entrance.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                caller.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                open.addAll(List.of(caller, server));
                if (cut) {
                    close(caller);
                    close(server);
                }
                Thread.ofVirtual().start(() -> pass(caller, server));
                Thread.ofVirtual().start(() -> pass(server, caller));
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from; to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException closed) {
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }
}
