package dev.lowstock.command;

import dev.lowstock.Lowstock;
import dev.lowstock.bot.Exit;
import dev.lowstock.settings.Setting;
import dev.lowstock.settings.Settings;
import dev.lowstock.settings.SettingsRefused;
import dev.lowstock.store.BackupRefused;
import dev.lowstock.store.Database;
import dev.lowstock.store.DatabaseBackup;
import dev.lowstock.store.DatabaseRefused;
import dev.lowstock.store.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lowstock backup}: a copy of the embedded database, whether the bot runs or not. */
@Command(
    name = "backup",
    description =
        "Copies the embedded database into a file, a .zip, also while the bot runs. The key that"
            + " its tokens are encrypted with is not in it.",
    mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "Where to; it must not be there yet.")
  private @Nullable Path file;

  @Override
  public Integer call() {
    Path target = Objects.requireNonNull(file).toAbsolutePath().normalize();
    try {
      Settings settings = Settings.read();
      if (settings.find(Setting.DATABASE_URL) != null) {
        return Lowstock.complain(
            Exit.WRONG_SETTINGS,
            List.of("DATABASE_URL is set, and backup is for the embedded database: use pg_dump"));
      }
      if (Files.exists(target)) {
        throw new FileAlreadyExistsException(target.toString());
      }
      try (InputStream copy = copy(settings)) {
        write(copy, target);
      }
      System.out.printf(
          "%s, %d kB%n", PlainText.line(target.toString()), Files.size(target) / 1024);
      System.out.println(
          settings.find(Setting.SECRET_KEY) == null
              ? "Not in it: "
                  + settings.get(Setting.DATABASE_FILE)
                  + ".key. Keep a copy of that apart; without it, every seller has to log in again."
              : "Not in it: SECRET_KEY. Keep it apart; without it, every seller has to log in"
                  + " again.");
      return Exit.OK;
    } catch (SettingsRefused e) {
      return Lowstock.complain(Exit.WRONG_SETTINGS, e.lines());
    } catch (DatabaseRefused | BotSilent | BackupRefused e) {
      return Lowstock.complain(Exit.TROUBLE, List.of(String.valueOf(e.getMessage())));
    } catch (IOException e) {
      return Lowstock.complain(
          Exit.TROUBLE, List.of("No backup was written to " + target + ": " + reason(e)));
    }
  }

  /** From the bot that has the database open, or from its files. */
  private static InputStream copy(Settings settings) throws BotSilent, IOException {
    Path database = Path.of(settings.get(Setting.DATABASE_FILE));
    if (Database.isInUse(database)) {
      return new BotClient(settings).open("backup", Map.of());
    }
    try (Database open = Database.openFileAsItIs(database)) {
      return new DatabaseBackup(open).open();
    }
  }

  /** Never half of it under its name, and nothing in place of what is there. */
  static void write(InputStream copy, Path target) throws IOException {
    Path folder = Objects.requireNonNull(target.getParent(), "folder");
    Path part =
        Files.createTempFile(folder, "." + target.getFileName() + ".", ".part", OwnerOnly.file());
    try {
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        copy.transferTo(Channels.newOutputStream(channel));
        channel.force(true);
      }
      place(part, target);
      try (FileChannel channel = FileChannel.open(folder)) {
        channel.force(true);
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void place(Path part, Path target) throws IOException {
    try {
      // Unlike a move, a link fails where something is.
      Files.createLink(target, part);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | IOException e) {
      // A file system without links.
      Files.move(part, target);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof FileAlreadyExistsException) {
      return "it is there already";
    }
    if (e instanceof NoSuchFileException) {
      return "there is no such directory";
    }
    return e instanceof AccessDeniedException
        ? "no right to write there"
        : String.valueOf(e.getMessage());
  }
}
