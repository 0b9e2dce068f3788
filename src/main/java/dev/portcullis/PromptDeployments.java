package dev.portcullis;

import dev.portcullis.prompt.registry.Deployment;
import dev.portcullis.prompt.registry.PromptStore;
import dev.portcullis.prompt.version.Semver;
import dev.portcullis.prompt.version.Versions;
import dev.portcullis.release.canary.run.Canary;
import dev.portcullis.release.canary.run.CanaryRefused;
import dev.portcullis.release.canary.run.CanaryRefused.Why;
import dev.portcullis.release.canary.run.Deployments;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What canaries do to the deployments of prompts. */
final class PromptDeployments implements Deployments {

    /** Who it is that deploys, in lists and in the audit. */
    static final String WHO = "canary";

    /** Carries out of a change that it cannot be made. */
    private static final class SomethingElse extends RuntimeException {

        private static final long serialVersionUID = 1;

        SomethingElse() {
            super("something else is deployed", null, false, false);
        }
    }

    private final PromptStore store;

    PromptDeployments(PromptStore store) {
        this.store = store;
    }

    @Override
    public Uni<Begun> begin(String prompt, String version, int share, String by) {
        return store.versions(prompt).flatMap(versions -> {
            Semver green = Semver.parse(version).filter(versions::contains).orElseThrow(() -> new CanaryRefused(Why.UNKNOWN_VERSION,
                    "The prompt '" + prompt + "' has no version " + version + "."));
            return store.deploy(prompt, was -> beside(prompt, was.orElseGet(() -> newest(versions)), green, share), by);
        }).map(made -> new Begun(made.becomes().release(prompt).orElseThrow(), made.becomes().blue().toString()));
    }

    static Deployment beside(String prompt, Deployment was, Semver green, int share) {
        if (was.blue().equals(green)) {
            throw new CanaryRefused(Why.ALREADY_BLUE, "All callers of '" + prompt + "' who name no version get " + green + " already.");
        }
        if (was.greenPercentage() > 0 && !was.green().equals(Optional.of(green))) {
            throw new CanaryRefused(Why.OTHER_GREEN, was.greenPercentage() + " % of the callers of '" + prompt + "' get "
                    + was.green().map(Semver::toString).orElse("") + " as green. Promote it or roll it back first.");
        }
        Deployment next = new Deployment(was.blue(), Optional.of(green), share).after(was);
        // What was told of green before the canary began is of another release than the canary's, also where green is the same.
        return next.run() > was.run() ? next : new Deployment(next.blue(), next.green(), share, was.run() + 1, next.previous());
    }

    /** What is in force while nothing was deployed. */
    static Deployment newest(List<Semver> versions) {
        Versions<Semver> all = Versions.none();
        for (Semver version : versions) {
            all = all.with(version, version);
        }
        return new Deployment(all.newest().orElseThrow(), Optional.empty(), 0);
    }

    @Override
    public Uni<Boolean> share(Canary canary, int share) {
        return move(canary, was -> was.switched(share));
    }

    @Override
    public Uni<Boolean> promote(Canary canary) {
        return move(canary, Deployment::promoted);
    }

    @Override
    public Uni<Boolean> rollBack(Canary canary) {
        return move(canary, Deployment::rolledBack);
    }

    /** Prompts and versions that were published once are there for good. */
    @Override
    public Optional<String> impossible(Canary canary) {
        return Optional.empty();
    }

    @Override
    public Uni<Void> forsaken(Canary canary) {
        return Uni.createFrom().voidItem();
    }

    private Uni<Boolean> move(Canary canary, Function<Deployment, Optional<Deployment>> change) {
        String prompt = canary.subject().name();
        return store.deploy(prompt, was -> was.filter(deployed -> deployed.release(prompt).equals(Optional.of(canary.release()))).flatMap(change)
                .orElseThrow(SomethingElse::new), WHO).map(made -> true).onFailure(SomethingElse.class).recoverWithItem(false);
    }
}
