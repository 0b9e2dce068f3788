package dev.portcullis.cache;

import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Target;
import io.vertx.core.Future;
import java.util.concurrent.CompletionStage;

/** Where replicas agree on who of them asks, and the others get the answer as it comes. Fails never, and costs nothing where there is one replica. */
interface Relay {

    /** Whose it is to ask. */
    sealed interface Turn {

        /** This replica asks. To be given back when nobody can follow any more. */
        record Mine(Runnable giveBack) implements Turn {
        }

        /** Another one does. @param lease what it has written */
        record Theirs(String lease) implements Turn {
        }

        /** There is an answer by now. */
        record Kept() implements Turn {
        }

        /** It could not be agreed on. */
        record Unknown() implements Turn {
        }
    }

    /** Whether there is anybody to agree with. */
    boolean isInUse();

    /**
     * @param insteadOf  the lease of one that is not there any more; empty: none
     * @param keptWillDo whether an answer that is kept by now would do
     */
    Future<Turn> turn(Flights.Key key, String insteadOf, boolean keptWillDo);

    /** @param leaves when nobody wants it any more */
    Future<Follower.Found> follow(Flights.Key key, String lease, Target source, CompletionStage<Outcome> leaves);

    /** One replica alone. */
    Relay NONE = new Relay() {

        @Override
        public boolean isInUse() {
            return false;
        }

        @Override
        public Future<Turn> turn(Flights.Key key, String insteadOf, boolean keptWillDo) {
            return Future.succeededFuture(new Turn.Unknown());
        }

        @Override
        public Future<Follower.Found> follow(Flights.Key key, String lease, Target source, CompletionStage<Outcome> leaves) {
            throw new IllegalStateException("there is nobody to follow");
        }
    };
}
