package dev.portcullis.config;

/** The wire format a provider speaks. */
public enum Dialect {
    OPENAI("openai"),
    AZURE_OPENAI("azure-openai"),
    SIMULATOR("simulator");

    private final String yamlName;

    Dialect(String yamlName) {
        this.yamlName = yamlName;
    }

    public String yamlName() {
        return yamlName;
    }
}
