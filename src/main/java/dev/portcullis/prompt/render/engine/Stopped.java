package dev.portcullis.prompt.render.engine;

import dev.portcullis.prompt.render.parameter.Fault;

/** Carries a fault out through the engine, which has no other way; nobody outside of this package meets it. */
final class Stopped extends RuntimeException {

    private final transient Fault fault;

    Stopped(Fault.Reason reason, String text) {
        super(text, null, false, false);
        this.fault = new Fault(reason, "", text);
    }

    Fault fault() {
        return fault;
    }
}
