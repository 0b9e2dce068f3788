package dev.portcullis.prompt.reading;

import dev.portcullis.prompt.Fault;
import dev.portcullis.prompt.PromptDraft;
import java.util.List;

/** What became of reading a prompt. */
public sealed interface Reading {

    record Read(PromptDraft draft) implements Reading {
    }

    /** @param faults all of them, up to fifty, and how many more there are */
    record Faulty(List<Fault> faults) implements Reading {
    }

    /** It is no JSON at all. */
    record Malformed(Fault fault) implements Reading {
    }
}
