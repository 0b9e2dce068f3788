package dev.portcullis.release.shadow.call;

import java.util.Locale;

/** Why the words of a caller's answer are not compared. */
enum Unread {
    LONG,
    /** Other answers take all the room that there is for such. */
    BUSY;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
