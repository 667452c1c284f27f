package org.phederation.tomcat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The image's health check: asks the server in this container whether all of its applications run. A plain socket, because the
 * classes of an HTTP client would take longer to load than the question to answer.
 */
public final class HealthCheck {
    private static final int PORT = 8080;
    private static final int LIMIT_MILLISECONDS = 3000;
    private static final String REQUEST = "GET /-/health HTTP/1.0\r\nHost: localhost\r\n\r\n";
    private static final String GOOD = "HTTP/1.1 200 ";

    private HealthCheck() {}

    /** Ends with 0 when the server says that it is up, else with 1. */
    public static void main(String[] arguments) {
        System.exit(isUp() ? 0 : 1);
    }

    private static boolean isUp() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), PORT), LIMIT_MILLISECONDS);
            socket.setSoTimeout(LIMIT_MILLISECONDS);
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            byte[] start = socket.getInputStream().readNBytes(GOOD.length());
            return GOOD.equals(new String(start, StandardCharsets.US_ASCII));
        } catch (IOException exception) {
            System.out.println(exception);
            return false;
        }
    }
}
