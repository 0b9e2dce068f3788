package dev.portcullis.pipeline.tokens;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** jtokkit's own vectors: CSV with quotes doubled and line breaks inside quotes. */
final class TokenVectors {

    /** @param tokens how many there are */
    record Vector(String text, int tokens) {
    }

    private TokenVectors() {
    }

    static List<Vector> of(TokenEncoding encoding) {
        String csv;
        try {
            csv = Files.readString(Path.of("src/test/resources/vectors/tokenizer", encoding.name().toLowerCase(java.util.Locale.ROOT) + "_base_encodings.csv"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        List<Vector> vectors = new ArrayList<>();
        for (List<String> row : rows(csv)) {
            if (!row.getFirst().equals("input")) {
                vectors.add(new Vector(row.getFirst(), row.get(1).split(",").length));
            }
        }
        return vectors;
    }

    private static List<List<String>> rows(String csv) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (c == '"') {
                boolean doubled = quoted && i + 1 < csv.length() && csv.charAt(i + 1) == '"';
                if (doubled) {
                    cell.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (!quoted && (c == ',' || c == '\n')) {
                row.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    rows.add(row);
                    row = new ArrayList<>();
                }
            } else if (quoted || c != '\r') {
                cell.append(c);
            }
        }
        return rows;
    }
}
