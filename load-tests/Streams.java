import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Shows the streaming goals on the packaged gateway in front of the simulator: many streams at once, readers that are slow,
 * callers that leave. A virtual thread and a socket a client; loopback only; every wait is bounded.
 */
class Streams {
    static final String HELP = """
            Usage: load-tests/streams [options]
            Starts the simulator and the packaged gateway on free loopback ports and shows, one line each, ok or MISSED:
              open    that many streams open at once all end with [DONE]
              slow    readers of 1 KiB/s hold back the provider, and the gateway's heap stays flat
              leave   when callers leave, every upstream call is cancelled, soon, and nothing is left open

              --open N      streams at once (2000)
              --slow N      slow readers (50)
              --seconds N   how long they read (25)
              --leave N     callers that leave (10000)
              --only PART   open, slow or leave
              --help        this text

            Environment: GATEWAY_JAVA_OPTS, the gateway's JVM options (-Xmx512m @k8s/jvm.options). Needs Linux and a package that is built.
            """;

    static final int SAMPLE = 50;
    static final long KIB = 1024;
    static final long MIB = 1024 * KIB;
    static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    static final HttpClient HTTP = HttpClient.newHttpClient();

    final Map<String, Integer> settings = new TreeMap<>(Map.of("open", 2000, "slow", 50, "seconds", 25, "leave", 10_000));
    final List<Process> started = new ArrayList<>();
    final AtomicInteger missed = new AtomicInteger();
    Path work;
    Process simulator;
    Process gateway;
    int simulatorPort;
    int gatewayPort;

    public static void main(String[] args) throws Exception {
        try {
            System.exit(new Streams().run(args));
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println("streams: " + e.getMessage());
            System.exit(2);
        }
    }

    int run(String[] args) throws Exception {
        String only = "open slow leave";
        for (int i = 0; i < args.length; i++) {
            String name = args[i].replaceFirst("^--", "");
            if (name.equals("help")) {
                System.out.print(HELP);
                return 0;
            }
            String value = i + 1 < args.length ? args[++i] : "";
            if (name.equals("only") && List.of("open", "slow", "leave").contains(value)) only = value;
            else if (settings.containsKey(name) && value.matches("[1-9]\\d{0,4}")) settings.put(name, Integer.valueOf(value));
            else throw new IllegalArgumentException("cannot use " + args[Math.max(0, i - 1)] + " " + value + " (see --help)");
        }
        if (settings.get("seconds") > 600) throw new IllegalArgumentException("--seconds is at most 600");
        checkOpenFiles(Math.max(settings.get("open"), settings.get("slow")));

        Runtime.getRuntime().addShutdownHook(new Thread(this::cleanUp));
        work = Files.createTempDirectory("portcullis-streams");
        startSimulator();
        startGateway();
        if (only.contains("open")) manyAtOnce(settings.get("open"));
        if (only.contains("slow")) slowReaders(settings.get("slow"), settings.get("seconds"));
        if (only.contains("leave")) callersLeave(settings.get("leave"));
        return missed.get() == 0 ? 0 : 1;
    }

    // --- the three parts ---

