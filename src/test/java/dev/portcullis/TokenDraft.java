package dev.portcullis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** A token before it is signed: a good one for the tenant {@code acme} and the audience {@code portcullis}, until a test changes it. */
public final class TokenDraft {

    public static final String AUDIENCE = "portcullis";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LIFE_SECONDS = 300;

    private final Map<String, Object> header = new LinkedHashMap<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();

    public TokenDraft(String issuer) {
        long now = now();
        header.put("typ", "JWT");
        claims.put("iss", issuer);
        claims.put("sub", "service-account-of-acme");
        claims.put("aud", AUDIENCE);
        claims.put("iat", now);
        claims.put("exp", now + LIFE_SECONDS);
        claims.put("tenant", "acme");
    }

    /** @param value null for none */
    public TokenDraft claim(String name, Object value) {
        if (value == null) {
            claims.remove(name);
        } else {
            claims.put(name, value);
        }
        return this;
    }

    /** Seconds since 1970, so many from now. */
    public TokenDraft time(String name, long secondsFromNow) {
        return claim(name, now() + secondsFromNow);
    }

    public TokenDraft header(String name, Object value) {
        header.put(name, value);
        return this;
    }

    /** With the key's own id, unless the draft names another. */
    public String signed(PublicJsonWebKey key) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(key instanceof RsaJsonWebKey ? "RS256" : "ES256");
        signature.setKeyIdHeaderValue(key.getKeyId());
        header.forEach((name, value) -> signature.getHeaders().setObjectHeaderValue(name, value));
        signature.setPayload(json(claims));
        signature.setKey(key.getPrivateKey());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** With whatever algorithm the header says, and a secret: the classic forgery takes the public key for one. */
    public String signedWithSecret(Key secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getEncoded(), "HmacSHA256"));
            return signing() + '.' + base64url(mac.doFinal(signing().getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Header and claims, and the signature that is given. */
    public String with(String signature) {
        return signing() + '.' + signature;
    }

    private String signing() {
        return base64url(json(header).getBytes(StandardCharsets.UTF_8)) + '.' + base64url(json(claims).getBytes(StandardCharsets.UTF_8));
    }

    public static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String json(Map<String, Object> object) {
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static long now() {
        return System.currentTimeMillis() / 1_000;
    }
}
