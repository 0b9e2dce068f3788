package dev.portcullis.pipeline;

/**
 * One place a model can be asked at.
 *
 * @param model         the name callers use
 * @param name          the target's own name, unique within the model
 * @param provider      an entry of the configuration's {@code providers}
 * @param upstreamModel what the provider calls the model (Azure: the deployment)
 */
public record Target(String model, String name, String provider, String upstreamModel) {

    /** As it stands in {@code x-portcullis-target}, logs and metrics: {@code gpt-4o/blue}. */
    public String id() {
        return model + "/" + name;
    }
}
