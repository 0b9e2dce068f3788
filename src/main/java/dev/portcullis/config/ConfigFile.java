package dev.portcullis.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import dev.portcullis.config.yaml.StrictYaml;

/** Where the configuration comes from: the file that {@value #SETTING} names, else {@value #DEFAULT}, else the demo. */
public final class ConfigFile {

    public static final String SETTING = "PORTCULLIS_CONFIG";
    public static final String DEFAULT = "gateway.yaml";

    private final Path path;
    private final boolean named;
    private final UnaryOperator<String> environment;

    /** @param named whether someone set this path: then the file must be there */
    ConfigFile(Path path, boolean named, UnaryOperator<String> environment) {
        this.path = path;
        this.named = named;
        this.environment = environment;
    }

    /** @param environment the value of a variable, or null if it is not set; {@code System::getenv}. A blank setting counts as not set */
    public static ConfigFile of(UnaryOperator<String> environment) {
        String setting = environment.apply(SETTING);
        boolean named = setting != null && !setting.isBlank();
        return new ConfigFile(Path.of(named ? setting : DEFAULT), named, environment);
    }

    /** The configuration in the file as it is now, or the demo where there is no file and none was named. */
    public GatewayConfig load() throws InvalidConfig {
        return read().map(AcceptedConfig::config).orElseGet(DemoConfig::create);
    }

    public Path path() {
        return path;
    }

    /** Empty where there is no file and none was named. */
    Optional<AcceptedConfig> read() throws InvalidConfig {
        Optional<byte[]> bytes = bytes();
        if (bytes.isEmpty() && named) {
            throw new InvalidConfig(List.of(path + ": no such file; " + SETTING + " names it"));
        }
        return bytes.isEmpty() ? Optional.empty() : Optional.of(GatewayYaml.accept(path.toString(), decode(bytes.get()), environment));
    }

    /** Equal as long as there is nothing new to see: the hash of the content, or why there is none. */
    String fingerprint() {
        try {
            return bytes().map(content -> HexFormat.of().formatHex(KeyHash.sha256(content))).orElse("absent");
        } catch (InvalidConfig unreadable) {
            return unreadable.getMessage();
        }
    }

    /** At most one byte more than allowed: enough to see that the file is too large. */
    private Optional<byte[]> bytes() throws InvalidConfig {
        try {
            if (!Files.readAttributes(path, BasicFileAttributes.class).isRegularFile()) {
                throw new InvalidConfig(List.of(path + ": not a regular file"));
            }
            try (InputStream in = Files.newInputStream(path)) {
                return Optional.of(in.readNBytes(StrictYaml.MOST_BYTES + 1));
            }
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new InvalidConfig(List.of(path + ": cannot be read (" + unreadable.getClass().getSimpleName() + ")"));
        }
    }

    private String decode(byte[] bytes) throws InvalidConfig {
        if (bytes.length > StrictYaml.MOST_BYTES) {
            return new String(bytes, StandardCharsets.ISO_8859_1); // refused for its size, which this does not make smaller
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            throw new InvalidConfig(List.of(path + ": not UTF-8"));
        }
    }
}
