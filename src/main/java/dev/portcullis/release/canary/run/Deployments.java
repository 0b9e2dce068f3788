package dev.portcullis.release.canary.run;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** What is deployed of prompts, or of models, as canaries see and change it: in the transaction of this thread's session, one of them at a time. */
public interface Deployments {

    /**
     * What a canary begins with.
     *
     * @param release names the pair of what is tried and what the others get, and its run
     */
    record Begun(String release, String blue) {
    }

    /**
     * Gives something a share beside what is deployed.
     *
     * @param name  the prompt or the model
     * @param green the version or the target that is tried
     * @param by    who wants it
     * @return fails with {@link CanaryRefused} where that cannot be
     */
    Uni<Begun> begin(String name, String green, int share, String by);

    /** @return false if something else is deployed than this canary, and nothing was changed */
    Uni<Boolean> share(Canary canary, int share);

    /** Gives what is tried to all. @return as of {@link #share} */
    Uni<Boolean> promote(Canary canary);

    /** Takes what is tried away. @return as of {@link #share} */
    Uni<Boolean> rollBack(Canary canary);

    /**
     * Why this canary can be no more, as far as this process knows without asking anybody; empty where it can. It is then {@link #forsaken}.
     * It may be asked a few times a second.
     */
    Optional<String> impossible(Canary canary);

    /** Nothing is deployed, but what was kept for this canary is gone: it must not come back into force without it. */
    Uni<Void> forsaken(Canary canary);
}
