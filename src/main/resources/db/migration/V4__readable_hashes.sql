-- A hash that no gateway can read leads nowhere. Rows that were written by hand before stay as they are, and can be revoked.
ALTER TABLE api_key ADD CONSTRAINT api_key_hash_is_readable
    CHECK (revoked_at IS NOT NULL OR hash ~ '^sha256:[0-9a-f]{64}$') NOT VALID;
COMMENT ON COLUMN api_key.hash IS 'The SHA-256 of the key: "sha256:" and 64 hexadecimal digits in lower case. Never the key.';
