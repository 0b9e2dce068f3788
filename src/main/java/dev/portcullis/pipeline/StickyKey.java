package dev.portcullis.pipeline;

import dev.portcullis.pipeline.release.Split;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Whose calls stay together: what a call is dealt out by where a user is to get the same every time. */
final class StickyKey {

    static final String HEADER = "x-portcullis-user";

    private static final int ASCII = 0x80;
    private static final int LATIN = 0xff;

    private StickyKey() {
    }

    /**
     * The first there is of {@value #HEADER}, the body's {@code user}, its {@code safety_identifier}, its conversation, the caller's key.
     * A call that says nothing of all this is by itself: its own id is dealt out.
     */
    static String of(Headers headers, Payload payload, String keyId, String callId) {
        String key = named(headers)
                .or(() -> payload.user().filter(StickyKey::says))
                .or(() -> payload.conversation().filter(StickyKey::says))
                .orElse(keyId.equals(Identity.NO_KEY) ? callId : keyId);
        return Split.unit(key);
    }

    /** The user as the head of a request names them. */
    static Optional<String> named(Headers headers) {
        return headers.first(HEADER).filter(StickyKey::says).map(StickyKey::meant);
    }

    /** HTTP's heads are read as Latin-1; a client that writes a name in UTF-8 means the one that a body has. */
    private static String meant(String written) {
        if (written.chars().allMatch(unit -> unit < ASCII) || written.chars().anyMatch(unit -> unit > LATIN)) {
            return written;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(written.getBytes(StandardCharsets.ISO_8859_1))).toString();
        } catch (CharacterCodingException latin) {
            return written;
        }
    }

    private static boolean says(String key) {
        return !key.isBlank();
    }
}
