package dev.portcullis.cache;

import dev.portcullis.pipeline.Call;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds earlier questions that ask the same in other words, for the prompts for which that is wanted. Thread-safe. */
public interface OtherWords {

    /** For which it is wanted for none. */
    OtherWords NONE = new OtherWords() {
        @Override
        public boolean isFor(String prompt) {
            return false;
        }

        @Override
        public Uni<Look> look(Call call, CacheKey rest, String question) {
            return Uni.createFrom().item(Look.NOTHING);
        }

        @Override
        public void forget(Predicate<CacheKey> which) {
            // Nothing is known.
        }
    };

    /** Whether questions of this prompt's calls are compared. Allocates nothing. */
    boolean isFor(String prompt);

    /**
     * Never fails, and is bounded in time: what cannot be compared by then is like nothing. Comes on any thread.
     *
     * @param call     who asks, and who pays where asking for a vector costs something
     * @param rest     the key of the call with its question taken out
     * @param question that, with the rest, is the whole call
     */
    Uni<Look> look(Call call, CacheKey rest, String question);

    /** Looks at every key. */
    void forget(Predicate<CacheKey> which);

    /** What one question has found, and the way to remember it without comparing it again. Nothing here takes long. */
    interface Look {

        /** Of a question that was not compared. */
        Look NOTHING = new Look() {
            @Override
            public Optional<CacheKey> nearest() {
                return Optional.empty();
            }

            @Override
            public void given() {
                // There is nothing to give.
            }

            @Override
            public void notGiven(boolean gone) {
                // As above.
            }

            @Override
            public void remember(CacheKey key, Duration life) {
                // What was not compared is near to nothing.
            }
        };

        /** Under this the answer may be kept to an earlier question that asks the same; it may also be gone by now. */
        Optional<CacheKey> nearest();

        /** The nearest one's answer was given. */
        void given();

        /**
         * It was not.
         *
         * @param gone whether it is certain that there is none any more: then that question is forgotten. Else this caller does not want it,
         *             or nobody can say now
         */
        void notGiven(boolean gone);

        /** This question was answered for itself, and its answer is kept under the key. */
        void remember(CacheKey key, Duration life);
    }
}
