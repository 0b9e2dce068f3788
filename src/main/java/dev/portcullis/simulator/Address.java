package dev.portcullis.simulator;

import io.vertx.core.http.HttpMethod;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * What a path asks for, whatever its prefix.
 *
 * @param name the deployment of an Azure path, the id of a model, else empty
 */
record Address(Place place, String name) {
    private static final String DEPLOYMENTS = "/deployments/";
    private static final String MODELS = "/models/";

    /** What can be asked for. */
    enum Place {
        CHAT("/chat/completions", HttpMethod.POST),
        COMPLETIONS("/completions", HttpMethod.POST),
        EMBEDDINGS("/embeddings", HttpMethod.POST),
        MODELS("/models", HttpMethod.GET),
        STATS("/stats", HttpMethod.GET),
        STATS_RESET("/stats/reset", HttpMethod.POST),
        MODEL("", HttpMethod.GET),
        NOWHERE("", HttpMethod.GET);

        final String suffix;
        final HttpMethod method;

        Place(String suffix, HttpMethod method) {
            this.suffix = suffix;
            this.method = method;
        }

        boolean isAboutCounters() {
            return this == STATS || this == STATS_RESET;
        }
    }

    private static final Place[] PLACES = Place.values();

    static Address of(String path) {
        for (Place place : PLACES) {
            if (!place.suffix.isEmpty() && path.endsWith(place.suffix)) {
                return new Address(place, deployment(path, place));
            }
        }
        int models = path.indexOf(MODELS);
        return models >= 0 && path.length() > models + MODELS.length()
                ? new Address(Place.MODEL, decoded(path.substring(models + MODELS.length())))
                : new Address(Place.NOWHERE, "");
    }

    boolean isDeployment() {
        return place != Place.MODEL && !name.isEmpty();
    }

    private static String deployment(String path, Place place) {
        int start = path.indexOf(DEPLOYMENTS);
        int end = path.length() - place.suffix.length();
        return start < 0 || start + DEPLOYMENTS.length() > end ? "" : decoded(path.substring(start + DEPLOYMENTS.length(), end));
    }

    /** Percent-encoding undone; a plus stays a plus, as it does in a path. */
    private static String decoded(String text) {
        return text.indexOf('%') < 0 ? text : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
