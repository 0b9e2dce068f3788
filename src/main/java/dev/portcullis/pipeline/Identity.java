package dev.portcullis.pipeline;

/** Who a caller showed to be, decided from the headers alone, before a byte of the body is read. */
public sealed interface Identity {

    /** The key id of callers who need none. */
    String NO_KEY = "none";

    /** @param keyId names the key without being it: the start of its hash; a token's names whose it is, and is a hash as well */
    record Member(Tenant tenant, String keyId) implements Identity {
    }

    /** A caller whose token was looked at and did not do. @param why what the call gets */
    record Rejected(Refusal why) implements Identity {
    }

    /** @param reason what the caller should do about it; never holds the credential */
    record Stranger(String reason) implements Identity {
    }
}
