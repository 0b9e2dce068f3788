package dev.portcullis.config;

import java.util.Optional;
import java.util.function.UnaryOperator;

import dev.portcullis.config.yaml.Problems;
import dev.portcullis.config.yaml.StrictYaml;

/** Reads the text of {@code gateway.yaml}. */
public final class GatewayYaml {

    private GatewayYaml() {}

    /**
     * @param fileName    how messages name the file
     * @param environment the value of a variable, or null if it is not set; {@code System::getenv}
     * @throws InvalidConfig with everything that is wrong
     */
    public static GatewayConfig read(String fileName, String text, UnaryOperator<String> environment) throws InvalidConfig {
        return accept(fileName, text, environment).config();
    }

    /** As {@link #read}, with what is allowed but may not be meant. */
    public static AcceptedConfig accept(String fileName, String text, UnaryOperator<String> environment) throws InvalidConfig {
        Problems problems = new Problems(fileName);
        Optional<GatewayConfig> config = StrictYaml.read(text, environment, problems, GatewayConfig::read);
        if (!problems.isEmpty()) {
            throw new InvalidConfig(problems.lines());
        }
        return new AcceptedConfig(config.orElseThrow(), problems::warnings);
    }
}
