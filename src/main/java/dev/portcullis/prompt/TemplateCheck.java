package dev.portcullis.prompt;

import java.util.List;

/** Says what is wrong with the templates of a version that is to be published: their syntax, and variables that are not declared. */
public interface TemplateCheck {

    /** Finds nothing wrong. */
    TemplateCheck NONE = version -> List.of();

    /** @return all that is wrong, with line and column; empty for a version that can be rendered */
    List<Fault> check(PromptVersion version);
}
