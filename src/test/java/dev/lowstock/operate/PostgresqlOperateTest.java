package dev.lowstock.operate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lowstock.command.BotSilent;
import dev.lowstock.store.Database;
import dev.lowstock.store.Postgresql;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The operator's commands and a bot on a PostgreSQL. */
class PostgresqlOperateTest extends OperateContract {
  @RegisterExtension static final Postgresql SERVER = new Postgresql();

  @Override
  Database open(Path folder) {
    return SERVER.open();
  }

  @Test
  void backupIsLeftToPostgresql() {
    assertThatThrownBy(() -> client.open("backup", Map.of()))
        .isInstanceOf(BotSilent.class)
        .hasMessageContaining("pg_dump");
  }
}
