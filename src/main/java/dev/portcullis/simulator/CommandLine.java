package dev.portcullis.simulator;

import java.util.ArrayList;
import java.util.List;

/** The flags of the standalone process. */
record CommandLine(String host, int port, int eventLoops, SimulatorSettings settings) {
    private static final int PORT = 9100;
    private static final int MOST_PORT = 65_535;
    private static final int MOST_EVENT_LOOPS = 256;

    /** Reads {@code --flag value} and {@code --flag=value}. Throws {@link InvalidSetting}. */
    static CommandLine read(String[] arguments, int processors) {
        CommandLine line = new CommandLine("127.0.0.1", PORT, processors, SimulatorSettings.DEFAULTS);
        List<String> settings = new ArrayList<>();
        for (int index = 0; index < arguments.length; index++) {
            if (!arguments[index].startsWith("--")) {
                throw new InvalidSetting("Unexpected '" + arguments[index] + "'; flags begin with --.");
            }
            Words.Split flag = Words.split(arguments[index].substring(2), '=');
            boolean valueFollows = flag.after().isEmpty() && index + 1 < arguments.length && !arguments[index + 1].startsWith("--");
            String value = valueFollows ? arguments[++index] : flag.after().orElse("");
            switch (flag.before()) {
                case "host" -> line = new CommandLine(value, line.port, line.eventLoops, line.settings);
                case "port" -> line = line.withPort((int) Words.whole("port", value, 0, MOST_PORT));
                case "event-loops" -> line = line.withEventLoops((int) Words.whole("event-loops", value, 1, MOST_EVENT_LOOPS));
                case "key" -> line = line.withSettings(line.settings.withKey(value));
                default -> settings.add(flag.before() + "=" + value);
            }
        }
        return line.withSettings(line.settings.with(String.join(";", settings)));
    }

    private CommandLine withPort(int number) {
        return new CommandLine(host, number, eventLoops, settings);
    }

    private CommandLine withEventLoops(int number) {
        return new CommandLine(host, port, number, settings);
    }

    private CommandLine withSettings(SimulatorSettings other) {
        return new CommandLine(host, port, eventLoops, other);
    }
}
