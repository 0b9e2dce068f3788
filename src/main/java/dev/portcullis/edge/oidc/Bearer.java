package dev.portcullis.edge.oidc;

import dev.portcullis.config.KeyHash;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Whose token it is, as far as its issuer says so. Stands as long as the issuer keeps the keys it was checked with. */
public final class Bearer {

    private static final String KEY_ID = "jwt-";
    /** Of a hash: limits and ledger tell bearers apart by it, and of ten thousand no two have the same. */
    private static final int ID_DIGITS = 16;
    /** Characters of a name. */
    private static final int MAX_NAME = 128;
    /** What could begin a line of its own, or turn the rest of one around. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\x{80}-\\x{9f}]");

    private final Issuer issuer;
    private final Keys keys;
    private final Jwt token;

    Bearer(Issuer issuer, Keys keys, Jwt token) {
        this.issuer = issuer;
        this.keys = keys;
        this.token = token;
    }

    /** The token's {@code iss}. */
    public String issuer() {
        return token.text("iss").orElse("");
    }

    /** All that the token claims, as Jackson reads it. */
    public Map<String, Object> claims() {
        return token.claims();
    }

    /**
     * The bearer in logs, limits and ledger: the same for all tokens of one subject, and no personal data. A token without a subject
     * is its client's.
     */
    public String keyId() {
        String subject = token.text("sub").or(() -> token.text("azp")).or(() -> token.text("client_id")).orElse("");
        return KEY_ID + KeyHash.digest(issuer() + '\n' + subject).substring(0, ID_DIGITS);
    }

    /** When the token ends. */
    public Instant expires() {
        return token.claims().get("exp") instanceof Number seconds
                ? Instant.ofEpochSecond(Math.clamp(seconds.longValue(), 0, Instant.MAX.getEpochSecond())) : Instant.EPOCH;
    }

    /**
     * A name for the audit: the subject, for users may be able to change how they are called; or the claim that the settings choose.
     * At most {@value #MAX_NAME} characters, and fit for a line of a log.
     */
    public String name() {
        String name = issuer.nameClaim().flatMap(token::text).or(() -> token.text("sub")).orElseGet(this::keyId);
        return UNPRINTABLE.matcher(name.substring(0, Math.min(name.length(), MAX_NAME))).replaceAll("?");
    }

    /** As Quarkus finds them: where the settings say, else in {@code groups}, else where Keycloak writes them. */
    public Set<String> roles() {
        return issuer.rolesOf(token);
    }

    /** Whether this is a token of the issuer without a name, which is the gateway's own: others may belong to customers. */
    public boolean ofOwnIssuer() {
        return issuer.isOwn();
    }

    /** Whether the issuer still has the keys that this was checked with, whenever that is asked. Keeps nothing of the token. */
    public BooleanSupplier standing() {
        Issuer ofThis = issuer;
        Keys checkedWith = keys;
        return () -> ofThis.has(checkedWith);
    }
}
