package dev.lowstock.command;

import dev.lowstock.Lowstock;
import dev.lowstock.bot.Exit;
import dev.lowstock.settings.Setting;
import dev.lowstock.settings.Settings;
import dev.lowstock.settings.SettingsRefused;
import dev.lowstock.store.Database;
import dev.lowstock.store.DatabaseRefused;
import dev.lowstock.store.SealedColumns;
import dev.lowstock.store.SealedColumns.Count;
import dev.lowstock.store.SecretKeys;
import dev.lowstock.store.TokenCipher;
import dev.lowstock.store.WrongKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.jdbc.core.JdbcTemplate;
import picocli.CommandLine.Command;

/** {@code lowstock rekey}: encrypts all that is kept encrypted with the newest key. */
@Command(
    name = "rekey",
    description = {
      "Encrypts what the database keeps encrypted anew, with the first key of SECRET_KEY; the others"
          + " are not needed any more then. Without SECRET_KEY, makes a new key in the key file.",
      "The embedded database: stop the bot first. PostgreSQL: the bots may run, if they were started"
          + " with this SECRET_KEY."
    },
    mixinStandardHelpOptions = true)
public final class RekeyCommand implements Callable<Integer> {
  /** Longer than a node keeps a pair of tokens that it renews. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Duration PAUSE = Duration.ofSeconds(2);

  @Override
  public Integer call() throws InterruptedException {
    try {
      Settings settings = Settings.read();
      String keys = settings.find(Setting.SECRET_KEY);
      Path file = Path.of(settings.get(Setting.DATABASE_FILE));
      try (Database database = open(settings, file)) {
        return keys == null
            ? withKeyFile(database, file)
            : reseal(database, SecretKeys.parse(keys), "the first key of SECRET_KEY");
      }
    } catch (SettingsRefused e) {
      return Lowstock.complain(Exit.WRONG_SETTINGS, e.lines());
    } catch (WrongKey e) {
      return Lowstock.complain(Exit.WRONG_SETTINGS, List.of(String.valueOf(e.getMessage())));
    } catch (DatabaseRefused e) {
      return Lowstock.complain(Exit.TROUBLE, List.of(String.valueOf(e.getMessage())));
    }
  }

  private static Database open(Settings settings, Path file) {
    String url = settings.find(Setting.DATABASE_URL);
    return url == null
        ? Database.openFileAsItIs(file)
        : Database.openServerAsItIs(
            url, settings.find(Setting.DATABASE_USER), settings.find(Setting.DATABASE_PASSWORD));
  }

  /** The file holds the old keys until none is needed, so that a crash leaves all readable. */
  static int withKeyFile(Database database, Path file) throws InterruptedException {
    SecretKeys.checkFit(
        new TokenCipher(SecretKeys.read(file)), new JdbcTemplate(database.dataSource()), file);
    int exit = reseal(database, SecretKeys.addNewest(file), "a new key");
    if (exit == Exit.OK) {
      // A full disk would say yes to an update and not have it.
      database.requireWritten();
      SecretKeys.keepNewest(file);
      System.out.println(
          file + ".key holds the new key alone. A backup needs the key of its time.");
    }
    return exit;
  }

  private static int reseal(Database database, List<byte[]> keys, String newest)
      throws InterruptedException {
    requireFit(database, keys);
    TokenCipher cipher = new TokenCipher(keys);
    SealedColumns sealed = new SealedColumns(database);
    long end = System.nanoTime() + PATIENCE.toNanos();
    List<Count> counts = sealed.reseal(cipher);
    print(counts);
    while (counts.stream().anyMatch(count -> count.held() > 0) && System.nanoTime() < end) {
      Thread.sleep(PAUSE.toMillis());
      counts = sealed.reseal(cipher);
      print(counts);
    }
    int unreadable = counts.stream().mapToInt(Count::unreadable).sum();
    if (unreadable > 0) {
      return Lowstock.complain(
          Exit.WRONG_SETTINGS,
          List.of(
              unreadable + " value(s) fit none of the keys, and are as they were: add their key"));
    }
    if (counts.stream().anyMatch(count -> count.held() > 0)) {
      return Lowstock.complain(
          Exit.TROUBLE, List.of("Some are being renewed by a bot: run it once more"));
    }
    System.out.println("All that is encrypted is encrypted with " + newest + ".");
    return Exit.OK;
  }

  private static void requireFit(Database database, List<byte[]> keys) {
    SecretKeys.checkFit(new TokenCipher(keys), new JdbcTemplate(database.dataSource()));
  }

  private static void print(List<Count> counts) {
    TextTable table = new TextTable("COLUMN", "ENCRYPTED ANEW", "AS IT WAS");
    counts.forEach(
        count ->
            table.add(
                count.table() + "." + count.column(),
                Integer.toString(count.resealed()),
                Integer.toString(count.newest() + count.held() + count.unreadable())));
    System.out.print(table);
  }
}
