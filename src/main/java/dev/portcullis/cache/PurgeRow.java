package dev.portcullis.cache;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A purge, as the database remembers it. */
@Entity
@Table(name = "cache_purge")
public class PurgeRow extends PanacheEntityBase {

    @Id
    public Long id;
    public String tenant;
    public String model;
    public String prompt;
    public String digest;
    /** What was made until then is given no more. */
    public Instant at;
}
