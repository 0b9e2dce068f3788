package dev.portcullis.release.shadow.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;

/** Where it is written down that a shadow has ended by itself, for good, in the transaction of this thread's session. */
@FunctionalInterface
public interface Diary {

    Uni<Void> wrote(String action, String subject, ObjectNode was, String reason);
}
