package dev.portcullis.admin;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One change, as the database remembers it. */
@Entity
@Table(name = "audit")
public class AuditEntry extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;
    public Instant at;
    public String who;
    public String action;
    public String subject;
    /** JSON, or null for nothing. */
    public String was;
    /** JSON, or null for nothing. */
    public String becomes;
    /** Why, in the words of who did it, or null. */
    public String reason;
    @Column(name = "request_id")
    public String requestId;
}
