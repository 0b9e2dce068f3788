package dev.portcullis.prompt.command;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import dev.portcullis.prompt.foreign.Origin;

/**
 * What a command line asks for.
 *
 * @param from   who wrote the file; null where none is read
 * @param file   to be read, of another program; null as well
 * @param server the gateway's address, without an end slash
 * @param against another directory, in place of a gateway; null where none is
 * @param dryRun whether nothing may be changed
 */
record Order(Verb verb, Origin from, Path file, Path directory, URI server, Path against, boolean dryRun) {

    static final String USAGE = """
            usage: prompts lint DIR
                   prompts diff DIR [--server URL | --against OTHERDIR]
                   prompts push DIR [--server URL] [--dry-run]
                   prompts export DIR [--server URL]
                   prompts import --from prompty|langfuse|promptfoo FILE DIR
            URL is http://127.0.0.1:8080, if left out; the key is in the environment variable PORTCULLIS_ADMIN_KEY.
            Ends with 0 if all is well, 1 if something was found, differs or was refused, 2 if it could not be done.""";

    private static final List<String> VALUED = List.of("--server", "--against", "--from");
    private static final URI HERE = URI.create("http://127.0.0.1:8080");

    enum Verb {
        LINT, DIFF, PUSH, EXPORT, IMPORT;

        /** Whether a directory that is not there is made. */
        boolean makesDirectory() {
            return this == EXPORT || this == IMPORT;
        }

        boolean asksServer() {
            return this != LINT && this != IMPORT;
        }
    }

    static Order read(List<String> arguments) throws Cannot {
        Verb verb = verb(arguments.isEmpty() ? "" : arguments.getFirst());
        Path file = null;
        Path directory = null;
        Origin from = null;
        URI server = null;
        Path against = null;
        boolean dryRun = false;
        for (int i = 1; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--server") && verb.asksServer() && i + 1 < arguments.size()) {
                server = address(arguments.get(++i));
            } else if (argument.equals("--against") && verb == Verb.DIFF && i + 1 < arguments.size()) {
                against = path(arguments.get(++i));
            } else if (argument.equals("--dry-run") && verb == Verb.PUSH) {
                dryRun = true;
            } else if (argument.equals("--from") && verb == Verb.IMPORT && i + 1 < arguments.size()) {
                from = Origin.of(arguments.get(++i)).orElseThrow(() -> new Cannot("--from: prompty, langfuse or promptfoo is expected"));
            } else if (verb == Verb.IMPORT && file == null && !argument.isEmpty() && !argument.startsWith("-")) {
                file = path(argument);
            } else if (directory == null && !argument.isEmpty() && !argument.startsWith("-")) {
                directory = path(argument);
            } else if (VALUED.contains(argument) && i + 1 == arguments.size()) {
                throw new Cannot("what stands behind " + argument + " is missing\n" + USAGE);
            } else {
                throw new Cannot("'" + argument + "' is not expected here\n" + USAGE);
            }
        }
        if (directory == null) {
            throw new Cannot("which directory?\n" + USAGE);
        }
        if (verb == Verb.IMPORT && from == null) {
            throw new Cannot("--from is missing\n" + USAGE);
        }
        if (server != null && against != null) {
            throw new Cannot("--server or --against, not both\n" + USAGE);
        }
        return new Order(verb, from, file, directory, server == null ? HERE : server, against, dryRun);
    }

    private static Verb verb(String word) throws Cannot {
        for (Verb verb : Verb.values()) {
            if (verb.name().toLowerCase(Locale.ROOT).equals(word)) {
                return verb;
            }
        }
        throw new Cannot(USAGE);
    }

    private static Path path(String argument) throws Cannot {
        try {
            return Path.of(argument);
        } catch (InvalidPathException _) {
            throw new Cannot("this is no path");
        }
    }

    private static URI address(String argument) throws Cannot {
        try {
            URI address = new URI(argument.endsWith("/") ? argument.substring(0, argument.length() - 1) : argument);
            boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (http && address.getHost() != null && address.getUserInfo() == null && address.getQuery() == null && address.getFragment() == null) {
                return address;
            }
        } catch (java.net.URISyntaxException _) {
            // Said below.
        }
        throw new Cannot("--server: an address such as https://gateway.example.com is expected");
    }
}
