package dev.portcullis.config.guard;

import java.util.OptionalDouble;

import dev.portcullis.config.yaml.Section;

/**
 * What is done about instructions that somebody smuggled in.
 *
 * @param threshold   the score from which the action is taken, 0 to 1; absent: what is shipped for that action
 * @param trustSystem whether {@code system} and {@code developer} text is left unchecked
 */
public record InjectionSettings(GuardAction action, OptionalDouble threshold, boolean trustSystem) {

    public static final InjectionSettings DEFAULT = new InjectionSettings(GuardAction.FLAG, OptionalDouble.empty(), true);

    static InjectionSettings read(Section in) {
        return new InjectionSettings(
                GuardAction.read(in, "action", DEFAULT.action),
                in.value("threshold").flatMap(Thresholds::read).map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
                in.flag("trust-system", DEFAULT.trustSystem));
    }

    void describe(Fingerprint to) {
        to.add(action).add(threshold.isPresent() ? Double.toString(threshold.getAsDouble()) : "").add(trustSystem);
    }
}
