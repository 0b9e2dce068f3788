package dev.portcullis.release.experiment.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.release.experiment.Experiment;
import dev.portcullis.release.experiment.Places;
import dev.portcullis.release.experiment.PlanReader;
import dev.portcullis.release.experiment.PlanReading;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/** An experiment as the database remembers it. */
@Entity
@Table(name = "experiment")
public class ExperimentRow extends PanacheEntityBase {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;
    @Column(updatable = false)
    public String name;
    @Column(updatable = false)
    public String prompt;
    /** See {@link dev.portcullis.release.experiment.PlanJson}. */
    @Column(updatable = false)
    public String plan;
    /** Or null. */
    @Column(name = "exclusion_group", updatable = false)
    public String group;
    @Column(name = "first_place", updatable = false)
    public int firstPlace;
    @Column(name = "end_place", updatable = false)
    public int endPlace;
    @Column(name = "created_at", updatable = false)
    public Instant createdAt;
    @Column(name = "created_by", updatable = false)
    public String createdBy;
    /** Or null. */
    @Column(name = "stopped_at")
    public Instant stoppedAt;
    /** Or null. */
    public String decision;
    /** The transaction that wrote this last; the database sees to it. */
    @Column(insertable = false, updatable = false)
    public long revision;

    /** Empty where a newer gateway has written it, in a form that this one cannot read. */
    Optional<Experiment> read() {
        try {
            Optional<Experiment.Stopped> stopped = stoppedAt == null ? Optional.empty()
                    : Optional.of(new Experiment.Stopped(stoppedAt, (ObjectNode) JSON.readTree(decision)));
            return PlanReader.read(JSON.readTree(plan)) instanceof PlanReading.Read read
                    ? Optional.of(new Experiment(id, read.plan(), places(), createdAt, createdBy, stopped)) : Optional.empty();
        } catch (JsonProcessingException unreadable) {
            return Optional.empty();
        }
    }

    Places places() {
        return new Places(firstPlace, endPlace);
    }
}
