package org.phederation.zeppelin;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Makes the server's configuration, which holds a secret and so is in no image, and becomes the server. Upstream's own way would be a script
 * and a password in a file of the image.
 */
public final class Start {
    private static final Path SECRET = Path.of("/run/secrets/notebook_password");
    private static final Path TEMPLATE = Path.of("/etc/zeppelin/shiro.ini");
    private static final String MARK = "@PASSWORD-HASH@";
    private static final int EXIT_MISSING = 4;

    private Start() {}

    public static void main(String[] arguments) throws Exception {
        String password = secret();
        Path folder = Path.of(System.getenv("ZEPPELIN_CONF_DIR"));
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path file = folder.resolve("shiro.ini");
        Files.writeString(file, Files.readString(TEMPLATE).replace(MARK, PasswordHash.of(password)));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        // By name: this is compiled where upstream's archive need not be.
        Method server = Class.forName("org.apache.zeppelin.server.ZeppelinServer").getMethod("main", String[].class);
        server.invoke(null, (Object) arguments);
    }

    private static String secret() {
        String problem;
        try {
            String password = Files.readString(SECRET).strip();
            if (!password.isEmpty()) {
                return password;
            }

            problem = "is empty: its first line must hold the password";
        } catch (IOException exception) {
            problem = "can't be read: mount a file that holds the password there";
        }

        System.err.println("start: " + SECRET + " " + problem);
        System.exit(EXIT_MISSING);
        return null;
    }
}
