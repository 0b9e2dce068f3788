package dev.portcullis.release.shadow.run;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A shadow as the database remembers it. Ended by statements that see to it that it has not ended before, never through this. */
@Entity
@Table(name = "shadow")
public class ShadowRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;
    @Column(updatable = false)
    public String kind;
    @Column(updatable = false)
    public String name;
    @Column(updatable = false)
    public String baseline;
    /** Or null. */
    @Column(updatable = false)
    public String version;
    /** Or null. */
    @Column(updatable = false)
    public String model;
    @Column(updatable = false)
    public int places;
    @Column(name = "cap_nanos", updatable = false)
    public long capNanos;
    /** Or null. */
    @Column(name = "most_calls", updatable = false)
    public Long mostCalls;
    /** Or null. */
    @Column(name = "ends_at", updatable = false)
    public Instant endsAt;
    public String state;
    @Column(name = "started_at")
    public Instant startedAt;
    @Column(name = "started_by")
    public String startedBy;
    /** Or null. */
    @Column(name = "ended_at")
    public Instant endedAt;
    public String reason;
    /** The transaction that wrote this last; the database sees to it. */
    @Column(insertable = false, updatable = false)
    public long revision;
}
