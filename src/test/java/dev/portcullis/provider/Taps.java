package dev.portcullis.provider;

import dev.portcullis.Calls;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.tokens.TextSample;
import dev.portcullis.pipeline.tokens.TokenCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Taps as tests need them: without tables, so that four bytes are a token. */
final class Taps {

    static final Target TARGET = new Target("m", "only", "p", "m");

    private Taps() {
    }

    /** Of a call that says {@code Hello}: 2 tokens, and 7 around them. */
    static UsageTap ofHello() {
        return ofHello(new SimpleMeterRegistry());
    }

    static UsageTap ofHello(SimpleMeterRegistry meters) {
        return new UsageTap(Calls.chat("m").payload(), TARGET, new TokenCounter(), new UsageCorrections(meters, System::nanoTime), new TextSample());
    }
}
