package dev.portcullis.guard.pii.contact;

import dev.portcullis.guard.pii.read.Letters;
import dev.portcullis.guard.pii.read.Reading;

/** Groups of digits with what people write between them. */
final class PhoneDigits {

    private static final int MOST_GROUPS = 9;
    private static final int LONGEST_EXTENSION = 6;

    private final StringBuilder digits = new StringBuilder();
    private final int[] counts = new int[MOST_GROUPS];
    private final int[] ends = new int[MOST_GROUPS];
    private int groups;
    private boolean plus;
    private boolean bracket;
    private boolean spaced;

    private PhoneDigits() {
    }

    /** @param most how many characters to read */
    static PhoneDigits read(Reading reading, int start, int most) {
        PhoneDigits read = new PhoneDigits();
        int i = start;
        if (reading.at(i) == '+') {
            read.plus = true;
            i++;
        }
        if (reading.at(i) == '(') {
            read.bracket = true;
            i++;
        }
        while (i - start < most && read.groups < MOST_GROUPS) {
            int from = i;
            while (i - start < most && Letters.isDigit(reading.at(i))) {
                read.digits.append(reading.at(i));
                i++;
            }
            if (i == from) {
                break;
            }
            read.counts[read.groups] = read.digits.length();
            read.ends[read.groups] = i;
            read.groups++;
            boolean trunk = read.plus && reading.startsWith(i, " (0)");
            if (trunk) {
                i += 4;
            }
            int next = separators(reading, i);
            if (next == i && !trunk) {
                break;
            }
            read.spaced |= reading.at(i) == ' ';
            i = next;
        }
        return read;
    }

    /** One space, point or slash, a hyphen with or without spaces, a bracket that closes or opens. */
    private static int separators(Reading reading, int at) {
        int i = at;
        i += reading.at(i) == ')' ? 1 : 0;
        i += reading.at(i) == ' ' ? 1 : 0;
        char c = reading.at(i);
        if (c == '-' || c == '.' || c == '/') {
            i++;
            i += reading.at(i) == ' ' && reading.at(i - 2) == ' ' ? 1 : 0;
        }
        i += reading.at(i) == '(' ? 1 : 0;
        return i;
    }

    int groups() {
        return groups;
    }

    /** How many digits there are up to this group's end. */
    int count(int group) {
        return counts[group];
    }

    /** Where this group ends in the text, exclusive. */
    int end(int group) {
        return ends[group];
    }

    String value(int group) {
        return digits.substring(0, counts[group]);
    }

    boolean plus() {
        return plus;
    }

    /** How often something stands between digits, up to this group. */
    int divisions(int group) {
        return group + (bracket ? 1 : 0);
    }

    int longestGroup(int group) {
        int longest = 0;
        for (int i = 0; i <= group; i++) {
            longest = Math.max(longest, counts[i] - (i == 0 ? 0 : counts[i - 1]));
        }
        return longest;
    }

    /** Three, three and four digits, perhaps behind 1 or 001. */
    boolean isAmerican(int group) {
        int first = group - 2;
        if (first < 0 || first > 1) {
            return false;
        }
        int before = first == 0 ? 0 : counts[0];
        String code = digits.substring(0, before);
        boolean grouped = counts[first] - before == 3 && counts[first + 1] - counts[first] == 3 && counts[group] - counts[first + 1] == 4;
        char area = digits.charAt(before);
        return grouped && (code.isEmpty() || code.equals("1") || code.equals("001")) && (!spaced || bracket || area >= '2' && digits.charAt(before + 3) >= '2');
    }

    /** Where an extension ends that begins here: {@code x123}, {@code ext. 123}; where there is none, here. */
    static int extension(Reading reading, int end) {
        int i = end;
        i += reading.at(i) == ' ' ? 1 : 0;
        if (reading.startsWith(i, "ext")) {
            i += 3;
            i += reading.at(i) == '.' ? 1 : 0;
        } else if (reading.startsWith(i, "x")) {
            i++;
        } else {
            return end;
        }
        i += reading.at(i) == ' ' ? 1 : 0;
        int from = i;
        while (i - from < LONGEST_EXTENSION && Letters.isDigit(reading.at(i))) {
            i++;
        }
        return i > from && !Letters.isWord(reading.at(i)) ? i : end;
    }
}
