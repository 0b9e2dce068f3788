package dev.portcullis.prompt.render;

import java.util.List;

import dev.portcullis.prompt.render.engine.CompiledPrompt;
import dev.portcullis.prompt.render.template.Problem;

/** What became of a prompt's source. */
public sealed interface Compilation {

    /** What is allowed but may not be meant, such as a parameter that no template uses. */
    List<Problem> warnings();

    record Compiled(CompiledPrompt prompt, List<Problem> warnings) implements Compilation {
    }

    /** @param problems at least one, as many as could be found at once */
    record Broken(List<Problem> problems, List<Problem> warnings) implements Compilation {
    }
}
