package dev.portcullis.edge;

import dev.portcullis.pipeline.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** For clients that send two keys as a user's name and password (RFC 7617): the password is the credential, and the name says nothing. */
final class BasicPassword {

    private static final String BASIC = "basic ";
    private static final String AUTHORIZATION = "authorization";

    private BasicPassword() {
    }

    /** @return the same headers where there is no such password */
    static Headers asBearer(Headers headers) {
        return headers.first(AUTHORIZATION).filter(value -> value.regionMatches(true, 0, BASIC, 0, BASIC.length()))
                .map(value -> password(value.substring(BASIC.length()).strip())).filter(password -> !password.isBlank())
                .map(password -> headers.without(AUTHORIZATION).with(AUTHORIZATION, "Bearer " + password)).orElse(headers);
    }

    private static String password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? "" : pair.substring(colon + 1);
        } catch (IllegalArgumentException noBase64) {
            return "";
        }
    }
}
