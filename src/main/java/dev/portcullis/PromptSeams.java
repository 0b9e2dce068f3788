package dev.portcullis;

import dev.portcullis.pipeline.Prompts;
import dev.portcullis.pipeline.tokens.TextSample;
import dev.portcullis.pipeline.tokens.TokenCounter;
import dev.portcullis.pipeline.tokens.TokenEncoding;
import dev.portcullis.pipeline.release.Experiments;
import dev.portcullis.prompt.TemplateCheck;
import dev.portcullis.prompt.call.Templates;
import dev.portcullis.prompt.call.ExpandPrompt;
import dev.portcullis.prompt.directory.PromptDirectory;
import dev.portcullis.prompt.directory.ServedPrompts;
import dev.portcullis.prompt.output.CheckOutput;
import dev.portcullis.prompt.output.Contracts;
import dev.portcullis.prompt.output.OutputMeters;
import dev.portcullis.prompt.reader.ShowPrompt;
import dev.portcullis.prompt.registry.PromptRegistry;
import dev.portcullis.prompt.render.Renderer;
import dev.portcullis.prompt.render.engine.RenderBounds;
import dev.portcullis.release.shadow.run.RunningShadows;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;

/** What the rooms of prompts get of each other, of time and of chance. */
final class PromptSeams {

    private static final int NONCE_BYTES = 8;

    @Produces
    @Singleton
    PromptDirectory directory(PromptRegistry registry, InstantSource clock, MeterRegistry meters) {
        PromptDirectory directory = new PromptDirectory(registry::current, clock);
        directory.showIn(meters);
        return directory;
    }

    @Produces
    @Singleton
    ServedPrompts served(PromptRegistry registry, PromptDirectory directory) {
        return new ServedPrompts(registry::current, directory::current);
    }

    @Produces
    @Singleton
    Templates templates(ServedPrompts served, PromptRegistry registry, PromptDirectory directory) {
        return new Templates(served::current, registry::current, directory::edition);
    }

    @Produces
    @Singleton
    TemplateCheck templateCheck(Templates templates) {
        return templates::faults;
    }

    @Produces
    @Singleton
    Renderer renderer(TokenCounter tokens) {
        SecureRandom random = new SecureRandom();
        return new Renderer(RenderBounds.DEFAULT, System::nanoTime, () -> {
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            return HexFormat.of().formatHex(nonce);
        }, text -> count(text, tokens));
    }

    /** As the newest models count, whichever model will be asked. */
    private static int count(String text, TokenCounter tokens) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        TextSample sample = new TextSample();
        sample.add(bytes, 0, bytes.length);
        return Math.toIntExact(tokens.count(sample, bytes.length, TokenEncoding.O200K));
    }

    @Produces
    @Singleton
    Prompts prompts(ServedPrompts served, Templates templates, Renderer renderer, Experiments experiments, RunningShadows shadows) {
        return new ExpandPrompt(served::current, templates, renderer, experiments, shadows::isOfPrompt);
    }

    @Produces
    @Singleton
    Contracts contracts(ServedPrompts served, TokenCounter tokens) {
        return new Contracts(served::current, text -> count(text, tokens));
    }

    @Produces
    @Singleton
    CheckOutput checkOutput(Contracts contracts, MeterRegistry meters) {
        return new CheckOutput(contracts, new OutputMeters(meters));
    }

    @Produces
    @Singleton
    ShowPrompt showPrompt(ServedPrompts served) {
        return new ShowPrompt(served::current);
    }
}
