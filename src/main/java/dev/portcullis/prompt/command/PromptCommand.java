package dev.portcullis.prompt.command;

import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import java.util.function.UnaryOperator;

/** Does what {@code prompts} is asked for by its arguments, and says with which code the program ends. */
public final class PromptCommand {

    /** The first argument of the program that leads here. */
    public static final String WORD = "prompts";

    static final int GOOD = 0;
    /** Something is wrong with the prompts, or differs, or was refused. */
    static final int FOUND = 1;
    /** It could not be found out. */
    static final int CANNOT = 2;

    private static final List<String> HELP = List.of("help", "--help", "-h");
    private static final String KEY = "PORTCULLIS_ADMIN_KEY";

    private final UnaryOperator<String> environment;
    private final PrintStream out;
    private final PrintStream err;

    /** @param environment the value of a variable, or null; {@code System::getenv} */
    public PromptCommand(UnaryOperator<String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** @param arguments those behind {@value #WORD} */
    public int run(List<String> arguments) {
        if (arguments.size() == 1 && HELP.contains(arguments.getFirst())) {
            out.println(Order.USAGE);
            return GOOD;
        }
        try {
            Order order = Order.read(arguments);
            if (!order.verb().makesDirectory() && !Files.isDirectory(order.directory())) {
                throw new Cannot("there is no directory " + order.directory());
            }
            if (order.against() != null && !Files.isDirectory(order.against())) {
                throw new Cannot("there is no directory " + order.against());
            }
            Report report = new Report(out, err);
            return switch (order.verb()) {
                case LINT -> new Lint(report).run(order);
                case DIFF -> order.against() == null ? new Comparison(report, server(order)).diff(order.directory(), order.server().toString())
                        : Comparison.with(order.against(), report).diff(order.directory(), order.against().toString());
                case PUSH -> new Publishing(report, server(order)).push(order);
                case EXPORT -> new Export(report, server(order)).run(order);
                case IMPORT -> new Import(report).run(order);
            };
        } catch (Cannot cannot) {
            err.println(cannot.getMessage());
            return CANNOT;
        }
    }

    private AdminServer server(Order order) throws Cannot {
        String key = environment.apply(KEY);
        if (key == null || key.isBlank()) {
            throw new Cannot("set the environment variable " + KEY + " to the control plane's key");
        }
        if (key.chars().anyMatch(letter -> letter <= ' ' || letter > '~')) {
            throw new Cannot("the key in " + KEY + " has a character that no key has, such as a space or the end of a line");
        }
        return new AdminServer(order.server(), key);
    }
}
