package dev.portcullis.edge.oidc;

import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;

/** What is wrong with a token in words that are nobody's secret: the check's own message has the token and its claims in it. */
enum Fault {
    SIGNATURE("its signature is not valid", ErrorCodes.SIGNATURE_INVALID, ErrorCodes.SIGNATURE_MISSING, ErrorCodes.INTEGRITY_MISSING),
    EXPIRED("it has expired", ErrorCodes.EXPIRED),
    EARLY("it is not valid yet", ErrorCodes.NOT_YET_VALID, ErrorCodes.ISSUED_AT_INVALID_FUTURE),
    OLD("it was issued too long ago", ErrorCodes.ISSUED_AT_INVALID_PAST),
    ISSUER("its issuer is not known here", ErrorCodes.ISSUER_INVALID, ErrorCodes.ISSUER_MISSING),
    AUDIENCE("it is meant for another audience", ErrorCodes.AUDIENCE_INVALID, ErrorCodes.AUDIENCE_MISSING),
    ENDLESS("it does not say when it expires (exp)", ErrorCodes.EXPIRATION_MISSING),
    UNDATED("it does not say when it was issued (iat)", ErrorCodes.ISSUED_AT_MISSING),
    NAMELESS("it does not say whose it is (sub)", ErrorCodes.SUBJECT_MISSING),
    OTHER("it is malformed, or lacks a claim that the settings require");

    private final String words;
    private final int[] codes;

    Fault(String words, int... codes) {
        this.words = words;
        this.codes = codes;
    }

    /** The first one that applies, in the order above. */
    static String of(InvalidJwtException no) {
        for (Fault fault : values()) {
            for (int code : fault.codes) {
                if (no.hasErrorCode(code)) {
                    return fault.words;
                }
            }
        }
        return OTHER.words;
    }
}
