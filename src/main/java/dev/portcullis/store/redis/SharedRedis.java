package dev.portcullis.store.redis;

import dev.portcullis.pipeline.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The way to Redis, with its breaker. One failure opens it: a request that is not answered within its patience (50 ms), a lost
 * connection, an answer such as {@code OOM} or {@code LOADING}. Then everybody who waits is told at once and nothing is sent any
 * more. In the background a small write is tried every {@link #TRY_EVERY}, less often where Redis failed again soon after it was
 * back; when it succeeds within the same patience, and every event loop has its connection again, Redis is in use again. No
 * caller's request is ever the one that tries.
 */
@Singleton
public final class SharedRedis {

    static final Duration TRY_EVERY = Duration.ofMillis(500);
    private static final Duration TRY_AT_LEAST_EVERY = Duration.ofSeconds(8);
    /** Who fails sooner than this after it was back is trusted less. */
    private static final Duration STEADY = Duration.ofSeconds(10);
    /** So often it is tried before it counts as known that it cannot be used: a process that has just begun is slow itself. */
    private static final int FIRST_TRIES = 5;
    private static final Logger LOG = Logger.getLogger(SharedRedis.class);
    private static final String SETTING = "QUARKUS_REDIS_HOSTS";

    /** What operators see. */
    public enum State {
        /** None is configured. */
        ABSENT,
        IN_USE,
        LEFT_ALONE
    }

    private final Vertx vertx;
    private final Supplier<Optional<RedisOptions>> settings;
    private final Duration patience;
    private final Counter openings;
    private final AtomicReference<State> state = new AtomicReference<>(State.ABSENT);
    private final AtomicBoolean trying = new AtomicBoolean();
    private final Promise<Void> tried = Promise.promise();
    private final List<Supplier<Future<Void>>> before = new CopyOnWriteArrayList<>();
    private final List<Runnable> after = new CopyOnWriteArrayList<>();
    private final List<Runnable> left = new CopyOnWriteArrayList<>();
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Line> mine = new ThreadLocal<>();
    private final String probe = "portcullis:probe:" + UUID.randomUUID();
    private final AtomicBoolean complained = new AtomicBoolean();
    private volatile boolean stopping;
    private volatile long inUseSince = System.nanoTime() - STEADY.toNanos();
    private volatile long tryEveryMillis = TRY_EVERY.toMillis();
    private int firstTries;
    private Supplier<Redis> clients;
    private Context home;
    private Line homeLine;

    /** @param made makes Quarkus read its settings; its own client is not used */
    @Inject
    SharedRedis(Vertx vertx, RedisOptionsSeen seen, Instance<Redis> made, MeterRegistry meters,
            @ConfigProperty(name = "portcullis.redis.patience", defaultValue = "50ms") Duration patience) {
        this(vertx, seen::options, patience, meters);
    }

    /**
     * @param settings empty where no Redis is configured; asked once, at the start
     * @param patience the longest that anybody waits
     */
    public SharedRedis(Vertx vertx, Supplier<Optional<RedisOptions>> settings, Duration patience, MeterRegistry meters) {
        this.vertx = vertx;
        this.patience = patience;
        this.settings = settings;
        openings = Counter.builder(Metric.REDIS_FAILURES.meterName()).description(Metric.REDIS_FAILURES.meaning()).register(meters);
        Gauge.builder(Metric.REDIS_STATE.meterName(), state, now -> now.get().ordinal()).description(Metric.REDIS_STATE.meaning()).register(meters);
    }

    /**
     * What has to be done each time before Redis is used: it may be another one than before, and what happened meanwhile is not in
     * it. Register before {@link #start}. What is sent from there goes through {@link #runFirst}.
     */
    public void beforeUse(Supplier<Future<Void>> preparation) {
        before.add(preparation);
    }

    /** What has to be done at once each time when Redis is in use: what has changed since it was prepared. Register before {@link #start}. */
    public void inUseAgain(Runnable action) {
        after.add(action);
    }

    /** What has to be done each time when Redis is left alone, also where it is at the start, or where there is none. Register before {@link #start}. */
    public void leftAlone(Runnable action) {
        left.add(action);
    }

    /** Once, at the start. Does not wait: until the first try has ended nobody is sent to Redis. */
    public void start() {
        Optional<RedisOptions> options = settings.get();
        if (options.isEmpty()) {
            LOG.info("no " + SETTING + ": limits, budgets and kept answers live in this process");
            left.forEach(Runnable::run);
            tried.complete();
            return;
        }
        RedisOptions one = new RedisOptions(options.get()).setMaxPoolSize(1).setMaxWaitingHandlers(16 * 1024).setPoolCleanerInterval(-1);
        clients = () -> Redis.createClient(vertx, new RedisOptions(one));
        home = vertx.getOrCreateContext();
        state.set(State.LEFT_ALONE);
        homeLine = line(home);
        tryAgain();
    }

    /** Last of all: what ends while the gateway stops is still told. */
    void stop(@Observes @Priority(Integer.MAX_VALUE) ShutdownEvent event) {
        stopping = true;
        state.compareAndSet(State.IN_USE, State.LEFT_ALONE);
        for (Line line : lines) {
            line.onEventLoop(() -> line.giveUp("is let go, because the gateway stops"));
        }
    }

    /** The longest that anybody waits here. */
    public Duration patience() {
        return patience;
    }

    public State state() {
        return state.get();
    }

    /** Completes when it is known for the first time whether Redis can be used. */
    public Future<Void> tried() {
        return tried.future();
    }

    public boolean inUse() {
        return state.get() == State.IN_USE;
    }

    /**
     * Runs a script; what it is given first in {@code keys} decides where in a cluster it runs.
     *
     * @return fails with {@link RedisUnavailable}, at the latest after {@link #patience}, where Redis cannot be used; with Redis's
     *         own error where the script fails
     */
    public Future<Response> run(RedisScript script, List<String> keys, List<String> arguments) {
        return send(request(Command.EVALSHA, script.digest(), keys, arguments)).recover(failed ->
                String.valueOf(failed.getMessage()).startsWith("NOSCRIPT")
                        ? send(request(Command.EVAL, script.source(), keys, arguments)) : Future.failedFuture(failed)).onFailure(this::complain);
    }

    /** Once each time Redis is used: it is there and well, and does not do what it is asked. */
    private void complain(Throwable failure) {
        if (!(failure instanceof RedisUnavailable) && inUse() && complained.compareAndSet(false, true)) {
            LOG.warnf("Redis (%s) answers, but a script failed, and with it every call that needs it is decided by this replica alone: %s", SETTING,
                    failure.getMessage());
        }
    }

    /** As {@link #run}, from within {@link #beforeUse}. */
    public Future<Response> runFirst(RedisScript script, List<String> keys, List<String> arguments) {
        return sendFromHome(request(Command.EVAL, script.source(), keys, arguments));
    }

    /** From within {@link #beforeUse}: spares the first call to send the script. */
    public Future<Void> load(RedisScript script) {
        return sendFromHome(Request.cmd(Command.SCRIPT).arg("LOAD").arg(script.source())).mapEmpty();
    }

    /** A client of one connection, for what is not asked but listened to. Only where there is a Redis; the caller closes it. */
    Redis client() {
        return clients.get();
    }

    /** Its user found that what it answers cannot be right: it is left alone, and prepared anew. @param how in words */
    public void unfit(String how) {
        broken(how);
    }

    /**
     * What becomes of something that several wait for, or that takes several answers: on the event loop that calls this, whoever
     * completes it.
     *
     * @param late takes what becomes of it after {@code time}
     * @return fails with {@link RedisUnavailable} after {@code time}
     */
    public <T> Future<T> within(Duration time, Future<T> future, Consumer<T> late) {
        Context here = vertx.getOrCreateContext();
        Promise<T> promise = Promise.promise();
        long timer = vertx.setTimer(Math.max(1, time.toMillis()), over -> promise.tryFail(new RedisUnavailable("did not answer in time")));
        future.onComplete(done -> here.runOnContext(now -> {
            vertx.cancelTimer(timer);
            if (done.failed()) {
                promise.tryFail(done.cause());
            } else if (!promise.tryComplete(done.result())) {
                late.accept(done.result());
            }
        }));
        return promise.future();
    }

    /** Waits no longer than {@link #patience}, like {@link #run}. */
    public Future<Response> send(Request request) {
        if (!inUse()) {
            return Future.failedFuture(new RedisUnavailable("is left alone for now"));
        }
        if (Context.isOnEventLoopThread()) {
            Line line = mine.get();
            if (line == null) {
                line = line(VertxContext.getRootContext(vertx.getOrCreateContext()));
                mine.set(line);
            }
            return line.send(request);
        }
        return sendFromHome(request);
    }

    /** A preparation may have waited for something that another event loop has done. */
    private Future<Response> sendFromHome(Request request) {
        Promise<Response> promise = Promise.promise();
        home.runOnContext(now -> homeLine.send(request).onComplete(promise));
        return promise.future();
    }

    private Line line(Context eventLoop) {
        Line line = new Line(vertx, eventLoop, () -> client((ContextInternal) eventLoop), patience.toNanos(), this::broken);
        lines.add(line);
        return line;
    }

    /**
     * On that event loop, but in a context of its own: what is made in a server's context is closed with that server, which is before the
     * ledger's last lines are told.
     */
    private Redis client(ContextInternal eventLoop) {
        ContextInternal nobodys = ((VertxInternal) vertx).createEventLoopContext(eventLoop.nettyEventLoop(), null, eventLoop.classLoader());
        ContextInternal before = nobodys.beginDispatch();
        try {
            return clients.get();
        } finally {
            nobodys.endDispatch(before);
        }
    }

    private static Request request(Command command, String script, List<String> keys, List<String> arguments) {
        Request request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        arguments.forEach(request::arg);
        return request;
    }

    /** Any event loop may notice it; the first one opens the breaker for all. */
    private void broken(String how) {
        if (state.compareAndSet(State.IN_USE, State.LEFT_ALONE)) {
            openings.increment();
            boolean flaps = System.nanoTime() - inUseSince < STEADY.toNanos();
            tryEveryMillis = flaps ? Math.min(2 * tryEveryMillis, TRY_AT_LEAST_EVERY.toMillis()) : TRY_EVERY.toMillis();
            LOG.warnf("Redis %s: limits and budgets are kept by each replica alone, at its share, until it is back", how);
            left.forEach(Runnable::run);
            tryLater();
        }
        for (Line line : lines) {
            line.onEventLoop(() -> line.giveUp(how));
        }
    }

    private void tryLater() {
        vertx.setTimer(tryEveryMillis, later -> tryAgain());
    }

    private void tryAgain() {
        if (stopping || !trying.compareAndSet(false, true)) {
            return;
        }
        home.runOnContext(now -> homeLine.send(Request.cmd(Command.SET).arg(probe).arg("1").arg("PX").arg(10_000))
                .compose(written -> prepared())
                .compose(ready -> everyLine())
                .onComplete(done -> {
                    trying.set(false);
                    if (done.succeeded()) {
                        inUseSince = System.nanoTime();
                        complained.set(false);
                        state.set(State.IN_USE);
                        after.forEach(Runnable::run);
                        LOG.info("Redis is in use: limits and budgets are shared by all replicas");
                    } else {
                        tryLater();
                    }
                    if ((done.succeeded() || ++firstTries >= FIRST_TRIES) && tried.tryComplete() && done.failed()) {
                        left.forEach(Runnable::run);
                        LOG.warnf("Redis (%s) cannot be used: it %s; limits and budgets are kept by each replica alone, at its share, until it can",
                                SETTING, said(done.cause()));
                    }
                }));
    }

    private static String said(Throwable cause) {
        return cause instanceof RedisUnavailable ? cause.getMessage() : "answered: " + cause.getMessage();
    }

    private Future<Void> prepared() {
        Future<Void> all = Future.succeededFuture();
        for (Supplier<Future<Void>> one : before) {
            all = all.compose(done -> one.get());
        }
        return all;
    }

    /** Connects every event loop, so that no call has to wait for it. */
    private Future<Void> everyLine() {
        List<Future<?>> connected = new ArrayList<>();
        for (Line line : lines) {
            Promise<Void> promise = Promise.promise();
            connected.add(promise.future());
            line.onEventLoop(() -> line.connect().<Void>mapEmpty().onComplete(promise));
        }
        Promise<Void> inTime = Promise.promise();
        long timer = vertx.setTimer(patience.toMillis(), late -> inTime.tryFail(new RedisUnavailable("did not take connections in time")));
        Future.all(connected).<Void>mapEmpty().onComplete(all -> {
            vertx.cancelTimer(timer);
            if (all.succeeded()) {
                inTime.tryComplete();
            } else {
                inTime.tryFail(all.cause());
            }
        });
        return inTime.future();
    }
}
