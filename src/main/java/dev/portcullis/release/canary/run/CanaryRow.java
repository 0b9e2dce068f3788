package dev.portcullis.release.canary.run;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A canary as the database remembers it. Changed by statements that see to it that nobody else has changed it meanwhile, never through this. */
@Entity
@Table(name = "canary")
public class CanaryRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;
    /** Or null: it is of a prompt, or of a model. */
    @Column(updatable = false)
    public String prompt;
    @Column(updatable = false)
    public String model;
    public String release;
    public String blue;
    public String version;
    /** See {@link PlanJson}. */
    public String plan;
    public String state;
    public int step;
    @Column(name = "started_at")
    public Instant startedAt;
    @Column(name = "started_by")
    public String startedBy;
    @Column(name = "step_since")
    public Instant stepSince;
    @Column(name = "requests_before")
    public long requestsBefore;
    @Column(name = "run_since")
    public Instant runSince;
    @Column(name = "due_at")
    public Instant dueAt;
    /** Or null. */
    @Column(name = "ended_at")
    public Instant endedAt;
    public String verdict;
    public String reason;
    @Column(name = "decided_at")
    public Instant decidedAt;
    /** See {@link SidesJson}; or null. */
    public String told;
    /** The transaction that wrote this last; the database sees to it. */
    @Column(insertable = false, updatable = false)
    public long revision;
}
