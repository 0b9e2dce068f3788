package dev.portcullis.routing;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A model's weights where an operator has set others than the file's, as the database remembers them. */
@Entity
@Table(name = "weight_override")
public class WeightOverride extends PanacheEntityBase {

    @Id
    public String model;
    /** A JSON object: target to weight. */
    public String weights;
    /**
     * Those before the last change, in the same form; an empty object for the file's, null where they are not known or were gone back to.
     * While a canary runs, those from before it.
     */
    public String previous;
    /** What the calls of a canary are counted under, while it is a canary that has set them; else null. See {@link ModelRelease#name}. */
    public String release;
    @Column(name = "changed_at")
    public Instant changedAt;
}
