package dev.portcullis.prompt.registry;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A prompt as the database lists it, with what its newest version says. */
@Entity
@Table(name = "prompt")
public class PromptRow extends PanacheEntityBase {

    @Id
    public String id;
    public String newest;
    public String name;
    public String description;
    public String category;
    /** Each of them between two line ends. */
    public String tags;
    @Column(name = "changed_at")
    public Instant changedAt;
}
