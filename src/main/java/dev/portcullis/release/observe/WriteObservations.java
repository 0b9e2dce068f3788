package dev.portcullis.release.observe;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Brings what was told to the database, one batch at a time. One of which it is not known whether it was written is written again, as it
 * was, before anything else; what is told meanwhile waits.
 */
public final class WriteObservations {

    private static final Logger LOG = Logger.getLogger(WriteObservations.class);

    private final Observations observations;
    private final Function<Batch, Future<Void>> write;
    private final BooleanSupplier ready;
    private Batch waiting; // guarded by this
    private Future<Boolean> running = Future.succeededFuture(true); // guarded by this
    private boolean away; // guarded by this

    /** @param ready whether the tables are there */
    public WriteObservations(Observations observations, ObservationTable table, BooleanSupplier ready) {
        this(observations, batch -> table.write(batch).onSuccess(observations::beyond).mapEmpty(), ready);
    }

    WriteObservations(Observations observations, Function<Batch, Future<Void>> write, BooleanSupplier ready) {
        this.observations = observations;
        this.write = write;
        this.ready = ready;
    }

    /** Writes what there is, after what is being written. @return whether all that was told before is written now; never fails */
    public synchronized Future<Boolean> now() {
        running = running.transform(done -> next());
        return running;
    }

    /** As {@link #now}, but for nothing where one is under way. */
    public synchronized void again() {
        if (running.isComplete()) {
            now();
        }
    }

    private synchronized Future<Boolean> next() {
        if (!ready.getAsBoolean()) {
            return Future.succeededFuture(false);
        }
        boolean more = waiting != null;
        if (!more) {
            Batch fresh = observations.take();
            if (fresh.isEmpty()) {
                return Future.succeededFuture(true);
            }
            waiting = fresh;
            more = fresh.units().size() == Observations.MOST_AT_ONCE;
        }
        boolean goesOn = more;
        return written(waiting).transform(answer -> {
            ended(answer.cause());
            return answer.failed() ? Future.succeededFuture(false) : goesOn ? next() : Future.succeededFuture(true);
        });
    }

    /** A bug that makes it throw must not end all writing. */
    private Future<Void> written(Batch batch) {
        try {
            return write.apply(batch);
        } catch (RuntimeException bug) {
            return Future.failedFuture(bug);
        }
    }

    /** @param failure null for none */
    private synchronized void ended(Throwable failure) {
        if (failure instanceof PgException refused && isAboutData(refused)) {
            LOG.errorf(failure, "what %d callers told of releases cannot be written and is lost", waiting.units().size());
            waiting = null;
        } else if (failure != null) {
            if (!away) {
                LOG.warnf("what calls tell of releases cannot be written (%s); it is kept in memory until the database is back",
                        failure.getMessage());
            }
            away = true;
        } else {
            waiting = null;
            away = false;
        }
    }

    /** Classes 22 and 23 of SQLSTATE: wrong data, and data against a constraint. */
    private static boolean isAboutData(PgException refused) {
        return refused.getSqlState() != null && (refused.getSqlState().startsWith("22") || refused.getSqlState().startsWith("23"));
    }
}
