package dev.portcullis.admin;

import dev.portcullis.release.experiment.run.ExperimentRefused;

/** What experiments are refused with, as it is answered. */
final class ExperimentProblem {

    private ExperimentProblem() {
    }

    static Problem of(ExperimentRefused refused) {
        String field = refused.field().isEmpty() ? null : refused.field();
        return switch (refused.why()) {
            case EXISTS -> Problem.of(409, "experiment_exists", field, refused.getMessage());
            case UNKNOWN -> Problem.unknown("experiment_not_found", field, refused.getMessage());
            case PROMPT_BUSY -> Problem.of(409, "experiment_running", field, refused.getMessage());
            case CANARY_RUNS -> Problem.of(409, "canary_running", field, refused.getMessage());
            case GROUP_FULL -> Problem.of(409, "exclusion_group_full", field, refused.getMessage());
            case TOO_MANY -> Problem.of(409, "too_many_experiments", field, refused.getMessage());
            case STOPPED -> Problem.of(409, "experiment_stopped", field, refused.getMessage());
            case MISMATCH -> Problem.of(409, "sample_ratio_mismatch", field, refused.getMessage());
            case OTHER_SOURCE -> Problem.of(409, "outcomes_not_sent", field, refused.getMessage());
            case UNKNOWN_WINNER -> Problem.invalid(field, refused.getMessage());
            case NEVER_ASSIGNED -> Problem.unknown("user_not_assigned", field, refused.getMessage());
        };
    }
}
