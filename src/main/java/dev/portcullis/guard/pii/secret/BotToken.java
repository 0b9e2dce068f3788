package dev.portcullis.guard.pii.secret;

import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The token of a Telegram bot: its number, a colon, and 35 characters that begin with AA. */
public final class BotToken {

    private BotToken() {
    }

    public static Recogniser recogniser() {
        String rest = ":AA" + "*".repeat(33);
        return Identifier.of("SECRET", Words.of("bot", "telegram*"), "9999999999" + rest, "999999999" + rest, "99999999" + rest).bare(.95);
    }
}
