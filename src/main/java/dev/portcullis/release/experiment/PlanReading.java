package dev.portcullis.release.experiment;

/** What came of reading a plan. */
public sealed interface PlanReading {

    record Read(Plan plan) implements PlanReading {
    }

    /** @param field as {@code variants[1].weight}; empty for the whole. @param expected a sentence for who wrote it */
    record Wrong(String field, String expected) implements PlanReading {
    }
}
