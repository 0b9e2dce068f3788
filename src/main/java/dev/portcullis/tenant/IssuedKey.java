package dev.portcullis.tenant;

import dev.portcullis.config.KeyHash;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A key that was issued through the control plane, as the database remembers it: by its hash. Stays when it is revoked. */
@Entity
@Table(name = "api_key")
public class IssuedKey extends PanacheEntityBase {

    @Id
    public String id;
    public String tenant;
    /** What its holder is called, or null. */
    public String name;
    /** {@link KeyHash#written} */
    public String hash;
    @Column(name = "created_at")
    public Instant createdAt;
    /** Null for never. */
    @Column(name = "expires_at")
    public Instant expiresAt;
    /** Null while it is good. */
    @Column(name = "revoked_at")
    public Instant revokedAt;
    /** The transaction that wrote this last; the database sees to it. */
    @Column(insertable = false, updatable = false)
    public long revision;
}
