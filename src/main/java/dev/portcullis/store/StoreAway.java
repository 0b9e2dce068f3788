package dev.portcullis.store;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** The database did not do what was asked, and not because of what was asked: it is away, too slow, or takes no writes now. */
public final class StoreAway extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** SQLSTATE classes: connection, authorization, resources, operator intervention (a timeout too), system error. */
    private static final Set<String> CLASSES = Set.of("08", "28", "53", "57", "58");
    /** Read-only (a standby), lock not available, serialization failure, deadlock, no such database. */
    private static final Set<String> STATES = Set.of("25006", "55P03", "40001", "40P01", "3D000");

    private final boolean atTheEnd;

    StoreAway(Throwable cause) {
        super("the database is away", cause);
        atTheEnd = false;
    }

    private StoreAway(String message, Throwable cause) {
        super(message, cause);
        atTheEnd = true;
    }

    /** The gateway ends, and its connections with it. */
    static StoreAway atTheEnd(Throwable cause) {
        return new StoreAway("the gateway ends", cause);
    }

    /** Whether it is nobody's trouble: the gateway ends, and has left the database itself. */
    public static boolean isAtTheEnd(Throwable failure) {
        return failure instanceof StoreAway away && away.atTheEnd;
    }

    /** There was no answer so far. */
    public static StoreAway yet() {
        return new StoreAway(null);
    }

    /** Whether a failure says that of the database; else it is a bug. */
    static boolean isMeantBy(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case PgException refused -> {
                    String state = String.valueOf(refused.getSqlState());
                    return STATES.contains(state) || state.length() == 5 && CLASSES.contains(state.substring(0, 2));
                }
                case IOException _, TimeoutException _, VertxException _ -> {
                    return true;
                }
                default -> {
                    // Hibernate and futures wrap what happened. The pool fails with a type that is not Vert.x's to show.
                    if (cause.getClass().getSimpleName().equals("NoStackTraceThrowable")) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
