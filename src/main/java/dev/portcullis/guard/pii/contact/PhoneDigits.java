package dev.portcullis.guard.pii.contact;

import dev.portcullis.guard.pii.read.Letters;
import dev.portcullis.guard.pii.read.Reading;

/** Groups of digits with what people write between them. */
final class PhoneDigits {

    static final int LONGEST = 32;
    private static final int MOST_GROUPS = 9;
    private static final int LONGEST_EXTENSION = 6;

    /** The digits, and behind them the count and the end of each group. */
    private final char[] digits;
    private int start;
    private int length;
    private int groups;
    private boolean plus;
    private boolean bracket;
    private boolean spaced;

    private PhoneDigits(char[] room) {
        this.digits = room;
    }

    /** Good until another recogniser looks. @param most how many characters to read, at most {@value #LONGEST} */
    static PhoneDigits read(Reading reading, int start, int most) {
        PhoneDigits read = reading.tool(PhoneDigits.class, PhoneDigits::new);
        read.start = start;
        read.length = 0;
        read.groups = 0;
        read.plus = false;
        read.bracket = false;
        read.spaced = false;
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
            char c;
            while (i - start < most && Letters.isDigit(c = reading.at(i))) {
                read.digits[read.length++] = c;
                i++;
            }
            if (i == from) {
                break;
            }
            read.digits[LONGEST + read.groups] = (char) read.length;
            read.digits[LONGEST + MOST_GROUPS + read.groups] = (char) (i - start);
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
    static int separators(Reading reading, int at) {
        int i = at;
        char c = reading.at(i);
        if (c == ')') {
            c = reading.at(++i);
        }
        if (c == ' ') {
            c = reading.at(++i);
        }
        if (c == '-' || c == '.' || c == '/') {
            c = reading.at(++i);
            if (c == ' ' && reading.at(i - 2) == ' ') {
                c = reading.at(++i);
            }
        }
        return c == '(' ? i + 1 : i;
    }

    int groups() {
        return groups;
    }

    /** How many digits there are up to this group's end. */
    int count(int group) {
        return digits[LONGEST + group];
    }

    /** Where this group ends in the text, exclusive. */
    int end(int group) {
        return start + digits[LONGEST + MOST_GROUPS + group];
    }

    /** The digit here, counted from 0. */
    char at(int i) {
        return digits[i];
    }

    /** Whether the digits from here on are these. */
    boolean has(String wanted, int from) {
        for (int i = 0; i < wanted.length(); i++) {
            if (from + i >= length || digits[from + i] != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the numbers of the country with which they begin are such, up to this group. */
    boolean isInternational(int group) {
        return NumberPlans.isInternational(digits, count(group));
    }

    /** Whether one of {@link NumberPlans#REGIONS} has such a number, up to this group. */
    boolean isNational(int group) {
        return NumberPlans.isNational(digits, count(group));
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
            longest = Math.max(longest, count(i) - (i == 0 ? 0 : count(i - 1)));
        }
        return longest;
    }

    /** Three, three and four digits, perhaps behind 1 or 001. */
    boolean isAmerican(int group) {
        int first = group - 2;
        if (first < 0 || first > 1) {
            return false;
        }
        int before = first == 0 ? 0 : count(0);
        boolean grouped = count(first) - before == 3 && count(first + 1) - count(first) == 3 && count(group) - count(first + 1) == 4;
        boolean code = before == 0 || before == 1 && has("1", 0) || before == 3 && has("001", 0);
        return grouped && code && (!spaced || bracket || digits[before] >= '2' && digits[before + 3] >= '2');
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
