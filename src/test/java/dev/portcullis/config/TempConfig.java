package dev.portcullis.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that tests edit, with one model; {@code edit} replaces it in one step, as a good editor does. */
record TempConfig(Path path) {

    static String oneModel(String name) {
        return "providers: { s: { dialect: simulator } }\nmodels: { " + name + ": { targets: { t: { provider: s } } } }\n";
    }

    ConfigFile named() {
        return new ConfigFile(path, true, System::getenv);
    }

    ConfigFile byDefault() {
        return new ConfigFile(path, false, System::getenv);
    }

    TempConfig edit(String text) throws IOException {
        Path next = path.resolveSibling("next");
        Files.writeString(next, text);
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
        return this;
    }

    void delete() throws IOException {
        Files.delete(path);
    }
}
