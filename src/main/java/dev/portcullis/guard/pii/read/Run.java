package dev.portcullis.guard.pii.read;

/** Kinds of characters that keys and encoded texts are made of, besides ASCII letters and digits. */
public enum Run {

    /** A vendor's key, which ends with a letter or a digit. */
    KEY("_-.", "_-."),
    /** What is assigned to a name: a key, or base64 with its padding; a point or hyphen behind it is the sentence's. */
    ASSIGNED("_-.+/=~", ".-"),
    /** Base64 in either alphabet (RFC 4648). */
    BASE64("+/-_", ""),
    /** A part of a JSON Web Token. */
    TOKEN("-_", ""),
    /** The rest of an address in the web, which may have letters of any script; signs behind it are the sentence's. */
    ADDRESS("!#$%&'()*+,-./:;=?@_~\u007F", ".,;:!?)'");

    private final boolean[] members = new boolean[128];
    private final boolean[] trailing = new boolean[128];

    Run(String others, String behind) {
        for (char c = 0; c < 128; c++) {
            members[c] = Letters.isPlainWord(c) || others.indexOf(c) >= 0;
            trailing[c] = behind.indexOf(c) >= 0;
        }
    }

    public boolean has(char c) {
        return c < 128 ? members[c] : this == ADDRESS && !Letters.isSpace(c);
    }

    /** Whether it does not belong to the value where it ends it. */
    boolean trails(char c) {
        return c < 128 && trailing[c];
    }
}
