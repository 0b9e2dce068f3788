package dev.portcullis.prompt.registry;

import dev.portcullis.prompt.version.Semver;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/** What is deployed of a prompt, as the database remembers it. */
@Entity
@Table(name = "prompt_deployment")
public class DeploymentRow extends PanacheEntityBase {

    @Id
    public String prompt;
    public String blue;
    /** Or null. */
    public String green;
    @Column(name = "green_percentage")
    public int greenPercentage;
    public int run;
    /** Or null. */
    public String previous;
    @Column(name = "changed_at")
    public Instant changedAt;
    @Column(name = "changed_by")
    public String changedBy;
    /** The transaction that wrote this last; the database sees to it. */
    @Column(insertable = false, updatable = false)
    public long revision;

    /** @return empty where somebody wrote by hand what is no version */
    Optional<Deployment> read() {
        return Semver.parse(blue).map(version -> new Deployment(version, Optional.ofNullable(green).flatMap(Semver::parse), greenPercentage, run,
                Optional.ofNullable(previous).flatMap(Semver::parse)));
    }
}
