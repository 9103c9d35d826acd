package dev.lowstock.store;

import java.nio.file.Path;

/** Updates that Telegram brings, with the embedded HSQLDB. */
class HsqldbTelegramWebhookTest extends TelegramWebhookContract {
  @Override
  Database open(Path folder) {
    return Database.openFile(folder.resolve("lowstock"));
  }
}
