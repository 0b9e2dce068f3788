package dev.portcullis.prompt.render.template;

/**
 * One thing that is wrong in a template, or that is allowed but may not be meant.
 *
 * @param message which of the prompt's messages, from 0
 * @param partial the partial in which it stands, as {@code id@version}, or empty if it stands in the message itself
 * @param line    from 1
 * @param column  from 1, in Unicode code points
 * @param text    what is wrong and what would be right
 */
public record Problem(int message, String partial, int line, int column, String text) {

    /** {@code messages[0]:3:14: …}, or {@code messages[0], partial rules@1.0.0:3:14: …}. */
    @Override
    public String toString() {
        String where = partial.isEmpty() ? "" : ", partial " + partial;
        return "messages[" + message + "]" + where + ":" + line + ":" + column + ": " + text;
    }
}
