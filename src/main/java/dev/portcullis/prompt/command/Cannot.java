package dev.portcullis.prompt.command;

/** A command cannot be done: it is written wrongly, or the server cannot be asked. The message is for people. */
final class Cannot extends Exception {

    Cannot(String message) {
        super(message, null, false, false);
    }
}
