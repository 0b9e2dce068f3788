package dev.portcullis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A key store with a certificate for {@code localhost} that only those trust who are told to; also a trust store. */
record SelfSigned(Path file) {

    static final String PASSWORD = "only-for-this-test";

    static SelfSigned create() {
        try {
            Path file = Files.createTempDirectory("portcullis-tls").resolve("keys.p12");
            Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                    "-alias", "server", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost", "-validity", "2",
                    "-keystore", file.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD).inheritIO().start();
            if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new AssertionError("keytool failed");
            }
            return new SelfSigned(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** For a JVM that trusts it. */
    String[] javaOptions() {
        return new String[] {"-Djavax.net.ssl.trustStore=" + file, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD};
    }
}
