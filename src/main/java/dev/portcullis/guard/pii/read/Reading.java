package dev.portcullis.guard.pii.read;

import dev.portcullis.guard.text.Span;
import dev.portcullis.guard.text.View;
import java.util.function.Function;

/**
 * A text while recognisers read it. They read the view without disguises; words around a value are looked for in the text that came,
 * {@link #LOOK_BACK} characters before it and {@link #LOOK_AHEAD} behind. Every read is watched: {@link #open()} tells whether a
 * recogniser read behind the end of a text that may grow, and {@link #lowest()} from where it read. Not safe for threads.
 */
public final class Reading {

    /** What stands before the beginning and behind the end. */
    public static final char OUTSIDE = '\0';
    public static final int LOOK_BACK = 64;
    public static final int LOOK_AHEAD = 32;
    /** How far before an anchor a value can begin. */
    public static final int WORD_BACK = 64;
    /** Of a key or an encoded text, in characters. */
    public static final int LONGEST = 4096;

    private static final int ALONE = 8;
    /** So far ahead it is found out where no word begins, so that the next number's surroundings are mostly known. */
    private static final int BARE_AHEAD = 512;
    private static final int SCRATCH = 64;

    private final String original;
    private final View view;
    private final char[] text;
    private final int length;
    private final boolean ended;
    /** By {@link Run}: a part of the text that is nothing but its characters, and where the signs at its end begin. */
    private final int[] runStarts = new int[Run.values().length];
    private final int[] runEnds = new int[Run.values().length];
    private final int[] signStarts = new int[Run.values().length];
    private final int[] signEnds = new int[Run.values().length];
    private final WordStarts wordStarts;
    private final WordMemory memory;
    /** A part of the text that came in which no word of letters begins; one begins at its end, if that is before the limit. */
    private int bareFrom;
    private int bareEnd;
    private int bareLimit;
    private final char[] scratch = new char[SCRATCH];
    private final Value value = new Value(scratch);
    private Object tool;
    private boolean open;
    private int lowest;
    private long steps;

    /**
     * @param text  of the view, and perhaps more behind it; not to be changed meanwhile
     * @param ended whether nothing can follow any more
     */
    public Reading(String original, View view, char[] text, boolean ended) {
        this.original = original;
        this.wordStarts = new WordStarts(original);
        this.memory = new WordMemory(original, wordStarts);
        this.view = view;
        this.text = text;
        this.length = view.text().length();
        this.ended = ended;
    }

    /** Forgets what was read so far. */
    public void begin(int anchor) {
        open = false;
        lowest = anchor;
    }

    public boolean open() {
        return open;
    }

    /** The first place read since {@link #begin}, which may be before the beginning. */
    public int lowest() {
        return lowest;
    }

    /** Whether nothing can follow any more. */
    public boolean ended() {
        return ended;
    }

    public int length() {
        return length;
    }

    /** {@link #OUTSIDE} before the beginning and behind the end. */
    public char at(int i) {
        steps++;
        if (i < lowest) {
            lowest = i;
        }
        if (i >= length) {
            open |= !ended;
            return OUTSIDE;
        }
        return i < 0 ? OUTSIDE : text[i];
    }

    /** The same, of what surrounds a value and is no part of it: a stream may let it go, as it does the words before. */
    public char peek(int i) {
        steps++;
        return i < 0 || i >= length ? OUTSIDE : text[i];
    }

    /**
     * Where the characters of this kind that begin here end, at most {@code most} of them. What is known of a run is kept, so that
     * anchor upon anchor in a long one costs one look at each of its characters.
     */
    public int end(Run run, int from, int most) {
        int kind = run.ordinal();
        boolean known = from >= runStarts[kind] && from < runEnds[kind];
        int end = known ? runEnds[kind] : from;
        int limit = Math.min(length, from + most);
        while (end < limit && run.has(text[end])) {
            end++;
            steps++;
        }
        runStarts[kind] = known ? runStarts[kind] : from;
        runEnds[kind] = end;
        end = Math.min(end, from + most);
        lowest = Math.min(lowest, from);
        open |= !ended && end >= length && end - from < most;
        return end;
    }

    /** Where what {@link #end} found ends without the signs behind it, at {@code from} at the earliest. */
    public int trimmed(Run run, int from, int end) {
        int kind = run.ordinal();
        int at = end;
        while (at > from && run.trails(text[at - 1])) {
            boolean known = at > signStarts[kind] && at <= signEnds[kind];
            at = known ? signStarts[kind] : at - 1;
            steps++;
        }
        if (at < end) {
            signStarts[kind] = at;
            signEnds[kind] = end;
        }
        return Math.max(from, at);
    }

    /** Room to work in, {@value #SCRATCH} characters that make no garbage: whoever looks next finds other things there. */
    public char[] scratch() {
        return scratch;
    }

