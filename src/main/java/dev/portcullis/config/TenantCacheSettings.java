package dev.portcullis.config;

import dev.portcullis.config.yaml.Section;

/**
 * What a tenant wants of the cache.
 *
 * @param enabled whether its calls may be answered from what it was answered before
 */
public record TenantCacheSettings(boolean enabled) {

    public static final TenantCacheSettings NONE = new TenantCacheSettings(false);

    static TenantCacheSettings read(Section in) {
        return new TenantCacheSettings(in.flag("enabled", NONE.enabled));
    }

    public boolean isNone() {
        return equals(NONE);
    }
}
