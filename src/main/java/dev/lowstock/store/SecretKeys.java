package dev.lowstock.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** Where the keys of {@link TokenCipher} come from, and whether they fit the database. */
public final class SecretKeys {
  private SecretKeys() {}

  /** The keys of {@code SECRET_KEY}: base64, comma-separated, newest first. */
  public static List<byte[]> parse(String text) {
    return Arrays.stream(text.split(","))
        .map(key -> Base64.getDecoder().decode(key.strip()))
        .toList();
  }

  /**
   * The keys of the key file beside an embedded database. It is made for a database that holds
   * nothing encrypted yet, with mode 0600, and is on disk when this returns: what it encrypts is of
   * no use without it. Only for who holds the database.
   *
   * @throws DatabaseRefused when it is missing though the database needs it, cannot be read or
   *     made, or does not hold a key
   */
  public static List<byte[]> besides(Path file, Database database) {
    if (Files.notExists(file(file)) && new SealedColumns(database).areEmpty()) {
      make(file);
    }
    return read(file);
  }

  /** Writes a key file with a new key. */
  static void make(Path database) {
    write(file(database), List.of(newKey()));
  }

  /**
   * The keys of the key file beside an embedded database; makes none.
   *
   * @throws DatabaseRefused when it is not there, cannot be read, or does not hold a key
   */
  public static List<byte[]> read(Path database) {
    Path file = file(database);
    try {
      List<byte[]> keys = parse(Files.readString(file).strip());
      if (keys.stream().anyMatch(key -> key.length != 32)) {
        throw new IllegalArgumentException("a key must have 32 bytes");
      }
      return keys;
    } catch (NoSuchFileException e) {
      throw new DatabaseRefused(
          "The key file "
              + file
              + " is missing, and what the database holds encrypted cannot be read without it: put it"
              + " back from where you keep a copy, or set SECRET_KEY to what it held",
          e);
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(file, e);
    }
  }

  /**
   * Puts a new key in front of those of the key file.
   *
   * @return all of them, the new one first
   * @throws DatabaseRefused when the file cannot be read or written; then it is as it was
   */
  public static List<byte[]> addNewest(Path database) {
    List<byte[]> keys = new ArrayList<>();
    keys.add(newKey());
    keys.addAll(read(database));
    write(file(database), keys);
    return keys;
  }

  /**
   * Leaves only the newest key in the key file.
   *
   * @throws DatabaseRefused when the file cannot be read or written; then it is as it was
   */
  public static void keepNewest(Path database) {
    write(file(database), read(database).subList(0, 1));
  }

  /** Whole or not at all, and on disk when it returns. */
  private static void write(Path file, List<byte[]> keys) {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    String text =
        keys.stream().map(Base64.getEncoder()::encodeToString).collect(Collectors.joining(","));
    try {
      Files.deleteIfExists(next);
      try (FileChannel channel =
          FileChannel.open(
              next,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              OwnerOnly.file())) {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        channel.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
        folder.force(true);
      }
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private static Path file(Path database) {
    return database.resolveSibling(database.getFileName() + ".key");
  }

  private static byte[] newKey() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return key;
  }

  private static DatabaseRefused unusable(Path file, Exception e) {
    return new DatabaseRefused(
        "The key file " + file + " cannot be used (" + e + "): restore it from a backup", e);
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

  /**
   * The same for the keys of the key file beside an embedded database.
   *
   * @throws WrongKey when none of them fits; the message names the file
   */
  public static void checkFit(TokenCipher cipher, JdbcTemplate rows, Path database) {
    try {
      checkFit(cipher, rows);
    } catch (WrongKey e) {
      throw new WrongKey(file(database));
    }
  }
}
