package dev.portcullis.guard.wire;

import java.util.Locale;
import java.util.Set;

/** What the names of fields say of their values: text, or something else. Compared without case, because some providers read them so. */
public final class FieldNames {

    /** Names, kinds, places and media: nothing that a model reads as words. */
    private static final Set<String> NO_TEXT = Set.of("role", "type", "id", "tool_call_id", "call_id", "url", "image_url", "data", "file_data", "file_id",
            "format", "detail", "signature", "thought_signature", "thought_signatures", "encrypted_content", "cache_control", "finish_reason", "object",
            "model", "system_fingerprint", "service_tier", "provider", "obfuscation", "native_finish_reason", "stop_reason");

    /** In a schema. Names of functions and members are what answers refer to, and what follows a reference is an address. */
    private static final Set<String> WORDS_OF_SCHEMA = Set.of("description", "title", "$comment", "enum", "const", "default", "examples", "example",
            "pattern", "definition", "grammar");

    /** What gives texts once more, token by token; the ids of tokens are vLLM's. */
    private static final Set<String> ECHOES = Set.of("logprobs", "prompt_logprobs", "token_ids", "prompt_token_ids");

    /** Beside the choices of an answer. */
    private static final Set<String> ABOUT = Set.of("usage", "created", "moderation", "prompt_filter_results", "content_filter_results");

    /** Of a request: what is chosen among words of the API's own, or is a key. */
    private static final Set<String> SETTINGS = Set.of("model", "models", "modalities", "audio", "tool_choice", "function_call", "reasoning", "reasoning_effort",
            "verbosity", "service_tier", "encoding_format", "stream_options", "logit_bias", "prompt_cache_key", "prompt_cache_retention");

    private FieldNames() {
    }

    /** Whether a string of this name may be a piece of a text: it is no name, kind, place or medium. */
    public static boolean isText(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return isTextOrName(lower) && !lower.equals("name");
    }

    /** Whether the items of a list in a stream come whole, each in one event: what a text cites. */
    public static boolean isWholeItems(String name) {
        return name.equalsIgnoreCase("annotations");
    }

    /** Whether a string may be a piece of a text or a name: it is no kind, place or medium. @param lower in small letters */
    static boolean isTextOrName(String lower) {
        return !NO_TEXT.contains(lower);
    }

    /** Whether a string of an answer is a text that comes in one piece: also a name, and an address that is no medium itself. */
    public static boolean isWhole(String name, String text) {
        String lower = name.toLowerCase(Locale.ROOT);
        return isTextOrName(lower) || isAddress(lower) && !isMedium(text);
    }

    /** Whether it is a text only if it is no medium itself. @param lower in small letters */
    static boolean isAddress(String lower) {
        return lower.equals("url");
    }

    /** Whether what stands for an address has in it what others lead to. */
    static boolean isMedium(String address) {
        return address.startsWith("data:");
    }

    /** Whether what has this name gives a text once more, token by token. */
    public static boolean isEcho(String name) {
        return ECHOES.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether it stands beside the choices of an answer, and is no part of it. @param lower in small letters */
    static boolean isAbout(String lower) {
        return ABOUT.contains(lower);
    }

    /** Whether a field of a request is known to have no text. @param lower in small letters */
    static boolean isSetting(String lower) {
        return SETTINGS.contains(lower);
    }

    /** Whether what has this name in a schema is words. @param name null for none */
    static boolean isWords(String name) {
        return name != null && WORDS_OF_SCHEMA.contains(name.toLowerCase(Locale.ROOT));
    }
}
