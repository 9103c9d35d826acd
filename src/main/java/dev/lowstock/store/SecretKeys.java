package dev.lowstock.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** Where the keys of {@link TokenCipher} come from, and whether they fit the database. */
public final class SecretKeys {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private SecretKeys() {}

  /** The keys of {@code SECRET_KEY}: base64, comma-separated, newest first. */
  public static List<byte[]> parse(String text) {
    return Arrays.stream(text.split(","))
        .map(key -> Base64.getDecoder().decode(key.strip()))
        .toList();
  }

  /**
   * The key file beside an embedded database, made on first use with mode 0600.
   *
   * @throws DatabaseRefused when it cannot be read or made, or does not hold a key
   */
  public static List<byte[]> besides(Path database) {
    Path file = database.resolveSibling(database.getFileName() + ".key");
    try {
      try (var channel =
          Files.newByteChannel(
              file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY)) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        channel.write(ByteBuffer.wrap(Base64.getEncoder().encode(key)));
      } catch (FileAlreadyExistsException e) {
        // Made at an earlier start.
      }
      List<byte[]> keys = parse(Files.readString(file).strip());
      if (keys.stream().anyMatch(key -> key.length != 32)) {
        throw new IllegalArgumentException("a key must have 32 bytes");
      }
      return keys;
    } catch (IOException | IllegalArgumentException e) {
      throw new DatabaseRefused(
          "The key file " + file + " cannot be used (" + e + "): restore it from a backup", e);
    }
  }

  /**
   * Fails when the database was used with other keys, before anything is written with these.
   *
   * @throws WrongKey when none of the keys fits
   */
  public static void checkFit(TokenCipher cipher, JdbcTemplate database) {
    List<String> sealed = database.queryForList("SELECT sealed FROM key_check", String.class);
    if (sealed.isEmpty()) {
      database.update("INSERT INTO key_check (sealed) VALUES (?)", cipher.encrypt("lowstock"));
    } else {
      sealed.forEach(cipher::decrypt);
    }
  }
}
