package dev.portcullis.provider;

/** What one stream's unfinished event takes of the memory for answers. One event loop. */
final class EventRoom {

    /** Bytes of an event that are not counted: nearly all events are smaller, and even of hundreds of streams they are few. */
    static final int FREE = 64 * 1024;

    private final AnswerMemory memory;
    private int counted;
    private boolean over;

    EventRoom(AnswerMemory memory) {
        this.memory = memory;
    }

    /** @param unfinished bytes that the stream now holds. @return whether there is room for them */
    boolean holds(int unfinished) {
        int count = over || unfinished <= FREE ? 0 : unfinished;
        int more = count - counted;
        counted = count;
        return more == 0 || memory.take(more) || more < 0;
    }

    /** The stream's call is over, or its provider is done with. */
    void close() {
        holds(0);
        over = true;
    }
}
