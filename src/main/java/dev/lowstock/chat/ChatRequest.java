package dev.lowstock.chat;

import dev.lowstock.chat.settings.SettingsChat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asked of the bot, read from an update of any kind (Bot API, Update).
 *
 * @param answer what is asked for: a command, what a button or a text may be, or what happened to
 *     the chat
 * @param address the chat's id
 * @param userId who asked; anonymous admins and channels have a stand-in or none
 * @param argument what stood behind the command, or the whole text; may be empty
 * @param callbackId of a pressed button, to be answered
 * @param newAddress the id that a group has as a supergroup
 * @param inGroup false in a private chat
 * @param isAdmin true for an admin who writes as the group itself; other admins have to be asked
 *     for
 * @param chatName what people call the chat, in one line; may be empty. The only @ in it is that of
 *     a handle which Telegram gave, at its end
 * @param topic of the group in which it was asked; null in General and where there are no topics
 * @param language as Telegram names it; null: not known
 * @param command the command that was sent, which there is: {@code direct:answer-<command>} answers
 *     it; null for all else
 * @param chosenLanguage that the chat chose, and is spoken to in; null: it did not choose
 * @param userName what who pressed a button is called, in one line; empty for all else
 */
public record ChatRequest(
    String answer,
    String address,
    String userId,
    @Nullable String language,
    String argument,
    @Nullable String callbackId,
    @Nullable Long messageId,
    @Nullable String newAddress,
    boolean inGroup,
    boolean isAdmin,
    String chatName,
    @Nullable Long topic,
    @Nullable String command,
    @Nullable String chosenLanguage,
    String userName) {
  static final String CHANNEL = "telegram";

  /** A button of the settings, the page that it is for, and what it sets there. */
  private static final Pattern SETTING =
      Pattern.compile("set(?::([a-z]{1,12}(?::[A-Za-z0-9_+/:-]{1,45})?))?");

  /** Answers of buttons, as their {@code callback_data} names them. */
  private static final Set<String> ACTIONS = Set.of("keep", "forget", "login");

  private static final Set<String> OUTSIDE = Set.of("left", "kicked");

  /** What happens to chats, and what a group says among itself: nobody waits for an answer. */
  private static final Set<String> UNASKED =
      Set.of("nothing", "overheard", "blocked", "unblocked", "moved");

  private static final int LONGEST_ARGUMENT = 2000;

  private static final int LONGEST_NAME = 64;

  /** A code or an error with its sign of equality, as it is, or percent-encoded once or twice. */
  private static final Pattern CALLBACK =
      Pattern.compile(
          "(^|[^a-z]|%(25)?3F|%(25)?26)(code|error)(=|%(25)?3D)", Pattern.CASE_INSENSITIVE);

  /** A command, the bot it is for, and what stands behind it, with a colon between or without. */
  private static final Pattern COMMAND =
      Pattern.compile("/([^\\s:@]*)(?:@([^\\s:]*))?[\\s:]*(.*)", Pattern.DOTALL);

  /** What keyboards and apps put in place of a space, and what cannot be seen. */
  private static final Pattern SPACE = Pattern.compile("\\p{Z}+");

  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");

  /** What may be a code of Etsy, where somebody says so. */
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.~+/=&%-]{4,}");

  /** The same without a word, where it may as well be talk: that seldom has digits in it. */
  private static final Pattern SURE_CODE = Pattern.compile("(?=.*[0-9])[A-Za-z0-9_.~+/=&%-]{6,}");

  private static final Pattern WEB_ADDRESS =
      Pattern.compile("https?(://|%3A%2F%2F)\\S+", Pattern.CASE_INSENSITIVE);

  private static final Pattern HANDLE = Pattern.compile("[A-Za-z0-9_]{1,32}");

  /** Control and format characters, among them those that turn the direction of what follows. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");

  /** A request outside all topics. */
  public ChatRequest(
      String answer,
      String address,
      String userId,
      @Nullable String language,
      String argument,
      @Nullable String callbackId,
      @Nullable Long messageId,
      @Nullable String newAddress,
      boolean inGroup,
      boolean isAdmin,
      String chatName) {
    this(
        answer,
        address,
        userId,
        language,
        argument,
        callbackId,
        messageId,
        newAddress,
        inGroup,
        isAdmin,
        chatName,
        null,
        null,
        null,
        "");
  }

  /**
   * Reads an update; one that asks nothing of us has the answer {@code nothing}.
   *
   * @param botName gives our username: commands for other bots are not ours
   * @param commands whether there is a command of this name
   * @param stock whether it is known how many are left: buttons about that are understood
   */
  public static ChatRequest of(
      Map<String, Object> update,
      Supplier<String> botName,
      Predicate<String> commands,
      boolean stock) {
    Map<?, ?> message = map(update.get("message"));
    Map<?, ?> pressed = map(update.get("callback_query"));
    Map<?, ?> member = map(update.get("my_chat_member"));
    if (!pressed.isEmpty()) {
      return ofButton(pressed, stock);
    }
    if (!member.isEmpty()) {
      String status = text(map(member.get("new_chat_member")).get("status"));
      return plain(
          member,
          OUTSIDE.contains(status) ? "blocked" : status.isEmpty() ? "nothing" : "unblocked");
    }
    if (message.isEmpty()) {
      return plain(message, "nothing");
    }
    if (message.get("migrate_to_chat_id") != null) {
      return moved(message);
    }
    return ofText(message, botName, commands);
  }

  private static ChatRequest ofText(
      Map<?, ?> message, Supplier<String> botName, Predicate<String> commands) {
    String text = typed(text(message.get("text")));
    // An anonymous admin comes as a stand-in bot; sender_chat tells the truth (Bot API, Message).
    boolean fromBot =
        Boolean.TRUE.equals(map(message.get("from")).get("is_bot")) && !isAnonymousAdmin(message);
    if (text.isEmpty() || text.length() > LONGEST_ARGUMENT || fromBot || ofChannel(message)) {
      return plain(message, "nothing");
    }
    boolean alone = !inGroup(message);
    if (!text.startsWith("/")) {
      return with(message, alone ? "text" : "overheard", text);
    }
    Matcher command = COMMAND.matcher(text);
    boolean named = command.matches() && command.group(2) != null;
    if (named && !command.group(2).equalsIgnoreCase(botName.get())) {
      return plain(message, "nothing");
    }
    String name = command.group(1).toLowerCase(Locale.ROOT);
    String argument = command.group(3);
    if (commands.test(name)) {
      ChatRequest asked = with(message, name, argument);
      return asked.address().isEmpty() ? asked : asked.calling(name);
    }
    // In a group, a command without a name may be meant for another bot.
    return plain(message, alone || named ? "unknown" : "nothing");
  }

  /** As it was meant: with plain spaces, colons and digits, whatever the keyboard made of them. */
  private static String typed(String text) {
    String spaced = SPACE.matcher(text).replaceAll(" ").replace('\uff1a', ':');
    return INVISIBLE
        .matcher(spaced)
        .replaceAll("")
        .strip()
        .codePoints()
        .map(sign -> Character.isDigit(sign) ? '0' + Character.digit(sign, 10) : sign)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static ChatRequest ofButton(Map<?, ?> pressed, boolean stock) {
    Map<?, ?> message = map(pressed.get("message"));
    Map<?, ?> from = map(pressed.get("from"));
    String data = text(pressed.get("data"));
    String address = text(map(message.get("chat")).get("id"));
    StockWish wish = address.isEmpty() ? null : StockWish.ofButton(data, stock);
    Matcher setting = SETTING.matcher(data);
    if (setting.matches() && !address.isEmpty()) {
      wish = new StockWish("set", setting.group(1) == null ? "" : setting.group(1));
    }
    String action = ACTIONS.contains(data) && !address.isEmpty() ? data : "pressed";
    if (isForged(message, data)) {
      wish = new StockWish("forged", "");
    }
    return new ChatRequest(
        wish == null ? action : wish.answer(),
        address,
        text(from.get("id")),
        language(from),
        wish == null ? "" : wish.argument(),
        text(pressed.get("id")),
        message.get("message_id") instanceof Number id ? id.longValue() : null,
        null,
        inGroup(message),
        false,
        chatName(message),
        topic(message),
        null,
        null,
        userName(from));
  }

  private static String userName(Map<?, ?> from) {
    return Stream.of(text(from.get("first_name")), text(from.get("username")))
        .map(name -> cut(name, LONGEST_NAME))
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse("Telegram " + text(from.get("id")));
  }

  /**
   * A changed app may send whatever it likes as pressed. Of a message that is too old, Telegram
   * shows neither text nor buttons (Bot API, InaccessibleMessage).
   */
  private static boolean isForged(Map<?, ?> message, String data) {
    boolean shown = message.containsKey("text") || message.containsKey("caption");
    return shown
        && list(map(message.get("reply_markup")).get("inline_keyboard")).stream()
            .flatMap(row -> list(row).stream())
            .noneMatch(button -> data.equals(text(map(button).get("callback_data"))));
  }

  /** The same, to be answered by the route of a command, or by none. */
  ChatRequest calling(@Nullable String answering) {
    return with(answering, chosenLanguage);
  }

  /** The same in a chat that has chosen a language. */
  ChatRequest speaking(String chosen) {
    return with(command, chosen);
  }

  private ChatRequest with(@Nullable String answering, @Nullable String chosen) {
    return new ChatRequest(
        answer,
        address,
        userId,
        language,
        argument,
        callbackId,
        messageId,
        newAddress,
        inGroup,
        isAdmin,
        chatName,
        topic,
        answering,
        chosen,
        userName);
  }

  /** The language that the chat is spoken to in; null: not known. */
  @Override
  public @Nullable String language() {
    return chosenLanguage == null ? language : chosenLanguage;
  }

  /** The chat, for its settings. */
  SettingsChat settingsChat() {
    return new SettingsChat(CHANNEL, address, language);
  }

  /** Whether somebody asked, and waits for an answer. */
  public boolean wantsAnswer() {
    return command != null || !UNASKED.contains(answer);
  }

  /** Whether somebody in the chat wrote or pressed something. */
  public boolean isHeard() {
    return wantsAnswer() || answer.equals("overheard");
  }

  /**
   * Whose limits count: the user's id, or the chat's for those who write as the group, whose
   * stand-in is the same in all groups, or as nobody.
   */
  public String person() {
    return isAdmin || userId.isEmpty() ? address : userId;
  }

  /** The number that was sent or chosen, 0 to 999; null when there is none. */
  public @Nullable Integer count() {
    return StockWish.count(argument);
  }

  /** The seller that a pressed button is about; null when it is about all. */
  public @Nullable Long subject() {
    return StockWish.subject(argument);
  }

  /** The listing that a pressed button is about. */
  public @Nullable Long listing() {
    return StockWish.listing(argument);
  }

  /** The variation of a listing that a pressed button is about; null when it is about none. */
  public @Nullable Long variation() {
    return StockWish.variation(argument);
  }

  /** Yes or no; null when neither was said. */
  public @Nullable Boolean wanted() {
    return StockWish.wanted(argument);
  }

  private static ChatRequest moved(Map<?, ?> message) {
    String address = text(map(message.get("chat")).get("id"));
    String newAddress = text(message.get("migrate_to_chat_id"));
    return address.isEmpty() || newAddress.isEmpty()
        ? plain(message, "nothing")
        : new ChatRequest("moved", address, "", null, "", null, null, newAddress, true, false, "");
  }

  private static ChatRequest plain(Map<?, ?> message, String answer) {
    return with(message, answer, "");
  }

  private static ChatRequest with(Map<?, ?> message, String answer, String argument) {
    String address = text(map(message.get("chat")).get("id"));
    Map<?, ?> from = map(message.get("from"));
    return new ChatRequest(
        address.isEmpty() ? "nothing" : answer,
        address,
        text(from.get("id")),
        language(from),
        argument,
        null,
        null,
        null,
        inGroup(message),
        isAnonymousAdmin(message),
        chatName(message),
        topic(message),
        null,
        null,
        "");
  }

  /** True when it looks like the address, or the end of one, that a log-in at Etsy ends on. */
  public boolean holdsCallback() {
    return CALLBACK.matcher(argument).find();
  }

  /** True when it may be what a log-in at Etsy ends on, and not only talk. */
  public boolean mayBePin() {
    return isAddress() || SURE_CODE.matcher(argument).matches();
  }

  /** The same of what somebody sent as a code, where spaces may stand between its digits. */
  public boolean holdsCode() {
    return isAddress() || CODE.matcher(argument.replaceAll("(?<=[0-9]) (?=[0-9])", "")).matches();
  }

  private boolean isAddress() {
    return holdsCallback() || WEB_ADDRESS.matcher(argument).matches();
  }

  private static String chatName(Map<?, ?> message) {
    Map<?, ?> chat = map(message.get("chat"));
    String title = text(chat.get("title"));
    String username = text(chat.get("username"));
    String name = title.isBlank() ? text(chat.get("first_name")) : title;
    boolean hasHandle = title.isBlank() && HANDLE.matcher(username).matches();
    String handle = hasHandle ? "@" + username : "";
    // What tells people apart stays whole, however long a name one gives oneself.
    return (cut(name, LONGEST_NAME - handle.length() - 1) + " " + handle).strip();
  }

  private static String cut(String name, int longest) {
    String line = UNSEEN.matcher(name).replaceAll(" ").replaceAll("[@\uff20\ufe6b]", " ").strip();
    return line.codePoints()
        .limit(line.codePointCount(0, Math.min(longest, line.length())))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean inGroup(Map<?, ?> message) {
    return !"private".equals(text(map(message.get("chat")).get("type")));
  }

  /**
   * What a channel posts is no request, nor is what Telegram forwards of it to its group, nor what
   * people write to the channel itself (Bot API, Chat).
   */
  private static boolean ofChannel(Map<?, ?> message) {
    Map<?, ?> chat = map(message.get("chat"));
    return "channel".equals(text(chat.get("type")))
        || Boolean.TRUE.equals(chat.get("is_direct_messages"))
        || Boolean.TRUE.equals(message.get("is_automatic_forward"));
  }

  /** In a group without topics, replies have a thread too, which nothing can be sent to. */
  private static @Nullable Long topic(Map<?, ?> message) {
    return Boolean.TRUE.equals(message.get("is_topic_message"))
            && message.get("message_thread_id") instanceof Number topic
        ? topic.longValue()
        : null;
  }

  private static boolean isAnonymousAdmin(Map<?, ?> message) {
    String sender = text(map(message.get("sender_chat")).get("id"));
    return !sender.isEmpty() && sender.equals(text(map(message.get("chat")).get("id")));
  }

  private static @Nullable String language(Map<?, ?> from) {
    String language = text(from.get("language_code"));
    return language.matches("[A-Za-z-]{2,35}") ? language : null;
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static String text(@Nullable Object value) {
    return value instanceof String || value instanceof Number ? value.toString() : "";
  }
}
