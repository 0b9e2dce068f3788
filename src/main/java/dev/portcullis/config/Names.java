package dev.portcullis.config;

import java.util.Optional;
import java.util.regex.Pattern;

import dev.portcullis.config.yaml.Section;
import dev.portcullis.config.yaml.Value;

/** What providers, models, tenants and guards may be called. Names travel in headers, labels and log lines: visible ASCII, no spaces. */
final class Names {

    private static final Pattern NAME = Pattern.compile("[!-~]{1,256}");
    private static final String EXPECTED = "a name is 1 to 256 visible ASCII characters without spaces";

    private Names() {}

    static void check(String name, Section in) {
        if (!NAME.matcher(name).matches()) {
            in.problem(EXPECTED);
        }
    }

    static Optional<String> read(Value value) {
        return value.text().filter(name -> {
            boolean fits = NAME.matcher(name).matches();
            if (!fits) {
                value.problem(EXPECTED);
            }
            return fits;
        });
    }
}
