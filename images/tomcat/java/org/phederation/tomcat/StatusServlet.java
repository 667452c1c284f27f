package org.phederation.tomcat;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * Says whether the applications of this server can reach the site's database: the tables of the CDM, and its version where the site
 * filled it in. Nothing of a patient.
 */
public final class StatusServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int QUERY_SECONDS = 5;
    private static final String TABLES = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'omopcdm'";
    private static final String VERSION = "SELECT cdm_version FROM omopcdm.cdm_source ORDER BY cdm_release_date DESC NULLS LAST LIMIT 1";

    private transient DataSource database;

    @Override
    public void init() throws ServletException {
        try {
            database = (DataSource) new InitialContext().lookup("java:comp/env/jdbc/ohdsi");
        } catch (NamingException exception) {
            throw new ServletException("no data source jdbc/ohdsi", exception);
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String answer;
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(QUERY_SECONDS);
            answer = "{\"database\":\"up\",\"tables\":" + first(statement, TABLES) + ",\"cdmVersion\":" + quoted(first(statement, VERSION)) + "}";
        } catch (SQLException exception) {
            // The state alone: messages of a database can quote what was in a row.
            getServletContext().log("the database does not answer: SQLSTATE " + state(exception));
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            answer = "{\"database\":\"down\"}";
        }

        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getWriter().println(answer);
    }

    private static String first(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    // The pool wraps what the driver said.
    private static String state(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException failure && failure.getSQLState() != null) {
                return failure.getSQLState();
            }
        }

        return "unknown";
    }

    private static String quoted(String text) {
        if (text == null) {
            return "null";
        }

        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(character -> {
            if (character < ' ' || character == '"' || character == '\\') {
                json.append(String.format("\\u%04x", character));
            } else {
                json.append((char) character);
            }
        });
        return json.append('"').toString();
    }
}
