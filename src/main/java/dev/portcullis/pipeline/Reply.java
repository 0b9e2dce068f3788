package dev.portcullis.pipeline;

/** What a call gets: somebody's answer, or the gateway's no. */
public sealed interface Reply permits Answer, Refusal {

    Origin origin();

    /** What the reply's head says beside what the edge adds to every reply. */
    Headers headers();

    /** The same reply, whose head says more. */
    Reply with(Headers more);

    /** The same reply, from elsewhere. */
    Reply from(Origin where);
}
