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

    /** The score from which a text is told of where no threshold is lower. */
    public static final double FLAG_FROM = 0.5;
    /** The score from which a text is blocked where it is to be and no threshold is given. */
    public static final double BLOCK_FROM = 0.7;

    static InjectionSettings over(InjectionSettings guards, Section in, Floor floor) {
        InjectionSettings own = new InjectionSettings(
                GuardAction.read(in, "action", guards.action),
                in.value("threshold").flatMap(Thresholds::read).map(OptionalDouble::of).orElse(guards.threshold),
                in.flag("trust-system", guards.trustSystem));
        floor.action(in, "action", own.action, guards.action);
        if (own.action.compareTo(guards.action) <= 0 && guards.action != GuardAction.OFF) {
            floor.threshold(in, "threshold", own.from(guards.action), guards.from(guards.action));
        }
        floor.flag(in, "trust-system", own.trustSystem, guards.trustSystem, false);
        return own;
    }

    /** From where at least so much is done. */
    private double from(GuardAction least) {
        return least == GuardAction.BLOCK ? threshold.orElse(BLOCK_FROM) : Math.min(FLAG_FROM, threshold.orElse(FLAG_FROM));
    }

    void describe(Fingerprint to) {
        to.add(action).add(threshold.isPresent() ? Double.toString(threshold.getAsDouble()) : "").add(trustSystem);
    }
}
