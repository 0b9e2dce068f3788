package dev.portcullis.release.feedback;

import dev.portcullis.release.quality.Signals;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Where calls are found, and feedback is kept. What cannot be done because of the store fails with {@link dev.portcullis.store.StoreAway}. */
interface FeedbackStore {

    /**
     * What is known of a call now.
     *
     * @param call   that the id means: another one than the remark's, where a later call had the same id, and then nothing was written
     * @param before the score that was written for it until now; empty where nothing was written
     */
    record Written(KnownCall call, Signals signals, OptionalDouble before) {
    }

    /** @param prompt a version of it */
    record Version(String prompt, String version) {
    }

    /** Checked answers. */
    record Checked(long passed, long failed) {

        Checked and(Checked more) {
            return new Checked(passed + more.passed, failed + more.failed);
        }
    }

    /** Calls that are in the ledger, of these. */
    Uni<Map<KnownCall.Name, KnownCall>> find(Collection<KnownCall.Name> names);

    /** All of it, or nothing. @param remarks each of another id. @return one for each of them */
    Uni<List<Written>> write(List<Remark> remarks, Map<Version, Checked> checked);
}
