package dev.portcullis.prompt.registry;

import dev.portcullis.prompt.version.Semver;
import java.util.Optional;

/**
 * What callers get who name no version.
 *
 * @param green           what some of them get in place of blue
 * @param greenPercentage how many of a hundred, 0 to 100; 0 where there is no green
 * @param run             counts the pairs of blue and green that there were: which callers get green is drawn anew with each of them, and
 *                        stays while only the percentage changes
 * @param previous        what blue was before it changed last, where a rollback can go back to that
 */
public record Deployment(Semver blue, Optional<Semver> green, int greenPercentage, int run, Optional<Semver> previous) {

    /** The first one of a prompt. */
    public Deployment(Semver blue, Optional<Semver> green, int greenPercentage) {
        this(blue, green, greenPercentage, 1, Optional.empty());
    }

    /** What this and no other pair of versions is called, on every replica and after restarts: {@code greet@2.1.0#3}; empty without green. */
    public Optional<String> release(String prompt) {
        return green.map(version -> prompt + "@" + version + "#" + run);
    }

    /** This, where another one was deployed before. */
    public Deployment after(Deployment before) {
        boolean moved = !blue.equals(before.blue);
        boolean another = green.isPresent() && (moved || !green.equals(before.green));
        return new Deployment(blue, green, greenPercentage, another ? before.run + 1 : before.run, moved ? Optional.of(before.blue) : before.previous);
    }

    /** Another share for green. Without green nothing can be switched. */
    public Optional<Deployment> switched(int percentage) {
        return green.map(version -> new Deployment(blue, green, percentage, run, previous));
    }

    /** Green is blue from now on; empty without green. */
    public Optional<Deployment> promoted() {
        return green.map(version -> new Deployment(version, Optional.empty(), 0, run, Optional.of(blue)));
    }

    /**
     * Without green, or where there is none with blue as it was before it changed last; empty where that is not known. Nobody goes back twice:
     * two who see the same fault and roll back at the same time must not end at the version before the one before.
     */
    public Optional<Deployment> rolledBack() {
        return (green.isPresent() ? Optional.of(blue) : previous).map(version -> new Deployment(version, Optional.empty(), 0, run, Optional.empty()));
    }
}
