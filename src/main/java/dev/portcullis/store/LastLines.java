package dev.portcullis.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jboss.logging.Logger;

/** What PostgreSQL said last, for whoever asks why it ended. All that it says is in the log at DEBUG. */
final class LastLines {

    private static final Logger LOG = Logger.getLogger(LastLines.class);
    private static final int KEPT = 12;

    private final Deque<String> kept = new ArrayDeque<>(KEPT); // guarded by this

    /** Reads on a thread of its own until the process ends. */
    void follow(Process process) {
        Thread.ofPlatform().daemon().name("postgresql-log").start(() -> read(process));
    }

    private void read(Process process) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                LOG.debug(line);
                keep(line);
            }
        } catch (IOException ended) {
            LOG.debug("the log of PostgreSQL ended", ended);
        }
    }

    private synchronized void keep(String line) {
        if (kept.size() == KEPT) {
            kept.removeFirst();
        }
        kept.addLast(line);
    }

    /** Each on a line of its own, the first one too; or nothing. */
    @Override
    public synchronized String toString() {
        return kept.isEmpty() ? "" : "\n" + String.join("\n", kept);
    }
}
