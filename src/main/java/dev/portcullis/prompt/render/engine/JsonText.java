package dev.portcullis.prompt.render.engine;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import dev.portcullis.prompt.render.parameter.Fault.Reason;

/**
 * Writes a value as JSON (RFC 8259) in the order it has. A lone surrogate is written as an escape. What is no JSON is
 * {@link Stopped}, as is a value nested deeper than {@value #DEEPEST}.
 */
final class JsonText {

    static final int DEEPEST = 128;

    private static final String HEX = "0123456789abcdef";

    private final Appendable out;
    private final String indent;

    /** @param indent spaces for each level, 0: all on one line without spaces */
    JsonText(Appendable out, int indent) {
        this.out = out;
        this.indent = " ".repeat(indent);
    }

    void write(Object value) throws IOException {
        write(value, 0);
    }

    private void write(Object value, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new Stopped(Reason.NOT_PLAIN, "a value is nested deeper than " + DEEPEST + " levels");
        }
        switch (value) {
            case null -> out.append("null");
            case String text -> string(text);
            case Boolean flag -> out.append(flag.toString());
            case Number number -> out.append(number(number));
            case List<?> list -> {
                out.append('[');
                String before = "";
                for (Object item : list) {
                    out.append(before);
                    line(depth + 1);
                    write(item, depth + 1);
                    before = ",";
                }
                close(']', list.isEmpty(), depth);
            }
            case Map<?, ?> map -> {
                out.append('{');
                String before = "";
                for (Map.Entry<?, ?> member : map.entrySet()) {
                    out.append(before);
                    line(depth + 1);
                    string(String.valueOf(member.getKey()));
                    out.append(indent.isEmpty() ? ":" : ": ");
                    write(member.getValue(), depth + 1);
                    before = ",";
                }
                close('}', map.isEmpty(), depth);
            }
            default -> throw new Stopped(Reason.NOT_PLAIN, "a value is no JSON");
        }
    }

    private void close(char bracket, boolean empty, int depth) throws IOException {
        if (!empty) {
            line(depth);
        }
        out.append(bracket);
    }

    private void line(int depth) throws IOException {
        if (!indent.isEmpty()) {
            out.append('\n');
            for (int i = 0; i < depth; i++) {
                out.append(indent);
            }
        }
    }

    /**
     * As it was written, where that is known; a double in its shortest form, since Java's own is {@code 1.2345678E7} from ten millions on, and
     * so what was written with an exponent, where a double is exactly that: {@code 1e5} is 100000, not Java's {@code 1E+5}.
     */
    static String number(Number number) {
        if (number instanceof BigDecimal exact) {
            return exact(exact);
        }
        if (!(number instanceof Double || number instanceof Float)) {
            return number.toString();
        }
        if (!Double.isFinite(number.doubleValue())) {
            throw new Stopped(Reason.NOT_PLAIN, "a number is not finite");
        }
        return dev.portcullis.prompt.json.JsonText.number(number.doubleValue());
    }

    private static String exact(BigDecimal number) {
        String written = number.toString();
        if (written.indexOf('E') < 0 || !Double.isFinite(number.doubleValue())) {
            return written;
        }
        String shortest = dev.portcullis.prompt.json.JsonText.number(number.doubleValue());
        return new BigDecimal(shortest).compareTo(number) == 0 ? shortest : written;
    }

    private void string(String text) throws IOException {
        out.append('"');
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean lone = Character.isSurrogate(c) && !paired(text, i);
            if (c < 0x20 || c == '"' || c == '\\' || lone) {
                out.append(text, done, i);
                escape(c);
                done = i + 1;
            }
        }
        out.append(text, done, text.length()).append('"');
    }

    private static boolean paired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i)) ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }

    private void escape(char c) throws IOException {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            default -> {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(HEX.charAt(c >> shift & 0xf));
                }
            }
        }
    }
}
