package dev.portcullis.provider;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** What it means that a connection could not be had, or was lost. */
final class Trouble {

    private Trouble() {
    }

    /** Whether the connection had been closed, rather than could not be made. */
    static boolean wasClosed(Throwable cause) {
        return cause instanceof HttpClosedException
                || cause instanceof IOException && !(cause instanceof ConnectException || cause instanceof UnknownHostException
                        || cause instanceof SSLException);
    }

    /** Says what kind of trouble it was; the exception's own message would tell callers the operator's addresses. */
    static String connecting(Throwable cause) {
        return "could not be reached" + switch (cause) {
            case ConnectTimeoutException slow -> ": no connection in time";
            case UnknownHostException unknown -> ": its host name is not known";
            case SSLException untrusted -> ": the TLS handshake failed";
            case ConnectException refused -> ": the connection was refused";
            default -> "";
        };
    }
}
