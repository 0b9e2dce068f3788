package dev.portcullis.pipeline;

/** What a call gets: somebody's answer, or the gateway's no. */
public sealed interface Reply permits Answer, Refusal {

    Origin origin();

    /** What the reply's head says beside what the edge adds to every reply. */
    Headers headers();

    /** What is known of the tokens at the moment it is asked, also of an answer that came and is not given; final once the call is over. */
    Usage used();

    /** The same reply, whose head says more. */
    Reply with(Headers more);

    /** The same reply, from elsewhere. */
    Reply from(Origin where);
}
