package dev.portcullis.release.experiment.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;

/** Where it is written down what an experiment does by itself, for good, in the transaction of this thread's session. */
@FunctionalInterface
public interface Diary {

    Uni<Void> wrote(String action, String experiment, ObjectNode was, ObjectNode becomes, String reason);
}
