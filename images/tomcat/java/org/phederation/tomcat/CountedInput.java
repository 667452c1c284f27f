package org.phederation.tomcat;

import java.io.IOException;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/** The body of a request, up to a number of bytes. */
final class CountedInput implements InputBuffer {
    private final InputBuffer inner;
    private long left;

    CountedInput(InputBuffer inner, long limit) {
        this.inner = inner;
        left = limit;
    }

    /** Begins to count for the next request. */
    void restart(long limit) {
        left = limit;
    }

    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
        int read = inner.doRead(handler);
        left -= Math.max(0, read);
        if (left < 0) {
            throw new IOException("the request's body is larger than this server takes");
        }

        return read;
    }

    @Override
    public int available() {
        return inner.available();
    }
}
