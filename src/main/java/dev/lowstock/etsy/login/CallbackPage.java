package dev.lowstock.etsy.login;

import dev.lowstock.alert.ChatName;
import dev.lowstock.alert.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.commons.text.StringEscapeUtils;
import org.apache.commons.text.StringSubstitutor;
import org.jspecify.annotations.Nullable;

/**
 * The page that the seller's browser ends on: names the chat that will be told, and asks before it
 * is linked. One template for all of it, in the chat's language, without scripts and without
 * anything from elsewhere.
 */
public final class CallbackPage {
  private final Messages messages;
  private final String page = template("page");
  private final String form = template("form");
  private final String link = template("link");
  private final Supplier<Optional<String>> botName;
  private final Function<String, Optional<Integer>> readers;
  private final boolean readsOrders;
  private final String policy;

  /**
   * Speaks with these words.
   *
   * @param botName our username in Telegram, where it is known
   * @param readers how many people read in the group of that address, where that is known
   * @param readsOrders whether Etsy's page asked for orders too
   */
  public CallbackPage(
      Messages messages,
      Supplier<Optional<String>> botName,
      Function<String, Optional<Integer>> readers,
      boolean readsOrders) {
    this.messages = messages;
    this.botName = botName;
    this.readers = readers;
    this.readsOrders = readsOrders;
    this.policy =
        "default-src 'none'; style-src 'sha256-"
            + sha256(page.split("</?style>", 3)[1])
            + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  }

  /** What is sent to the browser. */
  public record Page(int status, String html) {}

  /** What it may do: show itself and send its form to us ({@code Content-Security-Policy}). */
  public String policy() {
    return policy;
  }

  /** Asks whether the chat is to be linked. */
  public Page ask(CallbackRequest asked, LogInChat chat) {
    String language = chat.language();
    Map<String, String> buttons =
        Map.of(
            "code", StringEscapeUtils.escapeHtml4(asked.address().code()),
            "state", StringEscapeUtils.escapeHtml4(asked.address().state()),
            "yes", messages.text(language, "callback.yes"),
            "no", messages.text(language, "callback.no"));
    return page(
        200,
        language,
        messages.text(
            language,
            "callback.ask",
            Map.of(
                "chat",
                shown(chat),
                "orders",
                readsOrders ? messages.html(language, "callback.orders", Map.of()) : "")),
        filled(form, buttons));
  }

  /** Says that it is done. */
  public Page linked(LogInChat chat, @Nullable String shop, long sellerId) {
    String language = chat.language();
    return page(
        200,
        language,
        messages.text(
            language,
            "callback.linked",
            Map.of("chat", shown(chat), "shop", shop == null ? "#" + sellerId : oneLine(shop))),
        wayBack(chat));
  }

  /**
   * Says what has become of a log-in, or why there is none.
   *
   * @param chat where it was begun, if there is one
   */
  public Page say(@Nullable LogInChat chat, String what) {
    String language = chat == null ? null : chat.language();
    String back = wayBack(chat);
    return switch (what.toLowerCase(Locale.ROOT)) {
      case "decline" -> page(200, language, messages.text(language, "callback.declined"), back);
      case "denied" -> page(400, language, messages.text(language, "callback.denied"), back);
      case "failed" -> page(400, language, messages.text(language, "callback.failed"), back);
      case "incomplete" ->
          page(400, language, messages.text(language, "callback.incomplete"), back);
      case "no_shop" -> page(400, language, messages.text(language, "callback.noShop"), back);
      case "unknown" -> page(404, language, messages.text(language, "callback.unknown"), back);
      case "used", "other_login" ->
          page(410, language, messages.text(language, "callback.used"), back);
      case "old" -> page(410, language, messages.text(language, "callback.old"), back);
      case "wrong" -> page(410, language, messages.text(language, "callback.wrong"), back);
      case "busy" -> page(429, language, messages.text(language, "callback.busy"), back);
      case "away" -> page(502, language, messages.text(language, "callback.away"), back);
      case "unfinished" ->
          page(502, language, messages.text(language, "callback.unfinished"), back);
      case "key_refused" ->
          page(502, language, messages.text(language, "callback.keyRefused"), back);
      default -> page(500, language, messages.text(language, "callback.sorry"), back);
    };
  }

  /** The first paragraph of a text is its headline. */
  private Page page(int status, @Nullable String language, String text, String buttons) {
    String[] parts = text.split("\n\n", 2);
    return new Page(
        status,
        filled(
            page,
            Map.of(
                "language",
                messages.spoken(language),
                "title",
                parts[0],
                "text",
                parts.length == 1 ? "" : parts[1].replace("\n\n", "</p>\n<p>"),
                "form",
                buttons,
                "notice",
                messages.text(language, "notice"))));
  }

  private static String filled(String html, Map<String, String> values) {
    StringSubstitutor substitutor = new StringSubstitutor(values);
    // A chat may be called ${state}.
    substitutor.setDisableSubstitutionInValues(true);
    return substitutor.replace(html);
  }

  private Object shown(LogInChat chat) {
    ChatName name = name(chat);
    return name.asked(
        messages,
        chat.language(),
        botName.get(),
        name.isGroup() ? readers.apply(chat.address()) : Optional.empty());
  }

  /** The button to Telegram; a group has no address that surely opens it, but Telegram has. */
  private String wayBack(@Nullable LogInChat chat) {
    boolean toGroup = chat != null && name(chat).isGroup();
    String language = chat == null ? null : chat.language();
    String label = messages.text(language, toGroup ? "callback.toTelegram" : "callback.toChat");
    return botName.get().map(bot -> filled(link, Map.of("bot", bot, "label", label))).orElse("");
  }

  private static ChatName name(LogInChat chat) {
    return ChatName.of(chat.address(), chat.chatName());
  }

  /** An empty line would begin a paragraph. */
  private static String oneLine(String name) {
    return name.replaceAll("\\s+", " ");
  }

  private static String template(String name) {
    String file = "/callback/" + name + ".html";
    try (InputStream html =
        Objects.requireNonNull(CallbackPage.class.getResourceAsStream(file), file)) {
      return new String(html.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(String text) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