    /** All streams last 30 s, so that the first is still open when the last one opens. */
    void manyAtOnce(int streams) throws Exception {
        var completed = new AtomicInteger();
        var failures = new Failures();
        var opening = new Semaphore(100);
        var atGateway = new Peak();
        var atSimulator = new Peak();
        var memory = new Peak();
        long before = usedHeap(false);
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < streams; i++) {
                readers.submit(() -> failures.count(() -> {
                    opening.acquire();
                    Stream stream;
                    try {
                        stream = new Stream("paced", 0);
                    } finally {
                        opening.release();
                    }
                    try (stream) {
                        if (stream.readToEnd().endsWith("data: [DONE]\n\n")) completed.incrementAndGet();
                        else failures.add("a stream ended without [DONE]");
                    }
                }));
            }
            readers.shutdown();
            for (int waits = 0; waits < 180 * 4 && !readers.awaitTermination(250, TimeUnit.MILLISECONDS); waits++) {
                atGateway.see(openStreams());
                atSimulator.see(stat("open_requests"));
                memory.see(usedHeap(false));
            }
            readers.shutdownNow();
        }
        say(completed.get() == streams && atGateway.get() >= streams && atSimulator.get() >= streams,
                "open   %,d of %,d streams ended with [DONE]; open at once: %,d at the gateway, %,d at the simulator; "
                        + "heap used before %d MiB, at most %d MiB (uncollected); peak memory of the process %d MiB%s",
                completed.get(), streams, atGateway.get(), atSimulator.get(),
                before / MIB, memory.get() / MIB, status(gateway, "VmHWM") / MIB, failures);
    }

    void slowReaders(int readers, int seconds) throws Exception {
        long unhindered;
        try (var stream = new Stream("flood", 0)) {
            long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
            unhindered = stream.received(end);
        }
        await(() -> stat("open_requests") == 0, 5_000);

        var failures = new Failures();
        var read = new AtomicLong();
        long heapBefore = usedHeap(true);
        long memoryBefore = status(gateway, "VmRSS");
        long writtenBefore = written(simulator);
        long half;
        long end;
        long heapAfter;
        int open;
        long stillOpen;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < readers; i++) {
                threads.submit(() -> failures.count(() -> {
                    try (var stream = new Stream("flood", 8 * 1024)) {
                        while (true) {
                            read.addAndGet(stream.in.readNBytes(1024).length);
                            Thread.sleep(1000);
                        }
                    }
                }));
            }
            Thread.sleep(Duration.ofSeconds(seconds).dividedBy(2));
            half = written(simulator) - writtenBefore;
            Thread.sleep(Duration.ofSeconds(seconds).dividedBy(2));
            end = written(simulator) - writtenBefore;
            heapAfter = usedHeap(true);
            open = openStreams();
            stillOpen = stat("open_requests");
            threads.shutdownNow();
        }
        // What may lie between the two ends is what the sockets buffer, and it fills up at the start.
        long growth = heapAfter - heapBefore;
        say(failures.none() && open == readers && stillOpen == readers && growth < readers * MIB && end - half < readers * MIB,
                "slow   %d readers took %d KiB in %d s (one that does not dawdle: %d MiB in 2 s); the simulator wrote %d KiB a stream "
                        + "in the first half, %d KiB in the second, and still has %d open; heap after collection %d → %d MiB; "
                        + "memory of the process %d → %d MiB%s",
                readers, read.get() / KIB, seconds, unhindered / MIB, half / readers / KIB, (end - half) / readers / KIB, stillOpen,
                heapBefore / MIB, heapAfter / MIB, memoryBefore / MIB, status(gateway, "VmRSS") / MIB, failures);
        await(() -> stat("open_requests") == 0, 10_000);
    }

    void callersLeave(int callers) throws Exception {
        var failures = new Failures();
        var atOnce = new Semaphore(100);
        long cancelledBefore = stat("cancelled");
        long heapBefore = usedHeap(true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                boolean abruptly = i % 2 == 0;
                threads.submit(() -> failures.count(() -> {
                    atOnce.acquire();
                    try (var stream = new Stream("endless", 0)) {
                        stream.chunk();
                        if (abruptly) stream.socket.setSoLinger(true, 0);
                    } finally {
                        atOnce.release();
                    }
                }));
            }
            threads.shutdown();
            if (!threads.awaitTermination(5, TimeUnit.MINUTES)) failures.add("not done in 5 minutes");
            threads.shutdownNow();
        }
        boolean clean = await(() -> stat("open_requests") == 0 && openStreams() == 0, 5_000);
        long left = stat("open_requests");
        int leftAtGateway = openStreams();
        long cancelled = stat("cancelled") - cancelledBefore;
        long heapAfter = usedHeap(true);

        long[] millis = new long[SAMPLE];
        for (int i = 0; i < SAMPLE; i++) {
            long before = stat("cancelled");
            long gone;
            try (var stream = new Stream("endless", 0)) {
                stream.chunk();
                gone = System.nanoTime();
            }
            await(() -> stat("cancelled") > before, 5_000);
            millis[i] = Duration.ofNanos(System.nanoTime() - gone).toMillis();
        }
        java.util.Arrays.sort(millis);
        long high = millis[SAMPLE * 95 / 100];
        say(failures.none() && clean && cancelled == callers && high < 100,
                "leave  %,d callers left, %,d upstream calls cancelled; open afterwards: %d at the gateway, %d at the simulator; "
                        + "from leaving to cancelled, %d samples: median %d ms, p95 %d ms, most %d ms; "
                        + "heap after collection %d → %d MiB%s",
                callers, cancelled, leftAtGateway, left, SAMPLE, millis[SAMPLE / 2], high, millis[SAMPLE - 1],
                heapBefore / MIB, heapAfter / MIB, failures);
    }

    // --- a client ---

    /** One streamed call over its own socket; made when the head of the answer, a 200, is read. */
    class Stream implements AutoCloseable {
        final Socket socket = new Socket();
        final InputStream in;

        /** @param window bytes of the socket's receive buffer, 0 for the system's */
        Stream(String model, int window) throws IOException {
            try {
                if (window > 0) socket.setReceiveBufferSize(window);
                socket.setSoTimeout(60_000);
                socket.connect(new InetSocketAddress(LOOPBACK, gatewayPort), 30_000);
                String body = """
                        {"model":"%s","stream":true,"messages":[{"role":"user","content":"Tell me a long story."}]}""".formatted(model);
                socket.getOutputStream().write("""
                        POST /v1/chat/completions HTTP/1.1\r
                        host: 127.0.0.1:%d\r
                        content-type: application/json\r
                        authorization: Bearer none\r
                        content-length: %d\r
                        \r
                        %s""".formatted(gatewayPort, body.length(), body).getBytes(ISO_8859_1));
                in = new BufferedInputStream(socket.getInputStream(), 1024);
                String answer = line();
                for (String header = line(); !header.isEmpty(); ) header = line();
                if (!answer.startsWith("HTTP/1.1 200")) throw new IOException("answered " + answer);
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        }

        String line() throws IOException {
            var line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) throw new EOFException("the connection ended in the middle of a stream");
                if (c != '\r') line.append((char) c);
            }
            return line.toString();
        }

        /** The next chunk of the body, empty at its end. */
        String chunk() throws IOException {
            int size = Integer.parseInt(line(), 16);
            String chunk = new String(in.readNBytes(size), ISO_8859_1);
            line();
            return chunk;
        }

        /** The last characters of the body. */
        String readToEnd() throws IOException {
            String last = "";
            for (String chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
                last += chunk;
                last = last.substring(Math.max(0, last.length() - 40));
            }
            return last;
        }

        /** How many bytes come until a time of {@link System#nanoTime}, or until the stream has ended: a fast machine gets all of it. */
        long received(long end) throws IOException {
            byte[] buffer = new byte[64 * 1024];
            String last = "";
            long bytes = 0;
            while (System.nanoTime() < end && !last.endsWith("\r\n0\r\n\r\n")) {
                int n = in.read(buffer);
                if (n < 0) break;
                bytes += n;
                last += new String(buffer, Math.max(0, n - 7), Math.min(n, 7), ISO_8859_1);
                last = last.substring(Math.max(0, last.length() - 7));
            }
            return bytes;
        }

        @Override public void close() throws IOException {
            socket.close();
        }
    }

    // --- what is seen of the two processes ---

    long stat(String name) throws Exception {
        var found = Pattern.compile('"' + name + "\"\\s*:\\s*(\\d+)").matcher(get(simulatorPort, "/stats"));
        if (!found.find()) throw new IllegalStateException("the simulator's /stats has no " + name);
        return Long.parseLong(found.group(1));
    }

    int openStreams() throws Exception {
        double sum = 0;
        boolean seen = false;
        for (String line : get(gatewayPort, "/q/metrics").split("\n")) {
            if (!line.startsWith("portcullis_open_streams")) continue;
            sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
            seen = true;
        }
        if (!seen) throw new IllegalStateException("the gateway's metrics have no portcullis_open_streams");
        return (int) sum;
    }

    static String get(int port, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(Duration.ofSeconds(10)).build();
        var response = HTTP.send(request, BodyHandlers.ofString());
        return response.statusCode() == 200 ? response.body() : "";
    }

    /** Bytes of the gateway's heap in use, with every collector; what the metadata takes is not heap. */
    long usedHeap(boolean collected) throws Exception {
        if (collected) jcmd("GC.run");
        long bytes = 0;
        for (String line : jcmd("GC.heap_info").split("\n")) {
            var used = Pattern.compile("\\bused (\\d+)([KMG])").matcher(line);
            if (line.contains("Metaspace") || line.contains("class space") || !used.find()) continue;
            bytes += Long.parseLong(used.group(1)) << 10 * ("KMG".indexOf(used.group(2)) + 1);
        }
        return bytes;
    }

    String jcmd(String command) throws Exception {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process = new ProcessBuilder(jcmd, String.valueOf(gateway.pid()), command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), ISO_8859_1);
    }

    static long status(Process process, String field) throws IOException {
        return KIB * number(Path.of("/proc", String.valueOf(process.pid()), "status"), field);
    }

    /** Bytes it wrote so far, to whatever: the simulator writes to its sockets only. */
    static long written(Process process) throws IOException {
        return number(Path.of("/proc", String.valueOf(process.pid()), "io"), "wchar");
    }

    static long number(Path file, String field) throws IOException {
        for (String line : Files.readAllLines(file))
            if (line.startsWith(field + ":")) return Long.parseLong(line.replaceAll("\\D", ""));
        throw new IOException(file + " has no " + field);
    }

    static void checkOpenFiles(int streams) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
            if (!line.startsWith("Max open files")) continue;
            String most = line.substring("Max open files".length()).trim().split("\\s+")[0];
            int needed = 2 * streams + 500;
            if (!most.equals("unlimited") && Long.parseLong(most) < needed)
                throw new IllegalStateException("may open " + most + " files and needs " + needed + ": raise ulimit -n");
        }
    }

    // --- the two processes ---

    void startSimulator() throws Exception {
        simulatorPort = freePort();
        String app = "target/quarkus-app/";
        simulator = start("simulator", Map.of(), List.of(java(), "-Xmx512m", "-cp",
                app + "app/*:" + app + "lib/main/*:" + app + "lib/boot/*", "dev.portcullis.simulator.SimulatorMain",
                "--host", "127.0.0.1", "--port", String.valueOf(simulatorPort)));
        ready("simulator", simulator, simulatorPort, "/stats");
    }

    void startGateway() throws Exception {
        gatewayPort = freePort();
        Path config = work.resolve("gateway.yaml");
        Files.writeString(config, """
                providers:
                  simulated:
                    dialect: openai
                    base-url: http://127.0.0.1:%d/v1
                    api-key: simulated
                    max-connections: 20000
                models:
                  paced: { targets: { one: { provider: simulated, model: "demo;ttft=200ms;rate=4;tokens=120" } } }
                  flood: { targets: { one: { provider: simulated, model: "demo;tokens=1000000" } } }
                  endless: { targets: { one: { provider: simulated, model: "demo;rate=50;tokens=100000" } } }
                """.formatted(simulatorPort));
        var command = new ArrayList<>(List.of(java()));
        command.addAll(List.of(System.getenv().getOrDefault("GATEWAY_JAVA_OPTS", "-Xmx512m @k8s/jvm.options").trim().split("\\s+")));
        command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
        gateway = start("gateway", Map.of(
                "PORTCULLIS_CONFIG", config.toString(),
                "PORTCULLIS_DATA", work.resolve("data").toString(),
                "PORTCULLIS_SHUTDOWN_GRACE", "1s",
                "QUARKUS_SHUTDOWN_DELAY", "0s",
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", String.valueOf(gatewayPort)), command);
        ready("gateway", gateway, gatewayPort, "/q/health/ready");
    }

    Process start(String name, Map<String, String> environment, List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(work.resolve(name + ".log").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    void ready(String name, Process process, int port, String path) throws Exception {
        boolean ready = await(() -> {
            if (!process.isAlive()) return true;
            try {
                return !get(port, path).isEmpty();
            } catch (IOException e) {
                return false;
            }
        }, 60_000);
        if (ready && process.isAlive()) return;
        Files.copy(work.resolve(name + ".log"), System.err);
        throw new IllegalStateException("the " + name + " did not start");
    }

    void cleanUp() {
        var living = new ArrayList<ProcessHandle>();
        for (Process process : started) {
            process.descendants().forEach(living::add);
            living.add(process.toHandle());
            process.destroy();
        }
        try {
            await(() -> living.stream().noneMatch(ProcessHandle::isAlive), 10_000);
            living.forEach(ProcessHandle::destroyForcibly);
            if (work == null) return;
            try (var files = Files.walk(work)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
            }
        } catch (Exception e) {
            System.err.println("streams: could not clean up: " + e);
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        }
    }

    // --- small things ---

    interface Check {
        boolean holds() throws Exception;
    }

    interface Task {
        void run() throws Exception;
    }

    /** Whether it comes to hold within a time. */
    static boolean await(Check check, long millis) throws Exception {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        while (!check.holds()) {
            if (System.nanoTime() > end) return false;
            Thread.sleep(1);
        }
        return true;
    }

    static final class Peak {
        private long most;

        void see(long value) {
            most = Math.max(most, value);
        }

        long get() {
            return most;
        }
    }

    /** What went wrong, each kind once with how often. */
    static final class Failures {
        private final Map<String, AtomicInteger> kinds = new ConcurrentHashMap<>();

        void count(Task task) {
            try {
                task.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the part is over
            } catch (Exception e) {
                // A socket closes when its virtual thread is interrupted.
                if (!Thread.currentThread().isInterrupted()) add(e.toString());
            }
        }

        void add(String kind) {
            kinds.computeIfAbsent(kind, k -> new AtomicInteger()).incrementAndGet();
        }

        boolean none() {
            return kinds.isEmpty();
        }

        @Override public String toString() {
            return none() ? "" : "; failures: " + kinds;
        }
    }

    void say(boolean ok, String format, Object... figures) {
        if (!ok) missed.incrementAndGet();
        System.out.println((ok ? "ok      " : "MISSED  ") + String.format(Locale.ROOT, format, figures));
    }
}
