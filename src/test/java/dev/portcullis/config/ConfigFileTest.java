package dev.portcullis.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class ConfigFileTest {

    @TempDir
    Path folder;

    @Test
    void isWhereTheSettingSays() throws InvalidConfig, IOException {
        Path path = new TempConfig(folder.resolve("other.yaml")).edit(TempConfig.oneModel("m")).path();
        GatewayConfig config = ConfigFile.of(Map.of("PORTCULLIS_CONFIG", path.toString())::get).load();
        assertEquals(List.of("m"), List.copyOf(config.models().keySet()));
    }

    @Test
    void isGatewayYamlWhereNothingIsSet() {
        assertEquals(Path.of("gateway.yaml"), ConfigFile.of(Map.<String, String>of()::get).path());
        assertEquals(Path.of("gateway.yaml"), ConfigFile.of(Map.of("PORTCULLIS_CONFIG", " ")::get).path());
    }

    @Test
    void isTheDemoWhereNothingIsSetAndNothingIsThere() throws InvalidConfig {
        assertEquals(DemoConfig.create(), new TempConfig(folder.resolve("gateway.yaml")).byDefault().load());
    }

    @Test
    void mustBeThereIfItIsNamed() {
        Path path = folder.resolve("gone.yaml");
        assertRefused(path + ": no such file; PORTCULLIS_CONFIG names it", new TempConfig(path).named());
    }

    @Test
    void mustBeAFileOfUtf8() throws IOException {
        assertRefused(folder + ": not a regular file", new TempConfig(folder).byDefault());
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE4});
        assertRefused(latin + ": not UTF-8", new TempConfig(latin).named());
    }

    @Test
    void mustNotBeTooLarge() throws IOException {
        Path large = Files.write(folder.resolve("large.yaml"), new byte[1 << 21]);
        assertRefused(large + ":1: the file is larger than 1048576 bytes", new TempConfig(large).named());
    }

    @Test
    void namesItselfInProblems() throws IOException {
        Path path = new TempConfig(folder.resolve("gateway.yaml")).edit("models: 1\n" + TempConfig.oneModel("m")).path();
        assertRefused(path + ":3: models: duplicate key; it is first on line 1\n"
                + path + ":1: models: expected a mapping, found a single value", new TempConfig(path).named());
    }

    private static void assertRefused(String expected, ConfigFile file) {
        List<String> problems = assertThrows(InvalidConfig.class, file::load).problems();
        assertEquals(List.of(expected.split("\n")).stream().sorted().toList(), problems.stream().sorted().toList());
    }
}
