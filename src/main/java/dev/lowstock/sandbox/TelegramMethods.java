package dev.lowstock.sandbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The Bot API's methods, as far as a bot like ours needs them. Thread-safe. */
final class TelegramMethods {
  static final Map<String, Object> BOT =
      Map.of("id", 123456L, "is_bot", true, "first_name", "Lowstock", "username", "lowstock_bot");

  private static final int LONGEST_TEXT = 4096;
  private static final int LONGEST_CAPTION = 1024;
  private static final int LARGEST_FILE = 50 << 20;

  private final UpdateQueue updates;
  private final TelegramChats chats;
  private final SendLimits limits;
  private final Map<String, Object> commands = new ConcurrentHashMap<>();
  private final UpdateSender sender;

  TelegramMethods(
      UpdateQueue updates, UpdateSender sender, TelegramChats chats, SendLimits limits) {
    this.updates = updates;
    this.sender = sender;
    this.chats = chats;
    this.limits = limits;
  }

  /** Names are not case-sensitive (Bot API, "Making requests"). */
  Object call(TelegramRequest request) throws InterruptedException {
    return switch (request.method().toLowerCase(Locale.ROOT)) {
      case "getme" -> BOT;
      case "getupdates" -> getUpdates(request);
      case "sendmessage" -> sendMessage(request);
      case "sendphoto" -> sendMedia(request, "photo");
      case "senddocument" -> sendMedia(request, "document");
      case "sendvideo" -> sendMedia(request, "video");
      case "sendaudio" -> sendMedia(request, "audio");
      case "editmessagetext" -> edit(request, true);
      case "editmessagereplymarkup" -> edit(request, false);
      case "deletemessage" -> deleteMessage(request);
      case "answercallbackquery" -> answerCallbackQuery(request);
      case "setmycommands" -> setMyCommands(request);
      case "getmycommands" -> commands.getOrDefault(commandScope(request), List.of());
      case "sendchataction" -> chats.open(required(request, "chat_id")).chatId() != 0;
      case "setwebhook" -> setWebhook(request);
      case "deletewebhook" -> deleteWebhook(request);
      case "getwebhookinfo" -> getWebhookInfo();
      case "getchatmember" -> getChatMember(request);
      case "getchatmembercount" -> getChatMemberCount(request);
      default -> throw new TelegramRefusal(404, "Not Found: method not found");
    };
  }

  private Object getUpdates(TelegramRequest request) throws InterruptedException {
    if (sender.hook() != null) {
      throw new TelegramRefusal(
          409,
          "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to"
              + " delete the webhook first");
    }
    Optional<List<String>> kinds = kinds(request);
    return updates.poll(
        request.number("offset"),
        Math.toIntExact(Math.max(1, Math.min(100, request.number("limit").orElse(100L)))),
        Duration.ofSeconds(request.number("timeout").orElse(0L)),
        kinds);
  }

  private Object sendMessage(TelegramRequest request) {
    String plain = plain(request, request.text("text").orElse(""), LONGEST_TEXT);
    if (plain.isEmpty()) {
      throw TelegramRefusal.badRequest("message text is empty");
    }
    return send(request, plain, request.text("text").orElse(""), Optional.empty());
  }

  private Object sendMedia(TelegramRequest request, String field) {
    Object media = request.parameters().get(field);
    if (media == null) {
      throw TelegramRefusal.badRequest("there is no " + field + " in the request");
    }
    String caption = request.text("caption").orElse("");
    if (media instanceof UploadedFile file && file.size() > LARGEST_FILE) {
      throw new TelegramRefusal(413, "Request Entity Too Large");
    }
    String shown = media instanceof UploadedFile file ? file.filename() : media.toString();
    return send(request, plain(request, caption, LONGEST_CAPTION), caption, Optional.of(shown));
  }

  private Object send(TelegramRequest request, String plain, String html, Optional<String> photo) {
    TelegramChat chat = chats.open(required(request, "chat_id"));
    List<ChatButton> buttons =
        request.structure("reply_markup").map(ChatButton::read).orElse(List.of());
    Optional<Long> topic = request.number("message_thread_id");
    if (topic.isPresent() && !chat.hasTopic(topic.get())) {
      throw TelegramRefusal.badRequest("message thread not found");
    }
    if (topic.isPresent() && chat.isClosed(topic.get())) {
      throw TelegramRefusal.badRequest("TOPIC_CLOSED");
    }
    limits.check(chat.chatId());
    ChatMessage message =
        new ChatMessage(
            chats.nextMessageId(),
            chat.chatId(),
            topic,
            plain,
            html,
            buttons,
            photo,
            false,
            request.parameters());
    chats.show(chat, message);
    return chats.json(message);
  }

