package dev.portcullis.release.canary.run;

/** What somebody wrote of a plan. */
public sealed interface PlanReading {

    record Read(Plan plan) implements PlanReading {
    }

    /** @param field with dots between; empty for all of it. @param expected what would have been right, as a sentence */
    record Wrong(String field, String expected) implements PlanReading {
    }
}
