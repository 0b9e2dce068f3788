package dev.portcullis.admission;

/** What was taken for a call until its use is known. */
interface Reservation {

    /**
     * Takes the truth in place of the expectation. Once, when the call is over.
     *
     * @param tokens input and output together
     * @param cost   in nano-dollars
     */
    void settle(long tokens, long cost);
}
