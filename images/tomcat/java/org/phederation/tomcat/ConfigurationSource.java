package org.phederation.tomcat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.tomcat.util.IntrospectionUtils;

/**
 * What stands for <code>${secret:NAME}</code> and <code>${setting:NAME}</code> in the server's configuration: a secret is read from its
 * file, a setting from the environment. A secret that is absent ends the server at once: Tomcat would take the placeholder itself for
 * the password, and nobody would know before the first query.
 */
public final class ConfigurationSource implements IntrospectionUtils.PropertySource {
    /** EX_CONFIG of sysexits.h. */
    private static final int EXIT_CONFIGURATION = 78;

    private static final int SECRET_LIMIT = 4096;
    private static final Path SECRETS = Path.of("/run/secrets");
    private static final String SECRET = "secret:";
    private static final String SETTING = "setting:";
    private static final Pattern SECRET_NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
    private static final Pattern SETTING_NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,62}");

    /** Settings go into the address of a database: nothing that would add a parameter to it, or end it. */
    private static final Pattern SETTING_VALUE = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,255}");

    @Override
    public String getProperty(String key) {
        if (key.startsWith(SECRET) && SECRET_NAME.matcher(key.substring(SECRET.length())).matches()) {
            return secret(key.substring(SECRET.length()));
        }

        // With its default (NAME:-value) a key is no name: Tomcat asks again for the name alone.
        if (key.startsWith(SETTING) && SETTING_NAME.matcher(key.substring(SETTING.length())).matches()) {
            return setting(key.substring(SETTING.length()));
        }

        return null;
    }

    private static String secret(String name) {
        Path file = SECRETS.resolve(name);
        byte[] bytes;
        try (InputStream input = Files.newInputStream(file)) {
            bytes = input.readNBytes(SECRET_LIMIT + 1);
        } catch (IOException exception) {
            throw end("the secret " + file + " can't be read (" + exception.getClass().getSimpleName() + "): mount it as a file that user 65532 may read");
        }

        // An editor's line end, of either kind, is not part of a password.
        String text = new String(bytes, StandardCharsets.UTF_8).stripTrailing();
        if (bytes.length > SECRET_LIMIT || text.isEmpty() || text.indexOf('\n') >= 0 || text.indexOf('\0') >= 0) {
            throw end("the secret " + file + " must be one line of 1 to " + SECRET_LIMIT + " bytes");
        }

        return text;
    }

    private static String setting(String name) {
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            return null;
        }

        if (!SETTING_VALUE.matcher(value).matches()) {
            throw end("the environment variable " + name + " may hold letters, digits and . _ : [ ] - only");
        }

        return value;
    }

    // Tomcat only logs an exception of a source and goes on with the placeholder.
    private static IllegalStateException end(String message) {
        System.err.println("tomcat: " + message);
        System.exit(EXIT_CONFIGURATION);
        return new IllegalStateException(message);
    }
}
