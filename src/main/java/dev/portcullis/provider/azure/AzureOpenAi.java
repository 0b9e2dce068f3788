package dev.portcullis.provider.azure;

import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Target;
import dev.portcullis.provider.Dialect;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The deployment is in the path and stands for the model; the version of the API is in the query. */
public final class AzureOpenAi implements Dialect {

    private final String query;

    /** @param apiVersion a date such as {@code 2024-10-21} */
    public AzureOpenAi(String apiVersion) {
        this.query = "?api-version=" + URLEncoder.encode(apiVersion, StandardCharsets.UTF_8);
    }

    @Override
    public String path(Endpoint endpoint, Target target) {
        String deployment = URLEncoder.encode(target.upstreamModel(), StandardCharsets.UTF_8).replace("+", "%20");
        return "/openai/deployments/" + deployment + '/' + endpoint.path() + query;
    }

    @Override
    public Map.Entry<String, String> credential(String key) {
        return Map.entry("api-key", key);
    }

    @Override
    public boolean modelInBody() {
        return false;
    }
}
