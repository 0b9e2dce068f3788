package dev.portcullis.cache;

import java.util.Arrays;

/**
 * Puts an object's members into the order of their names, which are of ASCII and without escapes. Names compare without case, and
 * members whose names are equal in that keep their order. Takes n log n comparisons and one copy, and neither where they are in order
 * already. Keeps what it has allocated. One thread.
 */
final class MemberOrder {

    private byte[] json;
    private int[] begins;
    /** The members' numbers, sorted. */
    private int[] sorted = new int[64];
    private int[] merged = new int[64];
    private byte[] moved = new byte[1024];

    /**
     * @param members  where each begins, with its name's opening quote; it ends where the next one begins
     * @param from     the object's first member
     * @param to       behind its last one
     * @param jsonEnds where the last one ends
     */
    void restore(byte[] bytes, int[] members, int from, int to, int jsonEnds) {
        if (isOrdered(bytes, members, from, to)) {
            return;
        }
        json = bytes;
        begins = members;
        int count = to - from;
        if (sorted.length < count) {
            sorted = new int[Math.max(count, 2 * sorted.length)];
            merged = new int[sorted.length];
        }
        for (int i = 0; i < count; i++) {
            sorted[i] = from + i;
        }
        sort(0, count);
        move(members[from], count, to - 1, jsonEnds);
        json = null;
        begins = null;
    }

    private void move(int start, int count, int last, int jsonEnds) {
        int length = jsonEnds - start;
        if (moved.length < length) {
            moved = new byte[Math.max(length, 2 * moved.length)];
        }
        int at = 0;
        for (int i = 0; i < count; i++) {
            int member = sorted[i];
            int size = (member == last ? jsonEnds : begins[member + 1]) - begins[member];
            System.arraycopy(json, begins[member], moved, at, size);
            at += size;
        }
        System.arraycopy(moved, 0, json, start, length);
    }

    private static boolean isOrdered(byte[] json, int[] members, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (compare(json, members[i - 1], members[i]) > 0) {
                return false;
            }
        }
        return true;
    }

    private void sort(int from, int to) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        sort(from, middle);
        sort(middle, to);
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean takeLeft = right == to || left < middle && compare(json, begins[sorted[left]], begins[sorted[right]]) <= 0;
            merged[i] = sorted[takeLeft ? left++ : right++];
        }
        System.arraycopy(merged, from, sorted, from, to - from);
    }

    private static int compare(byte[] json, int one, int other) {
        int i = 1;
        while (true) {
            byte a = json[one + i];
            byte b = json[other + i];
            if (a != b && lower(a) != lower(b)) {
                return a == '"' ? -1 : b == '"' ? 1 : lower(a) - lower(b);
            }
            if (a == '"') {
                return 0;
            }
            i++;
        }
    }

    private static int lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
    }
}
