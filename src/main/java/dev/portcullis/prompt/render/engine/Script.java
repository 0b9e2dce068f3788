package dev.portcullis.prompt.render.engine;

import java.util.List;

import dev.portcullis.prompt.render.parameter.Parameter.Trust;

/**
 * One message as the engine is given it, and what its text refers to by number.
 *
 * @param source    of the engine's language
 * @param constants strings and other values that stood in the template
 * @param names     for each partial that is given named values, their names
 */
record Script(String source, List<Object> constants, List<List<String>> names, List<Mark> marks) {

    /** Whose word a value is that is not the prompt's own. */
    record Mark(String parameter, Trust trust) {
    }
}
