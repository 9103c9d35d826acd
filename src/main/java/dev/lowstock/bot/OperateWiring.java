package dev.lowstock.bot;

import dev.lowstock.operate.AdminNews;
import dev.lowstock.operate.AdminTroubles;
import dev.lowstock.operate.OperatorDesk;
import dev.lowstock.operate.OperatorGate;
import dev.lowstock.settings.Setting;
import dev.lowstock.stock.component.StockComponent;
import dev.lowstock.store.DatabaseBackup;
import dev.lowstock.store.Uses;

/** What the operator asks of the bot, and what the admins hear. */
final class OperateWiring {
  private OperateWiring() {}

  static void bind(House house, OutboxWiring.Owing owing, StockComponent stock, EtsySource source) {
    house.bind(
        "operatorDesk",
        new OperatorDesk(
            new OperatorDesk.Parts(
                new OperatorGate(house.cipher, house.clock),
                new Uses(house.database),
                owing.outbox(),
                owing.due(),
                stock,
                new DatabaseBackup(house.database)),
            house.database,
            house.meters));
    String admin = house.settings.find(Setting.ADMIN_CHAT);
    house.set("admin", admin != null);
    if (admin != null) {
      house.bind(
          "adminNews",
          new AdminNews(
              house.database,
              new AdminTroubles(
                  house.messages, house.meters, house.steady, source.key(), source.quota()),
              owing.chats(),
              admin,
              () ->
                  new AdminNews.Limits(
                      house.seconds("etsyAwaySeconds"), house.seconds("waitingEventSeconds"))));
    }
  }
}
