package dev.portcullis.admin;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;

/** Judges tokens of OpenID providers. Another room's work: it reads the same tokens for the data plane. */
public interface AdminTokens {

    /** Whether a credential is to be judged here at all. */
    boolean areLike(String credential);

    /**
     * Whose token this is, with its roles.
     *
     * @return fails with {@link io.quarkus.security.AuthenticationFailedException} for one that is not accepted, whose message
     *         is for its sender and holds nothing of the token, with
     *         {@link dev.portcullis.pipeline.Refused} where that cannot be told now
     */
    Uni<SecurityIdentity> identify(String credential);
}
