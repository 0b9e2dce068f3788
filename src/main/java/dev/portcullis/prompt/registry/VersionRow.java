package dev.portcullis.prompt.registry;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A version as the database remembers it. */
@Entity
@Table(name = "prompt_version")
public class VersionRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long number;
    public String prompt;
    public String version;
    public String document;
    public String hash;
    @Column(name = "published_at")
    public Instant publishedAt;
    @Column(name = "published_by")
    public String publishedBy;
    /** The transaction that wrote this; the database sees to it. */
    @Column(insertable = false, updatable = false)
    public long revision;
}
