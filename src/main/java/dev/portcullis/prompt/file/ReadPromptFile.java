package dev.portcullis.prompt.file;

import java.util.List;
import java.util.Map;

import dev.portcullis.prompt.file.FileReading.Broken;
import dev.portcullis.prompt.file.FileReading.Read;

/**
 * Reads a {@code .prompt} file. Lines that begin with {@code #} may stand before the first fence. Below front matter white space at
 * both ends of the template does not count, as Dotprompt has it; a file without front matter is all template.
 */
public final class ReadPromptFile {

    /** In UTF-16 units. */
    public static final int MOST_CHARACTERS = 1 << 20;

    private ReadPromptFile() {
    }

    public static FileReading read(String content) {
        if (content.length() > MOST_CHARACTERS) {
            return new Broken(List.of(new FileProblem(1, 1, "the file has more than " + MOST_CHARACTERS + " characters")));
        }
        String text = content.startsWith("\ufeff") ? content.substring(1) : content;
        int open = fence(text, true);
        if (open < 0) {
            return finish(Map.of(), Map.of(), text, Place.START);
        }
        int yaml = lineAfter(text, open);
        int close = fence(text, false, yaml);
        if (close < 0) {
            return new Broken(List.of(new FileProblem(line(text, open), 1, "the front matter is never closed; close it with a line ---")));
        }
        FrontMatter.Read front = FrontMatter.read(text.substring(yaml, close), line(text, yaml));
        if (front.problem() != null) {
            return new Broken(List.of(front.problem()));
        }
        int body = lineAfter(text, close);
        while (body < text.length() && Character.isWhitespace(text.charAt(body))) {
            body++;
        }
        Map<String, Place> places = FrontPlaces.of(text.substring(yaml, close), line(text, yaml));
        return finish(front.map(), places, text.substring(body).stripTrailing(), new Place(line(text, body), column(text, body)));
    }

    private static FileReading finish(Map<String, Object> front, Map<String, Place> places, String body, Place begin) {
        Roles.Cut cut = Roles.cut(body, begin);
        return cut.problems().isEmpty() ? new Read(new PromptFile(front, cut.messages()), cut.places(), places) : new Broken(cut.problems());
    }

    /** Where the first fence begins if nothing but blank lines and comments stands before it, else -1. */
    private static int fence(String text, boolean first) {
        int at = 0;
        while (at < text.length()) {
            int end = lineAfter(text, at);
            String line = text.substring(at, end).stripTrailing();
            if (line.equals("---")) { // not indented: text in the YAML is
                return at;
            }
            if (first && !line.isEmpty() && line.charAt(0) != '#') {
                return -1;
            }
            at = end;
        }
        return -1;
    }

    private static int fence(String text, boolean first, int from) {
        int found = fence(text.substring(from), first);
        return found < 0 ? -1 : from + found;
    }

    private static int lineAfter(String text, int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end + 1;
    }

    private static int column(String text, int at) {
        return text.codePointCount(text.lastIndexOf('\n', at - 1) + 1, at) + 1;
    }

    private static int line(String text, int at) {
        return (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
    }
}
