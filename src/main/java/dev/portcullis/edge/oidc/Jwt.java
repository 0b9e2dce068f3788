package dev.portcullis.edge.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * A signed token as its bearer wrote it (RFC 7519, in the compact form of RFC 7515). Nothing in it is to be believed before its
 * issuer's key was tried on it.
 */
public record Jwt(String raw, Map<String, Object> header, Map<String, Object> claims) {

    /** Characters; a token is sent with every request, and twice this does not fit into the headers any more. */
    public static final int MAX_LENGTH = 16 * 1024;

    /** What <code>{"</code> becomes: the beginning of every header in JSON. */
    private static final String BEGINNING = "eyJ";
    private static final Base64.Decoder BASE64URL = Base64.getUrlDecoder();
    private static final ObjectReader OBJECT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build()
            .readerFor(new TypeReference<Map<String, Object>>() { });

    /** Whether a credential has a token's shape: three parts in base64url with dots between, the first of which begins an object in JSON. */
    public static boolean hasShape(String credential) {
        if (!credential.startsWith(BEGINNING)) {
            return false;
        }
        int dots = 0;
        for (int i = BEGINNING.length(); i < credential.length(); i++) {
            char c = credential.charAt(i);
            if (c == '.') {
                dots++;
            } else if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_')) {
                return false;
            }
        }
        return dots == 2;
    }

    /** @param raw of a token's shape, at most {@value #MAX_LENGTH} characters. @return empty where header or claims are no object in JSON */
    static Optional<Jwt> read(String raw) {
        int first = raw.indexOf('.');
        int second = raw.indexOf('.', first + 1);
        try {
            Map<String, Object> header = object(raw.substring(0, first));
            Map<String, Object> claims = object(raw.substring(first + 1, second));
            return header == null || claims == null ? Optional.empty() : Optional.of(new Jwt(raw, header, claims));
        } catch (IllegalArgumentException | JsonProcessingException unreadable) {
            return Optional.empty();
        }
    }

    /** A claim that is text. */
    Optional<String> text(String claim) {
        return claims.get(claim) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** A field of the header that is text. */
    Optional<String> headerText(String field) {
        return header.get(field) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** Nothing of it: whoever has it can use it. */
    @Override
    public String toString() {
        return "Jwt[...]";
    }

    private static Map<String, Object> object(String part) throws JsonProcessingException {
        try {
            return OBJECT.readValue(BASE64URL.decode(part));
        } catch (JsonProcessingException unreadable) {
            throw unreadable;
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes in memory cannot fail to be read", impossible);
        }
    }
}
