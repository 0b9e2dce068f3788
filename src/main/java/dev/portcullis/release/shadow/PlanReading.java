package dev.portcullis.release.shadow;

/** What somebody wrote of a plan. */
public sealed interface PlanReading {

    record Read(Plan plan) implements PlanReading {
    }

    /** @param field empty for all of it. @param expected what would have been right, as a sentence */
    record Wrong(String field, String expected) implements PlanReading {
    }
}
