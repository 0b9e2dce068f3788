package dev.portcullis.prompt.render;

import java.util.List;
import java.util.stream.Collectors;

import dev.portcullis.prompt.render.engine.CompiledMessage;
import dev.portcullis.prompt.render.parameter.Fault;
import dev.portcullis.prompt.render.parameter.Fault.Reason;

/** What became of a prompt and a call's variables. */
public sealed interface Rendering {

    /**
     * @param messages each with the spans in it that are not the prompt's own word
     * @param unknown  variables that the call gave and the prompt does not declare; they were left out
     */
    record Rendered(List<CompiledMessage.Text> messages, List<String> unknown) implements Rendering {
    }

    /** @param faults at least one; all that is missing or wrong with the variables, or the one bound that was reached */
    record Refused(List<Fault> faults) implements Rendering {

        /** In one sentence, for the caller: all missing variables, then the rest. */
        public String message() {
            List<String> missing = faults.stream().filter(fault -> fault.reason() == Reason.MISSING).map(Fault::variable).toList();
            String rest = faults.stream().filter(fault -> fault.reason() != Reason.MISSING).map(Fault::text)
                    .collect(Collectors.joining("; "));
            String first = missing.isEmpty() ? "" : "missing required variables: " + String.join(", ", missing);
            return first + (first.isEmpty() || rest.isEmpty() ? "" : "; ") + rest;
        }
    }
}
