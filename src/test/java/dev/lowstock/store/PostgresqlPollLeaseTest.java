package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.bot.QuietBot;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who polls, by the lease in a PostgreSQL. */
class PostgresqlPollLeaseTest extends PollLeaseContract {
  @RegisterExtension static final Postgresql SERVER = new Postgresql();

  @Override
  Database open(Path folder) {
    return SERVER.open();
  }

  @Test
  void nodeThatTelegramDoesNotAnswerLeavesThePollingToOthers() throws Exception {
    QuietBot deaf = node("deaf", "3", "http://127.0.0.1:1");
    awaitPolling(deaf);
    node("second", "3", telegram.baseUri());
    ada.says("Hello");

    await().atMost(PATIENCE).until(() -> answers.contains("second"));
    assertThat(health(deaf)).matches("UP (not polling: Telegram did not answer|another node).*");
  }
}
