package dev.portcullis.config.guard;

/** The kinds of harmful content, as OpenAI's moderation endpoint names them ({@code omni-moderation-latest}). */
public enum HarmCategory {
    HARASSMENT("harassment"),
    HARASSMENT_THREATENING("harassment/threatening"),
    HATE("hate"),
    HATE_THREATENING("hate/threatening"),
    ILLICIT("illicit"),
    ILLICIT_VIOLENT("illicit/violent"),
    SELF_HARM("self-harm"),
    SELF_HARM_INTENT("self-harm/intent"),
    SELF_HARM_INSTRUCTIONS("self-harm/instructions"),
    SEXUAL("sexual"),
    SEXUAL_MINORS("sexual/minors"),
    VIOLENCE("violence"),
    VIOLENCE_GRAPHIC("violence/graphic");

    private final String wireName;

    HarmCategory(String wireName) {
        this.wireName = wireName;
    }

    /** As OpenAI and {@code gateway.yaml} write it. */
    @Override
    public String toString() {
        return wireName;
    }
}
