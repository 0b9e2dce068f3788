package dev.portcullis.provider.openai;

import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Target;
import dev.portcullis.provider.Dialect;
import java.util.Map;

/** OpenAI's own paths below a base URL that ends in {@code /v1}. */
public final class OpenAi implements Dialect {

    @Override
    public String path(Endpoint endpoint, Target target) {
        return '/' + endpoint.path();
    }

    @Override
    public Map.Entry<String, String> credential(String key) {
        return Map.entry("authorization", "Bearer " + key);
    }

    @Override
    public boolean modelInBody() {
        return true;
    }
}