  private Object edit(TelegramRequest request, boolean withText) {
    TelegramChat chat = chats.open(required(request, "chat_id"));
    ChatMessage old =
        chat.message(request.number("message_id").orElse(0L))
            .orElseThrow(() -> TelegramRefusal.badRequest("message to edit not found"));
    String html = withText ? request.text("text").orElse("") : old.html();
    String text = withText ? plain(request, html, LONGEST_TEXT) : old.text();
    if (withText && old.photo().isPresent()) {
      throw TelegramRefusal.badRequest("there is no text in the message to edit");
    }
    if (withText && text.isEmpty()) {
      throw TelegramRefusal.badRequest("message text is empty");
    }
    List<ChatButton> buttons =
        request.structure("reply_markup").map(ChatButton::read).orElse(List.of());
    if (text.equals(old.text()) && html.equals(old.html()) && buttons.equals(old.buttons())) {
      throw TelegramRefusal.badRequest(
          "message is not modified: specified new message content and reply markup are exactly the"
              + " same as a current content and reply markup of the message");
    }
    ChatMessage edited =
        new ChatMessage(
            old.messageId(),
            chat.chatId(),
            old.topic(),
            text,
            html,
            buttons,
            old.photo(),
            true,
            request.parameters());
    chats.show(chat, edited);
    return chats.json(edited);
  }

  private Object deleteMessage(TelegramRequest request) {
    TelegramChat chat = chats.open(required(request, "chat_id"));
    if (!chat.remove(request.number("message_id").orElse(0L))) {
      throw TelegramRefusal.badRequest("message to delete not found");
    }
    return true;
  }

  private Object answerCallbackQuery(TelegramRequest request) {
    chats.answerPress(required(request, "callback_query_id"), request.text("text").orElse(""));
    return true;
  }

  private Object setMyCommands(TelegramRequest request) {
    Object list = request.structure("commands").orElse(List.of());
    for (Object command : (List<?>) list) {
      if (!(command instanceof Map<?, ?> named)
          || !matches(named.get("command"), "[a-z0-9_]{1,32}")
          || !matches(named.get("description"), "(?s).{1,256}")) {
        throw TelegramRefusal.badRequest("BOT_COMMAND_INVALID");
      }
    }
    commands.put(commandScope(request), list);
    return true;
  }

  private static String commandScope(TelegramRequest request) {
    Object scope = request.structure("scope").orElse(Map.of("type", "default"));
    return new HashMap<>((Map<?, ?>) scope) + request.text("language_code").orElse("");
  }

  private static Optional<List<String>> kinds(TelegramRequest request) {
    return request
        .structure("allowed_updates")
        .map(list -> ((List<?>) list).stream().map(String::valueOf).toList());
  }

  private Object setWebhook(TelegramRequest request) {
    String url = request.text("url").orElse("");
    if (url.isEmpty()) {
      return deleteWebhook(request);
    }
    Optional<String> secret = request.text("secret_token");
    if (secret.isPresent() && !matches(secret.get(), "[A-Za-z0-9_-]{1,256}")) {
      throw TelegramRefusal.badRequest("secret token contains unallowed characters");
    }
    kinds(request).ifPresent(updates::allow);
    dropPending(request);
    sender.sendTo(new UpdateSender.Hook(url, secret));
    updates.cutOffPoll("setWebhook request");
    return true;
  }

  private Object deleteWebhook(TelegramRequest request) {
    dropPending(request);
    sender.sendTo(null);
    return true;
  }

  private void dropPending(TelegramRequest request) {
    if (request.text("drop_pending_updates").filter("true"::equals).isPresent()) {
      updates.dropAll();
    }
  }

  private Object getWebhookInfo() {
    UpdateSender.Hook hook = sender.hook();
    Map<String, Object> info = new HashMap<>(sender.lastError());
    info.put("url", hook == null ? "" : hook.url());
    info.put("has_custom_certificate", false);
    info.put("pending_update_count", updates.size());
    if (!updates.allowed().isEmpty()) {
      info.put("allowed_updates", updates.allowed());
    }
    return info;
  }

  private Object getChatMember(TelegramRequest request) {
    TelegramChat chat = chats.open(required(request, "chat_id"));
    long user = request.number("user_id").orElse(0L);
    boolean creator = chat instanceof GroupChat group && group.owner().chatId() == user;
    return Map.of(
        "user",
        Map.of("id", user, "is_bot", false, "first_name", ""),
        "status",
        creator ? "creator" : "member");
  }

  /** The bot counts as well. */
  private Object getChatMemberCount(TelegramRequest request) {
    TelegramChat chat = chats.open(required(request, "chat_id"));
    return chat instanceof GroupChat group ? group.people() + 1 : 2;
  }

  private static String plain(TelegramRequest request, String written, int longest) {
    boolean html = request.text("parse_mode").filter("HTML"::equalsIgnoreCase).isPresent();
    String plain = html ? HtmlText.plain(written) : written.strip();
    if (plain.length() > longest) {
      throw TelegramRefusal.badRequest(
          longest == LONGEST_TEXT ? "message is too long" : "message caption is too long");
    }
    return plain;
  }

  private static String required(TelegramRequest request, String name) {
    return request
        .text(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> TelegramRefusal.badRequest(name + " is empty"));
  }

  private static boolean matches(@Nullable Object value, String pattern) {
    return value instanceof String text && text.matches(pattern);
  }
}
