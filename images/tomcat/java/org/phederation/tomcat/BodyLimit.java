package org.phederation.tomcat;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Bounds the body of every request. Tomcat's own limits are for forms only: an application that reads a stream to its end would read
 * for as long as somebody sends.
 */
public final class BodyLimit extends ValveBase {
    private long maxBytes = 32L << 20;

    /** Makes the valve; it is no hindrance to asynchronous requests. */
    public BodyLimit() {
        super(true);
    }

    /** The largest body, in bytes. */
    public long getMaxBytes() {
        return maxBytes;
    }

    /** Sets the largest body. */
    public void setMaxBytes(long bytes) {
        maxBytes = bytes;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        // What is no proper request is on its way to its error page: its length may not even be a number.
        if (response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST) {
            getNext().invoke(request, response);
            return;
        }

        if (request.getContentLengthLong() > maxBytes) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }

        // The request object serves many requests of a connection: it keeps the counter, which starts anew for each of them.
        var coyote = request.getCoyoteRequest();
        if (coyote.getInputBuffer() instanceof CountedInput counted) {
            counted.restart(maxBytes);
        } else {
            coyote.setInputBuffer(new CountedInput(coyote.getInputBuffer(), maxBytes));
        }

        getNext().invoke(request, response);
    }
}
