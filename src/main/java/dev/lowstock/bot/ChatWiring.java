package dev.lowstock.bot;

import dev.lowstock.chat.BotCalls;
import dev.lowstock.chat.CardReplies;
import dev.lowstock.chat.ChatRequests;
import dev.lowstock.chat.ChatRows;
import dev.lowstock.chat.CommandAnswers;
import dev.lowstock.chat.CommandMenu;
import dev.lowstock.chat.Conversation;
import dev.lowstock.chat.ExportRows;
import dev.lowstock.chat.Guests;
import dev.lowstock.chat.HoldAnswers;
import dev.lowstock.chat.HoldReplies;
import dev.lowstock.chat.HoldRows;
import dev.lowstock.chat.Invites;
import dev.lowstock.chat.Limits;
import dev.lowstock.chat.ListingReplies;
import dev.lowstock.chat.ListingRows;
import dev.lowstock.chat.Listings;
import dev.lowstock.chat.Replies;
import dev.lowstock.chat.RestockReplies;
import dev.lowstock.chat.ShopReplies;
import dev.lowstock.chat.StockExport;
import dev.lowstock.chat.StockStatus;
import dev.lowstock.chat.TeamAnswers;
import dev.lowstock.chat.ThresholdReplies;
import dev.lowstock.chat.ThresholdRows;
import dev.lowstock.chat.Thresholds;
import dev.lowstock.chat.settings.SettingRows;
import dev.lowstock.chat.settings.SettingsAnswers;
import dev.lowstock.etsy.login.Registrations;
import dev.lowstock.outbox.HeldAlerts;
import dev.lowstock.outbox.ToldAlerts;
import dev.lowstock.route.CommandRoutes;
import dev.lowstock.settings.Setting;
import dev.lowstock.store.ToldLows;
import dev.lowstock.store.UnwatchedSellers;
import dev.lowstock.store.Uses;
import dev.lowstock.telegram.SoundTelegramComponent;
import org.jspecify.annotations.Nullable;

/** What answers people. */
final class ChatWiring {
  private ChatWiring() {}

  static void bind(
      House house,
      SoundTelegramComponent telegram,
      Replies replies,
      OutboxWiring.Owing owing,
      ToldLows lows,
      UnwatchedSellers sellers,
      Registrations registrations,
      EtsySource source) {
    BotCalls calls = (method, parameters) -> telegram.api().call(method, parameters);
    CommandRoutes commands = new CommandRoutes(house::camel);
    CommandMenu menu = new CommandMenu(commands::all, house.messages, calls, house.looksAtShops());
    house.bind("commandMenu", menu);
    ChatRows rows = new ChatRows(house.database, house.threshold(), sellers);
    HeldAlerts held = new HeldAlerts(house.database, owing.due());
    HoldAnswers holds =
        new HoldAnswers(new HoldRows(house.database), new HoldReplies(house.messages), held);
    ChatRequests requests =
        new ChatRequests(
            () -> telegram.api().getMe().username(), commands::knows, house.looksAtShops());
    CommandAnswers answers =
        new CommandAnswers(
            rows,
            source.logIns(),
            replies,
            menu,
            new SettingsAnswers(
                new SettingRows(house.database, house.threshold(), house.looksAtShops()),
                owing.chats(),
                held,
                lows,
                house.messages),
            holds,
            new ShopReplies(house.messages),
            new TeamAnswers(new ToldAlerts(house.database), house.messages, owing.due()::send),
            new Invites(
                house.database,
                house.messages,
                rows,
                registrations,
                owing.messages(),
                requests::name,
                owing.replies()::say),
            stock(house, rows, holds, telegram, lows, source));
    house.bind("answers", answers);
    house.bind(
        "conversation",
        new Conversation(
            new Conversation.Parts(
                requests,
                new Guests(
                    house.settings.find(Setting.ALLOWED_TELEGRAM_USERS),
                    house.settings.find(Setting.ALLOWED_TELEGRAM_CHATS)),
                new Limits(
                    new Uses(house.database),
                    () -> house.number("answersPerMinute"),
                    () -> house.number("loginsPerTenMinutes"),
                    () -> house.number("pinsPerTenMinutes"),
                    () -> house.number("exportsPerTenMinutes")),
                rows,
                owing.chats(),
                source.logIns(),
                calls,
                replies,
                answers,
                owing.replies()::say,
                () -> (int) house.number("closedRestSeconds"),
                house.meters)));
  }

  private static CommandAnswers.@Nullable Stock stock(
      House house,
      ChatRows chats,
      HoldAnswers holds,
      SoundTelegramComponent telegram,
      ToldLows lows,
      EtsySource source) {
    if (source.looks() == null) {
      return null;
    }
    ThresholdRows rows = new ThresholdRows(house.database, house.threshold());
    return new CommandAnswers.Stock(
        rows,
        new Thresholds(rows, lows, new ThresholdReplies(house.messages)),
        new RestockReplies(house.messages),
        new StockStatus(house.messages),
        source.looks(),
        new Listings(
            chats,
            new ListingRows(house.database, house.threshold()),
            new ListingReplies(house.messages),
            new CardReplies(house.messages),
            holds,
            source.photos()),
        new StockExport(
            new ExportRows(house.database, house.threshold()),
            house.messages,
            (method, parameters) -> telegram.api().upload(method, parameters)));
  }
}
