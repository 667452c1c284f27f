package org.phederation.zeppelin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** The form in which Shiro keeps passwords: <code>$shiro1$SHA-256$ITERATIONS$SALT$HASH</code>. */
final class PasswordHash {
    private static final int ITERATIONS = 500_000;
    private static final int SALT_BYTES = 16;

    private PasswordHash() {}

    static String of(String password) throws GeneralSecurityException {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return of(password, salt, ITERATIONS);
    }

    static String of(String password, byte[] salt, int iterations) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(salt);
        byte[] hash = digest.digest(password.getBytes(StandardCharsets.UTF_8));
        for (int done = 1; done < iterations; done++) {
            hash = digest.digest(hash);
        }

        Base64.Encoder encoder = Base64.getEncoder();
        return "$shiro1$SHA-256$" + iterations + "$" + encoder.encodeToString(salt) + "$" + encoder.encodeToString(hash);
    }
}
