package dev.portcullis.release.canary.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;

/** Where it is written down what a canary does by itself, for good, in the transaction of this thread's session. */
@FunctionalInterface
public interface Diary {

    /** @param action such as {@code canary.promote}. @param name of the prompt or the model. @param becomes null for nothing */
    Uni<Void> wrote(String action, String name, ObjectNode was, ObjectNode becomes, String reason);
}
