package dev.portcullis.prompt.output;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.CacheUse;

/**
 * Which of the answers that the cache keeps are second ones that failed as well, so that nobody asks for those again. In this process
 * only, and as many as there is room for: of what is forgotten the model is asked once more.
 */
final class AskedTwice {

    private static final int MOST = 10_000;

    /** A hash of the texts of an answer, by what it is kept under: its ids are another one's each time it is given. */
    private final Cache<String, Integer> failed = Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    void remember(Answer second, int texts) {
        second.origin().cacheKey().ifPresent(key -> failed.put(key, texts));
    }

    boolean isKept(Answer answer, int texts) {
        return answer.origin().cache() == CacheUse.HIT
                && answer.origin().cacheKey().map(failed::getIfPresent).filter(known -> known == texts).isPresent();
    }
}
