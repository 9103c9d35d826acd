package dev.lowstock.chat.settings;

import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.Message;
import dev.lowstock.alert.Message.Button;
import dev.lowstock.store.ToldLows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** At how many left something is low; of several shops, the page of each is behind a button. */
final class LowPage implements Page {
  private static final List<Integer> CHOICES = List.of(0, 1, 2, 3, 5, 10);
  private static final int MOST_SHOPS = 30;
  private static final int MOST_IN_LINE = 5;
  private static final int LONGEST_NAME = 30;
  private static final Pattern CHOICE = Pattern.compile("([0-9]{1,18})(?::([0-9]{1,3}))?");

  private final SettingRows rows;
  private final ToldLows told;

  LowPage(SettingRows rows, ToldLows told) {
    this.rows = rows;
    this.told = told;
  }

  @Override
  public String line(Chosen chosen, Words words) {
    List<Chosen.Shop> shops = chosen.shops();
    if (shops.stream().map(Chosen.Shop::threshold).distinct().count() == 1) {
      int count = shops.get(0).threshold();
      return words.text(count == 0 ? "settings.lowOff" : "settings.low", Map.of("count", count));
    }
    String each =
        shops.stream()
            .limit(MOST_IN_LINE)
            .map(shop -> label(shop, words))
            .collect(Collectors.joining(", "));
    return words.text(
        "settings.lowEach", Map.of("shops", shops.size() > MOST_IN_LINE ? each + ", …" : each));
  }

  @Override
  public Message show(Chosen chosen, Words words) {
    List<Chosen.Shop> shops = chosen.shops();
    if (shops.size() == 1) {
      return ofShop(shops.get(0), false, words);
    }
    return words.page(
        List.of(words.text("settings.low.title"), words.text("settings.low.which")),
        Words.rows(
            shops.stream()
                .limit(MOST_SHOPS)
                .map(shop -> words.button(label(shop, words), "low:" + shop.sellerId()))
                .toList(),
            1));
  }

  private static Message ofShop(Chosen.Shop shop, boolean named, Words words) {
    List<Button> buttons = new ArrayList<>();
    for (int count : CHOICES) {
      buttons.add(
          words.choice(
              count == shop.threshold(),
              number(count, words),
              "low:" + shop.sellerId() + ":" + count));
    }
    String key = shop.threshold() == 0 ? "threshold.off" : "threshold.on";
    Map<String, Object> count = Map.of("count", shop.threshold());
    return words.page(
        List.of(
            words.text("settings.low.title"),
            named
                ? words.text(
                    "threshold.ofShop", Map.of("shop", shop.name(), "what", words.html(key, count)))
                : words.text(key, count),
            words.text("threshold.howTo")),
        Words.rows(buttons, 3));
  }

  @Override
  public Optional<Message> press(SettingsChat chat, String choice, Chosen chosen, Words words) {
    Matcher wanted = CHOICE.matcher(choice);
    if (!wanted.matches()) {
      return Optional.empty();
    }
    long seller = Long.parseLong(wanted.group(1));
    if (wanted.group(2) != null && of(chosen, seller).isPresent()) {
      rows.setThreshold(chat, seller, Integer.parseInt(wanted.group(2)));
      told.forget(List.of(seller));
    }
    return rows.of(chat)
        .flatMap(now -> of(now, seller).map(shop -> ofShop(shop, now.shops().size() > 1, words)));
  }

  /** Numbers are typed behind /threshold. */
  @Override
  public Optional<Message> type(SettingsChat chat, String typed, Chosen chosen, Words words) {
    return Optional.empty();
  }

  private static Optional<Chosen.Shop> of(Chosen chosen, long seller) {
    return chosen.shops().stream().filter(shop -> shop.sellerId() == seller).findFirst();
  }

  private static String label(Chosen.Shop shop, Words words) {
    return AlertText.cut(shop.name(), LONGEST_NAME) + ": " + number(shop.threshold(), words);
  }

  private static String number(int count, Words words) {
    return count == 0 ? words.text("button.off") : Integer.toString(count);
  }
}
