package dev.portcullis.pipeline;

import dev.portcullis.pipeline.release.Split;

/** Whose calls stay together: what a call is dealt out by where a user is to get the same every time. */
final class StickyKey {

    static final String HEADER = "x-portcullis-user";

    private StickyKey() {
    }

    /**
     * The first there is of {@value #HEADER}, the body's {@code user}, its {@code safety_identifier}, its conversation, the caller's key.
     * A call that says nothing of all this is by itself: its own id is dealt out.
     */
    static String of(Headers headers, Payload payload, String keyId, String callId) {
        return Split.unit(headers.first(HEADER).filter(StickyKey::says)
                .or(() -> payload.user().filter(StickyKey::says))
                .or(() -> payload.conversation().filter(StickyKey::says))
                .orElse(keyId.equals(Identity.NO_KEY) ? callId : keyId));
    }

    private static boolean says(String key) {
        return !key.isBlank();
    }
}
