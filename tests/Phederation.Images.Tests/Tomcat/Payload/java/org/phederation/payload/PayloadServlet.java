package org.phederation.payload;

import jakarta.annotation.Resource;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import javax.sql.DataSource;

/** Does what its path says. */
@WebServlet("/do/*")
@MultipartConfig(fileSizeThreshold = 1024)
public final class PayloadServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Resource(name = "jdbc/ohdsi")
    private transient DataSource database;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        response.setContentType("text/plain;charset=UTF-8");
        try {
            response.getWriter().print(answer(request));
        } catch (ServletException | IOException | RuntimeException exception) {
            throw exception;
        } catch (Exception exception) {
            throw new ServletException(exception);
        }
    }

    private String answer(HttpServletRequest request) throws Exception {
        switch (request.getPathInfo()) {
            case "/persons":
                return persons();
            case "/session":
                Object visits = request.getSession().getAttribute("visits");
                int next = visits instanceof Integer number ? number + 1 : 1;
                request.getSession().setAttribute("visits", next);
                return "visit " + next;
            case "/upload":
                return "part of " + request.getParts().iterator().next().getSize();
            case "/body":
                return "body of " + length(request.getInputStream());
            case "/slow":
                Thread.sleep(2000);
                return "slow but done";
            case "/fail":
                throw new IllegalStateException("patient 4711 is not there");
            case "/trust":
                return trusted() + " authorities";
            case "/program":
                return attempt(() -> new ProcessBuilder("/usr/lib/jvm/java-17/bin/java", "-version").start().waitFor());
            case "/write-image":
                return attempt(() -> Files.writeString(Path.of("/opt/phederation/webapps/payload/x"), "x"));
            case "/write-temporary":
                return attempt(() -> Files.writeString(Path.of("/tmp/x"), "x"));
            default:
                return "nothing of that name";
        }
    }

    private String persons() throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("SELECT count(*) FROM omopcdm.person WHERE year_of_birth > ?")) {
            statement.setInt(1, 1900);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1) + " persons";
            }
        }
    }

    private static long length(InputStream input) throws IOException {
        long length = 0;
        byte[] buffer = new byte[65536];
        for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
            length += read;
        }

        return length;
    }

    private static int trusted() throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return List.of(factory.getTrustManagers()).stream()
                .filter(X509TrustManager.class::isInstance)
                .mapToInt(manager -> ((X509TrustManager) manager).getAcceptedIssuers().length)
                .sum();
    }

    private static String attempt(Attempt attempt) {
        try {
            attempt.run();
            return "done";
        } catch (Exception exception) {
            return exception.getClass().getSimpleName();
        }
    }

    /** Something that may fail. */
    private interface Attempt {
        Object run() throws Exception;
    }
}
