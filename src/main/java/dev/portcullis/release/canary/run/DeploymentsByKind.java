package dev.portcullis.release.canary.run;

import dev.portcullis.release.Subject;

/** All that canaries can change. */
public record DeploymentsByKind(Deployments prompts, Deployments models) {

    Deployments of(Subject subject) {
        return switch (subject.kind()) {
            case PROMPT -> prompts;
            case MODEL -> models;
        };
    }

    Deployments of(Canary canary) {
        return of(canary.subject());
    }
}
