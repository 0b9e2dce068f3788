package dev.portcullis.fuzz;

import dev.portcullis.guard.text.Span;
import dev.portcullis.guard.text.View;
import dev.portcullis.guard.text.Views;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Any text can be read as all it can be read as, within its bounds, and every character of every view leads back into it. */
public final class ViewsFuzz {

    private ViewsFuzz() {
    }

    /** Two bytes a character, so that halves of characters come; or UTF-8. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        read(new String(bytes, StandardCharsets.UTF_8));
        read(new String(bytes, StandardCharsets.UTF_16BE));
        StringBuilder halves = new StringBuilder();
        for (int i = 0; i + 1 < bytes.length; i += 2) {
            halves.append((char) ((bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff));
        }
        read(halves.toString());
    }

    private static void read(String text) {
        Views views = Views.of(text);
        Set<View> all = new LinkedHashSet<>(List.of(views.plain(), views.clean(), views.folded()));
        all.addAll(views.cased());
        all.addAll(views.lowered());
        for (View view : all) {
            if (view.text().length() > 4L * text.length() + Views.DECODED) {
                throw new AssertionError(view.name() + " has " + view.text().length() + " characters of " + text.length());
            }
            for (int i = 0; i < view.text().length(); i++) {
                Span span = view.original(i, i + 1);
                if (span.start() < 0 || span.end() > text.length() || span.start() >= span.end()) {
                    throw new AssertionError(view.name() + " leads " + i + " to " + span + " of " + text.length());
                }
            }
        }
    }
}
