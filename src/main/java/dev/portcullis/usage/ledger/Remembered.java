package dev.portcullis.usage.ledger;

import java.nio.ByteBuffer;
import java.util.function.Function;

/** The last few hundred things that were made of bytes, to be given again for the same bytes. Not for two threads. */
final class Remembered<T> {

    /** A power of two. */
    private static final int SLOTS = 256;

    /** @param bytes that it was made of */
    private record One<T>(ByteBuffer bytes, T made) {
    }

    private final Function<ByteBuffer, T> maker;
    private final Object[] slots = new Object[SLOTS];

    /** @param maker takes the bytes from the buffer's position on, and moves it behind them */
    Remembered(Function<ByteBuffer, T> maker) {
        this.maker = maker;
    }

    /** Takes so many bytes from the buffer. @return what was made of the same bytes before, or what is made of them now */
    T next(ByteBuffer from, int size) {
        ByteBuffer bytes = from.slice(from.position(), size);
        int slot = hash(bytes, size) & SLOTS - 1;
        @SuppressWarnings("unchecked")
        One<T> known = (One<T>) slots[slot];
        if (known != null && known.bytes.equals(bytes)) {
            from.position(from.position() + size);
            return known.made;
        }
        byte[] copy = new byte[size];
        bytes.get(0, copy);
        T made = maker.apply(from);
        slots[slot] = new One<>(ByteBuffer.wrap(copy), made);
        return made;
    }

    private static int hash(ByteBuffer bytes, int size) {
        long hash = size;
        int at = 0;
        for (; at <= size - Long.BYTES; at += Long.BYTES) {
            hash = (hash ^ bytes.getLong(at)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        for (; at < size; at++) {
            hash = (hash ^ bytes.get(at)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return (int) hash;
    }
}
