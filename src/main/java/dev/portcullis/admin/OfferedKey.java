package dev.portcullis.admin;

import dev.portcullis.config.KeyHash;
import dev.portcullis.tenant.NewKey;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The admin key that this process would make. It stays the same until the database has answered, for an offer that was given up may
 * have been taken all the same; after that it is another one, so that a key whose row was deleted never comes back.
 */
final class OfferedKey {

    private static final String BEGINNING = "sk-pc-admin-";

    private final RandomGenerator random;
    private String key;

    /** @param random must be fit for secrets */
    OfferedKey(RandomGenerator random) {
        this.random = random;
        this.key = fresh();
    }

    synchronized KeyHash hash() {
        return KeyHash.of(key);
    }

    /** What the database has is known. @return the key, if it is this one: to be said, for this is the only time */
    synchronized Optional<String> answered(KeyHash stored) {
        Optional<String> taken = Optional.of(key).filter(offered -> KeyHash.of(offered).equals(stored));
        key = fresh();
        return taken;
    }

    private String fresh() {
        return BEGINNING + NewKey.secret(random);
    }
}
