package dev.portcullis.release.statistics;

/** Whether one thing is as good as another but for a margin. That no difference was found does not say so: perhaps too little was seen. */
public enum NonInferiority {
    /** It may be better or a little worse, but not by the margin. */
    NOT_WORSE,
    /** It is worse by more than the margin. */
    WORSE,
    /** The interval holds both. */
    UNDECIDED;

    /**
     * @param difference of what is tried to what there is, where more is better
     * @param margin     not negative: how much less would not matter
     */
    public static NonInferiority of(Interval difference, double margin) {
        if (difference.lower() > -margin) {
            return NOT_WORSE;
        }
        return difference.upper() < -margin ? WORSE : UNDECIDED;
    }
}
