package dev.lowstock.command;

import dev.lowstock.Lowstock;
import dev.lowstock.bot.Exit;
import dev.lowstock.log.MaskedSecrets;
import dev.lowstock.settings.Setting;
import dev.lowstock.settings.Settings;
import dev.lowstock.settings.SettingsRefused;
import dev.lowstock.store.Database;
import dev.lowstock.store.DatabaseMove;
import dev.lowstock.store.DatabaseRefused;
import dev.lowstock.store.SecretKeys;
import dev.lowstock.store.TokenCipher;
import dev.lowstock.store.WrongKey;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.jdbc.core.JdbcTemplate;
import picocli.CommandLine.Command;

/** {@code lowstock migrate}: moves from the embedded database to PostgreSQL. */
@Command(
    name = "migrate",
    description =
        "Copies everything from the embedded database (DATABASE_FILE) to an empty PostgreSQL"
            + " (DATABASE_URL). Stop the bot first. What is copied stays where it was, too.",
    mixinStandardHelpOptions = true)
public final class MigrateCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    try {
      Settings settings = Settings.read();
      MaskedSecrets.mask(settings.secrets());
      return move(settings);
    } catch (SettingsRefused e) {
      return Lowstock.complain(Exit.WRONG_SETTINGS, e.lines());
    } catch (DatabaseRefused e) {
      return Lowstock.complain(Exit.TROUBLE, List.of(String.valueOf(e.getMessage())));
    }
  }

  private static int move(Settings settings) {
    String url = settings.find(Setting.DATABASE_URL);
    String keys = settings.find(Setting.SECRET_KEY);
    Path file = Path.of(settings.get(Setting.DATABASE_FILE));
    if (url == null || keys == null) {
      return Lowstock.complain(
          Exit.WRONG_SETTINGS,
          List.of("DATABASE_URL is not set: the JDBC URL of the PostgreSQL to move to"));
    }
    if (!Database.isThere(file)) {
      return Lowstock.complain(
          Exit.TROUBLE,
          List.of("DATABASE_FILE " + file + " is no database: set it to the one to move from"));
    }
    try (Database source = Database.openFile(file)) {
      try {
        SecretKeys.checkFit(
            new TokenCipher(SecretKeys.parse(keys)), new JdbcTemplate(source.dataSource()));
      } catch (WrongKey e) {
        return Lowstock.complain(
            Exit.WRONG_SETTINGS,
            List.of(
                "SECRET_KEY cannot read what DATABASE_FILE "
                    + file
                    + " keeps encrypted: set it to the content of the file "
                    + file
                    + ".key, or to the SECRET_KEY that the bot ran with"));
      }
      try (Database target =
          Database.openServer(
              url,
              settings.find(Setting.DATABASE_USER),
              settings.find(Setting.DATABASE_PASSWORD))) {
        for (DatabaseMove.Copied copied : DatabaseMove.move(source, target)) {
          System.out.printf("%-18s %9d rows%n", copied.table(), copied.rows());
        }
      }
    }
    System.out.println(
        "Everything is copied. Start the bot with DATABASE_URL and this SECRET_KEY.");
    return Exit.OK;
  }
}
