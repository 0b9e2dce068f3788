package dev.portcullis.routing;

import java.util.List;
import java.util.Optional;

/** The targets of a model that has two of them: traffic moves from blue to green. The one that is called so is it, else the second is green. */
public record TwoTargets(String blue, String green) {

    private static final String BLUE = "blue";
    private static final String GREEN = "green";

    /** @param targets of a model, in the file's order. @return empty where these are not two */
    static Optional<TwoTargets> of(List<String> targets) {
        if (targets.size() != 2) {
            return Optional.empty();
        }
        String first = targets.getFirst();
        String second = targets.getLast();
        boolean turned = first.equals(GREEN) || second.equals(BLUE);
        return Optional.of(turned ? new TwoTargets(second, first) : new TwoTargets(first, second));
    }
}
