package dev.portcullis.store.redis;

/** What a tenant's keys begin with, all of which lie in one place of a cluster. */
public final class TenantKeys {

    private TenantKeys() {
    }

    /** What is between braces decides on the place in a cluster; a tenant's name may have braces as well. */
    public static String prefix(String tenant) {
        return "portcullis:{" + tenant.replace("%", "%25").replace("{", "%7B").replace("}", "%7D") + "}:";
    }
}
