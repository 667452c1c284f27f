package org.phederation.tomcat;

import java.io.CharArrayWriter;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.AbstractAccessLogValve;

/** The access log on the standard output, one line a request; what it holds is the pattern's matter. */
public final class ConsoleAccessLog extends AbstractAccessLogValve {
    private String quietPath = "";

    /** The path whose good answers are not logged: the health check's, every few seconds. */
    public String getQuietPath() {
        return quietPath;
    }

    /** Sets the quiet path. */
    public void setQuietPath(String path) {
        quietPath = path;
    }

    @Override
    public void log(Request request, Response response, long time) {
        if (response.getStatus() != 200 || !quietPath.equals(request.getRequestURI())) {
            super.log(request, response, time);
        }
    }

    @Override
    protected void log(CharArrayWriter message) {
        System.out.println(message);
    }
}
