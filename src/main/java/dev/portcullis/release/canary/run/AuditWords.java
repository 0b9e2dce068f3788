package dev.portcullis.release.canary.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a canary does by itself, in the words in which the audit has the same where somebody does it by hand. */
final class AuditWords {

    private AuditWords() {
    }

    /** @param move switch, promote or rollback */
    static String action(Canary canary, String move) {
        return switch (canary.subject().kind()) {
            case PROMPT -> "prompt." + move;
            case MODEL -> "weights." + move;
        };
    }

    /** What is deployed while the canary has this share. */
    static ObjectNode shared(Canary canary, int share) {
        return switch (canary.subject().kind()) {
            case PROMPT -> versions(canary.blue(), canary.version(), share);
            case MODEL -> weights(canary, share);
        };
    }

    /** What is deployed when all get what was tried. */
    static ObjectNode promoted(Canary canary) {
        return switch (canary.subject().kind()) {
            case PROMPT -> versions(canary.version(), null, 0);
            case MODEL -> weights(canary, Plan.ALL);
        };
    }

    /** What is deployed when nobody gets it any more. */
    static ObjectNode rolledBack(Canary canary) {
        return switch (canary.subject().kind()) {
            case PROMPT -> versions(canary.blue(), null, 0);
            case MODEL -> weights(canary, 0);
        };
    }

    private static ObjectNode versions(String blue, String green, int percentage) {
        return JsonNodeFactory.instance.objectNode().put("blue", blue).put("green", green).put("green_percentage", percentage);
    }

    private static ObjectNode weights(Canary canary, int share) {
        return JsonNodeFactory.instance.objectNode().put(canary.blue(), Plan.ALL - share).put(canary.version(), share);
    }
}
