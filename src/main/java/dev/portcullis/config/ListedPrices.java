package dev.portcullis.config;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.portcullis.config.price.ListedModel;
import dev.portcullis.config.price.PriceTable;

/**
 * Which entry of the shipped price table holds for a target. Whose prices: the provider's name here if the table has it, else the
 * provider that is known to answer at the host of its base URL, else what its dialect stands for. Which model: what the provider
 * calls it, else what callers do, each also without {@code vendor/} in front.
 */
public final class ListedPrices {

    private static final String OPENAI = "openai";
    private static final String AZURE = "azure";

    /** Domains, of which every host is the provider's. */
    private static final Map<String, String> BY_DOMAIN = Map.ofEntries(
            Map.entry("openai.com", OPENAI), Map.entry("azure.com", AZURE), Map.entry("anthropic.com", "anthropic"),
            Map.entry("googleapis.com", "google"), Map.entry("amazonaws.com", "aws"), Map.entry("groq.com", "groq"),
            Map.entry("mistral.ai", "mistral"), Map.entry("deepseek.com", "deepseek"), Map.entry("openrouter.ai", "openrouter"),
            Map.entry("together.xyz", "together"), Map.entry("together.ai", "together"), Map.entry("x.ai", "x-ai"),
            Map.entry("fireworks.ai", "fireworks"), Map.entry("perplexity.ai", "perplexity"), Map.entry("cohere.ai", "cohere"),
            Map.entry("cohere.com", "cohere"), Map.entry("cerebras.ai", "cerebras"), Map.entry("moonshot.ai", "moonshotai"),
            Map.entry("moonshot.cn", "moonshotai"), Map.entry("minimax.io", "minimax"), Map.entry("novita.ai", "novita"),
            Map.entry("voyageai.com", "voyageai"), Map.entry("z.ai", "zhipuai"), Map.entry("bigmodel.cn", "zhipuai"));

    private ListedPrices() {}

    /** @param clientModel the entry of {@code models} that the target belongs to */
    public static Optional<ListedModel> of(ProviderSettings provider, TargetSettings target, String clientModel) {
        PriceTable table = PriceTable.shipped();
        List<String> sellers = sellers(table, provider);
        for (String model : names(target.model(), clientModel)) {
            for (String seller : sellers) {
                Optional<ListedModel> found = table.find(seller, model);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** The entry for the first target that has one with a price. */
    static Optional<ListedModel> first(Map<String, ProviderSettings> providers, List<TargetSettings> targets, String clientModel) {
        return targets.stream()
                .flatMap(target -> of(providers.get(target.provider()), target, clientModel).stream())
                .filter(listed -> listed.price().isPresent())
                .findFirst();
    }

    /** Azure sells OpenAI's models at OpenAI's prices and lists only what differs. */
    private static List<String> sellers(PriceTable table, ProviderSettings provider) {
        String seller = seller(table, provider);
        return seller.equals(AZURE) ? List.of(AZURE, OPENAI) : List.of(seller);
    }

    private static String seller(PriceTable table, ProviderSettings provider) {
        String name = provider.name().toLowerCase(Locale.ROOT);
        if (table.knows(name)) {
            return name;
        }
        return provider.baseUrl().flatMap(ListedPrices::atHost).orElseGet(() -> switch (provider.dialect()) {
            case AZURE_OPENAI -> AZURE;
            // The simulator answers in OpenAI's place, so what is tried with it shows what it would cost.
            case OPENAI, SIMULATOR -> OPENAI;
        });
    }

    private static Optional<String> atHost(URI baseUrl) {
        String host = baseUrl.getHost().toLowerCase(Locale.ROOT);
        for (int dot = -1; ; ) {
            String seller = BY_DOMAIN.get(host.substring(dot + 1));
            dot = host.indexOf('.', dot + 1);
            if (seller != null || dot < 0) {
                return Optional.ofNullable(seller);
            }
        }
    }

    private static Set<String> names(String upstreamModel, String clientModel) {
        Set<String> names = new LinkedHashSet<>();
        for (String model : List.of(upstreamModel, clientModel)) {
            int settings = model.indexOf(';'); // the simulator's
            String name = settings < 0 ? model : model.substring(0, settings);
            names.add(name);
            names.add(name.substring(name.lastIndexOf('/') + 1));
        }
        return names;
    }
}
