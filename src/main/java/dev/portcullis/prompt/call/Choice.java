package dev.portcullis.prompt.call;

import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Refused;
import dev.portcullis.prompt.registry.Deployment;
import dev.portcullis.prompt.registry.Prompt;
import dev.portcullis.prompt.registry.PublishedVersion;
import dev.portcullis.prompt.version.Selector;
import dev.portcullis.prompt.version.Semver;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Which version a call gets. */
final class Choice {

    private static final int PERCENT = 100;

    private Choice() {
    }

    /**
     * @param caller who asks: the same one gets the same version as long as nothing else is deployed
     * @throws Refused with {@code InvalidValue} for a version that is none
     */
    static Optional<PublishedVersion> of(Prompt prompt, NamedPrompt named, String caller) {
        if (named.version().isEmpty()) {
            return prompt.deployment().map(deployed -> deployed(prompt.id(), deployed, caller)).flatMap(version -> prompt.choose(new Selector.Exact(version)));
        }
        Selector selector = Selector.parse(named.version().get()).orElseThrow(() -> new Refused(new Refusal.InvalidValue("prompt.version",
                "a version such as 2.1.0, a range such as 2, 2.1, ^2.1 or ~2.1.3, or latest is expected")));
        return prompt.choose(selector);
    }

    private static Semver deployed(String id, Deployment deployed, String caller) {
        return deployed.green().filter(green -> share(id, caller) < deployed.greenPercentage()).orElse(deployed.blue());
    }

    /** 0 to 99, evenly; each prompt's by itself, so that nobody is always the first to get what is new. */
    private static long share(String id, String caller) {
        CRC32C hash = new CRC32C();
        hash.update((id + "\n" + caller).getBytes(StandardCharsets.UTF_8));
        return hash.getValue() % PERCENT;
    }

    /** What there is in the place of a version that there is not. */
    static String others(Prompt prompt) {
        return prompt.versions().newest().map(newest -> "its newest version is " + newest.version()).orElse("nothing of it has been published yet");
    }
}
