package dev.portcullis.pipeline.tokens;

import java.util.List;
import java.util.Locale;

/** How a model cuts text into tokens. Of other makers' models nothing is published that could be used here; they get the newest. */
public enum TokenEncoding {
    /** GPT-4o, 4.1, 4.5 and 5, the o models, gpt-oss. */
    O200K(Pieces.BY_CASE, "/com/knuddels/jtokkit/o200k_base.tiktoken"),
    /** GPT-4, GPT-3.5, and the embeddings. */
    CL100K(Pieces.BY_LETTERS, "/com/knuddels/jtokkit/cl100k_base.tiktoken");

    private static final List<String> OLD = List.of("gpt-4-", "gpt-3.5", "gpt-35", "text-embedding-", "davinci-002", "babbage-002");
    private static final List<String> NEW = List.of("gpt-4", "gpt-5", "chatgpt-4o", "o1", "o3", "o4", "gpt-oss");

    private final Pieces pieces;
    private final String table;

    TokenEncoding(Pieces pieces, String table) {
        this.pieces = pieces;
        this.table = table;
    }

    /** Some hundredths of a second. */
    BytePairs read() {
        return new BytePairs(pieces, Ranks.read(table));
    }

    /**
     * @param upstreamModel what the provider calls the model; decides if it is one of OpenAI's
     * @param clientModel   what callers call it: for a provider's own name, such as an Azure deployment
     */
    public static TokenEncoding of(String upstreamModel, String clientModel) {
        String upstream = plain(upstreamModel);
        if (isOld(upstream)) {
            return CL100K;
        }
        boolean known = NEW.stream().anyMatch(upstream::startsWith);
        return !known && isOld(plain(clientModel)) ? CL100K : O200K;
    }

    private static boolean isOld(String model) {
        return model.equals("gpt-4") || OLD.stream().anyMatch(model::startsWith);
    }

    /** Without the vendor, the mark of a fine-tuned model, and a simulator's settings. */
    private static String plain(String model) {
        String name = model.toLowerCase(Locale.ROOT);
        int settings = name.indexOf(';');
        name = settings < 0 ? name : name.substring(0, settings);
        name = name.substring(name.lastIndexOf('/') + 1);
        return name.startsWith("ft:") ? name.substring(3) : name;
    }
}