    /** Of this text, in {@link #scratch}. */
    Value value() {
        return value;
    }

    /** What a recogniser works with at every number, made once for a text; there is one kind of it. @param make of {@link #scratch} */
    public <T> T tool(Class<T> kind, Function<char[], T> make) {
        if (tool == null) {
            tool = make.apply(scratch);
        }
        return kind.cast(tool);
    }

    /** How many characters were looked at so far; for tests of its being linear. */
    public long steps() {
        return steps + memory.steps();
    }

    /** What was read before. */
    public String text(int start, int end) {
        return new String(text, start, end - start);
    }

    public boolean startsWith(int at, String lowerCase) {
        for (int i = 0; i < lowerCase.length(); i++) {
            if (Letters.lower(at(at + i)) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    public boolean isWord(int i) {
        return Letters.isWord(at(i));
    }

    /** Whether no word goes on before {@code start}, nor a number with a point, a hyphen or the like in it. */
    public boolean beginsAt(int start) {
        char before = at(start - 1);
        return !Letters.isWord(before) && before != '_' && !(isJoint(before) && Letters.isDigit(at(start - 2)));
    }

    /** The same for what follows. @param end exclusive */
    public boolean endsAt(int end) {
        char after = at(end);
        return !Letters.isWord(after) && after != '_' && !(isJoint(after) && Letters.isDigit(at(end + 1)));
    }

    private static boolean isJoint(char c) {
        return c == '.' || c == '-' || c == ',' || c == '/' || c == ':';
    }

    /** Whether one of the words stands near, before the value or behind it. */
    public boolean near(Words words, int start, int end) {
        return before(words, start) || after(words, end);
    }

    /** Whether one of the words stands before, within {@link #LOOK_BACK} characters. */
    public boolean before(Words words, int start) {
        return before(words, start, LOOK_BACK);
    }

    /** @param distance some characters more than {@link #LOOK_BACK} at most */
    public boolean before(Words words, int start, int distance) {
        int to = originalStart(start);
        int from = Math.max(0, to - distance);
        return !isKnownBare(from, to) && memory.before(words, from, to);
    }

    /** Whether one of the words stands behind, within {@link #LOOK_AHEAD} characters. */
    public boolean after(Words words, int end) {
        if (words.isEmpty()) {
            return false;
        }
        int from = end < length ? originalStart(end) : original.length();
        int to = from + LOOK_AHEAD;
        steps += LOOK_AHEAD;
        int last = Math.min(original.length(), to);
        boolean found = !isKnownBare(from, last) && words.in(original, wordStarts, from, last);
        open |= !ended && to > original.length();
        return found;
    }

    /** Whether no word of letters begins near, so that {@link #near} finds none, whatever is looked for and wherever between these the value ends. */
    public boolean nothingNear(int start, int end) {
        int from = originalStart(start) - LOOK_BACK;
        int to = originalStart(end) + LOOK_AHEAD;
        return isBare(Math.max(0, from), Math.min(original.length(), to));
    }

    /** Whether no word of letters begins in this part of the text that came. What is known is kept: rows of numbers ask again and again. */
    private boolean isBare(int from, int to) {
        if (from <= bareEnd && bareEnd < to && bareEnd < bareLimit) {
            return false;
        }
        if (from < bareFrom || from > bareEnd) {
            bareFrom = from;
            bareEnd = from;
            bareLimit = from;
        }
        if (bareEnd < to) {
            bareLimit = Math.min(original.length(), to + BARE_AHEAD);
            bareEnd = wordStarts.next(bareEnd, bareLimit);
        }
        return bareEnd >= to;
    }

    private boolean isKnownBare(int from, int to) {
        return from >= bareFrom && to <= bareEnd;
    }

    /** Whether the value is all there is, but for a few spaces and quotes. */
    public boolean alone(int start, int end) {
        int first = start - 1;
        while (start - first < ALONE && isPadding(at(first))) {
            first--;
        }
        int last = end;
        while (last - end < ALONE && isPadding(at(last))) {
            last++;
        }
        return first < 0 && last >= length;
    }

    /** Whether another number stands right before or behind it, with one space between: it may be one of many, or a part of one. */
    public boolean amongNumbers(int start, int end) {
        return at(start - 1) == ' ' && Letters.isDigit(at(start - 2)) || at(end) == ' ' && Letters.isDigit(at(end + 1));
    }

    private static boolean isPadding(char c) {
        return c != OUTSIDE && (Letters.isSpace(c) || c == '"' || c == '\'' || c == '.');
    }

    private int originalStart(int i) {
        return i >= length ? original.length() : i < 0 ? 0 : view.start(i);
    }

    /** Where this stands in the text that came. */
    public Span original(int start, int end) {
        return view.original(start, end);
    }
}
