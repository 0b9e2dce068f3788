package dev.portcullis.release.canary.run;

import io.smallrye.mutiny.Uni;

/** What is deployed of prompts, as canaries see and change it: in the transaction of this thread's session, one prompt at a time. */
public interface Deployments {

    /**
     * What a canary begins with.
     *
     * @param release names the pair of versions
     */
    record Begun(String release, String blue) {
    }

    /**
     * Gives a version a share beside what is deployed.
     *
     * @param by who wants it
     * @return fails with {@link CanaryRefused} where that cannot be
     */
    Uni<Begun> begin(String prompt, String version, int share, String by);

    /** @return false if something else is deployed than this release, and nothing was changed */
    Uni<Boolean> share(String prompt, String release, int share);

    /** Gives the version to all. @return as of {@link #share} */
    Uni<Boolean> promote(String prompt, String release);

    /** Takes the version away. @return as of {@link #share} */
    Uni<Boolean> rollBack(String prompt, String release);
}
