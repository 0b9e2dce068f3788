package dev.portcullis;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** An OpenID provider on loopback: a discovery document, keys that a test changes, a count of who asked, and every way to be away. */
public final class TestIssuer implements AutoCloseable {

    static final String DISCOVERY = "/.well-known/openid-configuration";
    static final String KEYS = "/keys";

    /** How it answers. */
    enum Mood { WELL, HANGING, FAILING, TALKING_NONSENSE }

    private final Optional<SelfSigned> certificate;
    private final int port;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<PublicJsonWebKey> published = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Mood mood = Mood.WELL;
    private volatile Mood keysMood = Mood.WELL;
    private volatile Optional<String> called = Optional.empty();
    private volatile String keysUrl;
    private HttpServer server;

    /** Listens, and publishes no key yet. */
    TestIssuer() {
        this(Optional.empty());
    }

    /** @param certificate to speak TLS with */
    TestIssuer(Optional<SelfSigned> certificate) {
        this.certificate = certificate;
        server = listen(FreePort.next());
        port = server.getAddress().getPort();
        keysUrl = url() + KEYS;
    }

    String url() {
        return certificate.isPresent() ? "https://localhost:" + port : "http://127.0.0.1:" + port;
    }

    /** Requests of any kind so far. */
    int asked() {
        return asked.get();
    }

    void mood(Mood now) {
        mood = now;
        keysMood = now;
    }

    /** Only of its keys: the discovery document is there. */
    void keysMood(Mood now) {
        keysMood = now;
    }

    /** What its discovery document says that it is called. */
    void callItself(String name) {
        called = Optional.of(name);
    }

    /** Where its discovery document says the keys are. */
    void keysAt(String url) {
        keysUrl = url;
    }

    PublicJsonWebKey publish(PublicJsonWebKey key) {
        synchronized (published) {
            published.add(key);
        }
        return key;
    }

    void withdraw(PublicJsonWebKey key) {
        synchronized (published) {
            published.remove(key);
        }
    }

    public static PublicJsonWebKey rsa(String kid) {
        try {
            PublicJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(kid);
            return key;
        } catch (JoseException impossible) {
            throw new AssertionError(impossible);
        }
    }

    public static PublicJsonWebKey ec(String kid) {
        try {
            PublicJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(kid);
            return key;
        } catch (JoseException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Refuses connections from now on. */
    void stop() {
        server.stop(0);
    }

    void startAgain() {
        server = listen(port);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.close();
    }

    private HttpServer listen(int where) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), where);
            HttpServer listening = certificate.isPresent() ? secure(HttpsServer.create(address, 100)) : HttpServer.create(address, 100);
            listening.setExecutor(threads);
            listening.createContext("/", this::answer);
            listening.start();
            return listening;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private HttpServer secure(HttpsServer listening) {
        try {
            char[] password = SelfSigned.PASSWORD.toCharArray();
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(KeyStore.getInstance(certificate.orElseThrow().file().toFile(), password), password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            listening.setHttpsConfigurator(new HttpsConfigurator(context));
            return listening;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        String path = exchange.getRequestURI().getPath();
        switch (path.equals(KEYS) ? keysMood : mood) {
            case WELL -> {
                switch (path) {
                    case DISCOVERY -> send(exchange, 200, "{\"issuer\":\"" + called.orElse(url()) + "\",\"jwks_uri\":\"" + keysUrl + "\",\"token_endpoint\":\""
                            + url() + "/token\",\"introspection_endpoint\":\"" + url() + "/introspect\"}");
                    case KEYS -> send(exchange, 200, keys());
                    default -> send(exchange, 404, "{}");
                }
            }
            case HANGING -> {
                try {
                    closed.await();
                } catch (InterruptedException end) {
                    Thread.currentThread().interrupt();
                }
                exchange.close();
            }
            case FAILING -> send(exchange, 500, "{\"error\":\"down\"}");
            case TALKING_NONSENSE -> send(exchange, 200, "<html>maintenance</html>");
        }
    }

    private String keys() {
        synchronized (published) {
            return "{\"keys\":[" + String.join(",", published.stream().map(key -> key.toJson(OutputControlLevel.PUBLIC_ONLY)).toList()) + "]}";
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
