package dev.portcullis.pipeline;

/** What a call gets: somebody's answer, or the gateway's no. */
public sealed interface Reply permits Answer, Refusal {

    Origin origin();
}
