package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.ChatButton;
import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.FreePorts;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.TelegramChat;
import dev.lowstock.sandbox.TelegramRequest;
import dev.lowstock.sandbox.WebhookSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * An Etsy, a Telegram, and Lowstock between them, which may die and start again on its database.
 *
 * <p>Closing it ends everything, and fails if any run ever printed a secret.
 */
final class Town implements AutoCloseable {
  /** The button that leads to Etsy, in English and German. */
  private static final Set<String> LOG_IN = Set.of("Log in to Etsy", "Bei Etsy anmelden");

  static final Duration PATIENCE = Program.PATIENCE;

  /** Every token and secret that this Etsy gives out ends with it, so that it can be searched. */
  private static final String MARK = "0secretmark0";

  private static final Pattern LISTING = Pattern.compile("etsy\\.com/listing/(\\d+)");

  final SandboxEtsy etsy;
  final SandboxTelegram telegram;
  final Path directory;
  final Map<String, String> environment = new HashMap<>();
  private final List<String> javaOptions = new ArrayList<>();
  private final List<Program> programs = new CopyOnWriteArrayList<>();
  private final List<String> pins = new CopyOnWriteArrayList<>();

  private boolean beginsWithTables = true;
  private boolean apart;

  private Town(Path directory, SandboxEtsy etsy, SandboxTelegram telegram) {
    this.directory = directory;
    this.etsy = etsy;
    this.telegram = telegram;
    etsy.endsTokensWith(MARK);
    environment.put("ETSY_API", "v2");
    environment.put("TELEGRAM_TOKEN", SandboxTelegram.TOKEN);
    environment.put("TELEGRAM_API_URL", telegram.baseUri());
    environment.put("ETSY_CONSUMER_KEY", etsy.keys().consumerKey());
    environment.put("ETSY_SHARED_SECRET", etsy.keys().sharedSecret());
    environment.put("ETSY_FEEDS_KEY", etsy.keys().feedsKey());
    environment.put("ETSY_API_URL", etsy.url().toString());
    environment.put("ETSY_POLL_PERIOD", "500ms");
    environment.put("DATABASE_FILE", directory.resolve("lowstock").toString());
    environment.put("HTTP_PORT", Integer.toString(FreePorts.next()));
  }

  static Town open(Path directory) {
    return open(directory, SandboxTelegram.start());
  }

  static Town open(Path directory, SandboxTelegram telegram) {
    try {
      return new Town(directory, SandboxEtsy.start(), telegram);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same with Etsy's API v3 in place of v2. */
  static Town openV3(Path directory) {
    return open(directory).speaksV3();
  }

  private Town speaksV3() {
    String server = "http://127.0.0.1:" + environment.get("HTTP_PORT");
    environment.put("ETSY_API", "v3");
    environment.put("ETSY_CONNECT_URL", etsy.connectUrl().toString());
    environment.put("ETSY_REDIRECT_URI", server + "/etsy/callback");
    etsy.registersRedirect(server + "/etsy/callback");
    // More than looks at every shop in every poll period take.
    etsy.limitsCalls(100, 100_000_000);
    return this;
  }

  /** Etsy tells the bot at once what happens, signed with this secret. */
  Town sendsWebhooks() {
    String secret = WebhookSigner.exampleSecret();
    environment.put("ETSY_WEBHOOK_SECRET", secret);
    etsy.sendsWebhooksTo(
        URI.create("http://127.0.0.1:" + environment.get("HTTP_PORT") + "/etsy/webhook"), secret);
    return this;
  }

  /** Puts a cable between the program and Etsy, whose end is the caller's to see to. */
  Cable reachesEtsyByCable() {
    Cable cable = Cable.lay(FreePorts.next(), List.of(etsy.url().getPort()));
    environment.put("ETSY_API_URL", "http://127.0.0.1:" + cable.port());
    return cable;
  }

  /** The same between the program and Telegram. */
  Cable reachesTelegramByCable() {
    Cable cable = Cable.lay(FreePorts.next(), List.of(URI.create(telegram.baseUri()).getPort()));
    environment.put("TELEGRAM_API_URL", "http://127.0.0.1:" + cable.port());
    return cable;
  }

  /** Messages follow each other quickly, and Etsy may be asked often. */
  Town hurries() {
    javaOptions.add("-Dlowstock.chatPaceMillis=50");
    javaOptions.add("-Dlowstock.telegramSendsPerSecond=1000");
    javaOptions.add("-Dlowstock.etsyCallsPerSecond=1000");
    return this;
  }

  /** Starts Java with one more option. */
  Town withJavaOption(String option) {
    javaOptions.add(option);
    return this;
  }

  /** Tokens end with these characters, too. */
  Town endsTokensWith(String characters) {
    etsy.endsTokensWith(MARK + characters);
    return this;
  }

  /** Each program is a process of its own, which ends with it. */
  Town startsProcesses() {
    apart = true;
    return this;
  }

  /** The first program that starts makes its database by itself. */
  Town beginsWithNothing() {
    beginsWithTables = false;
    return this;
  }

  /** Starts the program and waits until it says that it runs. */
  Program runs() {
    return starts().awaitStarted();
  }

  /** Starts the program, whatever becomes of it. */
  Program starts() {
    return startsWith(Map.of());
  }

  Program startsWith(Map<String, String> changes) {
    return startsWith(changes, List.of());
  }

  Program startsWith(Map<String, String> changes, List<String> moreOptions) {
    List<String> options = new ArrayList<>(javaOptions);
    options.addAll(moreOptions);
    if (beginsWithTables && !Files.exists(directory.resolve("lowstock.script"))) {
      EmptyDatabase.in(directory);
    }
    beginsWithTables = false;
    Map<String, String> all = changed(changes);
    return keep(
        apart ? Program.start(directory, all, options) : Program.next(directory, all, options));
  }

  /** Starts another command than {@code run}. */
  Program plays(Map<String, String> changes, String... command) {
    return keep(Program.start(directory, changed(changes), javaOptions, List.of(command)));
  }

  private Map<String, String> changed(Map<String, String> changes) {
    Map<String, String> changed = new HashMap<>(environment);
    changed.putAll(changes);
    changed.values().removeIf(String::isEmpty);
    return changed;
  }

  private Program keep(Program program) {
    programs.add(program);
    return program;
  }

  /** The person logs in from the private chat, as the seller of the shop. */
  Person logsIn(Person person, SandboxShop shop) {
    long before = timesWatched(person, shop);
    if ("v3".equals(environment.get("ETSY_API"))) {
      assertThat(shop.logsIn(startsLogIn(person))).contains("You can go back to Telegram");
      await().atMost(PATIENCE).until(() -> timesWatched(person, shop) > before);
      return person;
    }
    String pin = allows(shop, startsLogIn(person));
    person.says("/pin " + pin);
    await().atMost(PATIENCE).until(() -> timesWatched(person, shop) > before);
    return person;
  }

  /**
   * The same, until the shop was looked at for the first time: what changes from now on is told.
   */
  Person watches(Person person, SandboxShop shop) {
    logsIn(person, shop);
    awaitSummary(person, shop);
    return person;
  }

  static ChatMessage awaitSummary(TelegramChat chat, SandboxShop shop) {
    return chat.awaitMessage(
        message ->
            message.text().contains("I watch " + shop.name() + " now: ")
                || message.text().contains("I watch " + shop.name() + " now. It has no listing"),
        PATIENCE);
  }

  /** Says /start; where the button leads that the bot then gives. */
  String startsLogIn(Person person) {
    int before = loginUrls(person).size();
    person.says("/start");
    await().atMost(PATIENCE).until(() -> loginUrls(person).size() > before);
    return loginUrl(person);
  }

  /** Presses Allow on the page behind a button; the pin that the page then shows. */
  String allows(SandboxShop shop, String loginUrl) {
    String pin = shop.allows(loginUrl);
    pins.add(pin);
    return pin;
  }

  /** Where the newest button leads that logs in. */
  static String loginUrl(TelegramChat chat) {
    return await().atMost(PATIENCE).until(() -> loginUrls(chat), urls -> !urls.isEmpty()).stream()
        .reduce("", (older, newer) -> newer);
  }

  static List<String> loginUrls(TelegramChat chat) {
    return chat.messages().stream()
        .flatMap(message -> message.buttons().stream())
        .filter(button -> LOG_IN.contains(button.label()))
        .flatMap(button -> button.url().stream())
        .toList();
  }

  static ChatMessage awaitWatched(TelegramChat chat, SandboxShop shop) {
    return chat.awaitMessage(message -> isWatched(message, shop), PATIENCE);
  }

  private static boolean isWatched(ChatMessage message, SandboxShop shop) {
    return message.text().contains("I watch " + shop.loginName() + " now")
        || message.text().contains("I watch " + shop.name() + " now");
  }

  private static long timesWatched(TelegramChat chat, SandboxShop shop) {
    return chat.messages().stream().filter(message -> isWatched(message, shop)).count();
  }

  /**
   * Until a look at the shop has been recorded that began after now: the second call for the first
   * page of its list is made when the look of the first one is over.
   */
  void awaitLook(SandboxShop shop) {
    Instant now = Instant.now();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                etsy.calls(EtsyEndpoint.LISTINGS_BY_SHOP).stream()
                        .filter(call -> call.path().contains("/" + shop.shopId() + "/"))
                        .filter(call -> !call.receivedAt().isBefore(now))
                        .filter(call -> String.valueOf(call.query()).startsWith("state=active"))
                        .filter(call -> String.valueOf(call.query()).contains("&offset=0"))
                        .count()
                    >= 2);
  }

  /** How many messages of the chat say this. */
  static long timesSaid(TelegramChat chat, String text) {
    return chat.messages().stream().filter(message -> message.text().contains(text)).count();
  }

  /** How often the bot tried to write to a chat. */
  long sends(TelegramChat chat) {
    return telegram.requests("sendMessage").stream().filter(sent -> isFor(chat, sent)).count();
  }

  static boolean isFor(TelegramChat chat, TelegramRequest sent) {
    return sent.text("chat_id").filter(Long.toString(chat.chatId())::equals).isPresent();
  }

  /** Waits for the message that names a listing. */
  static ChatMessage awaitTold(TelegramChat chat, SandboxListing listing) {
    return chat.awaitMessage(message -> listings(message).contains(listing.id()), PATIENCE);
  }

  /** How many messages of the chat name a listing. */
  static long timesTold(TelegramChat chat, SandboxListing listing) {
    return chat.messages().stream()
        .filter(message -> listings(message).contains(listing.id()))
        .count();
  }

  /** The listings that an alert names, by the links in it or under it; none if it is no alert. */
  static List<Long> listings(ChatMessage message) {
    List<String> links = new ArrayList<>();
    message.buttons().forEach(button -> button.url().ifPresent(links::add));
    links.add(message.html());
    return LISTING
        .matcher(
            message.text().toLowerCase(java.util.Locale.ROOT).contains("sold out")
                ? String.join(" ", links)
                : "")
        .results()
        .map(MatchResult::group)
        .map(link -> Long.parseLong(link.substring(link.lastIndexOf('/') + 1)))
        .toList();
  }

  static List<String> links(ChatMessage message) {
    return message.buttons().stream().map(ChatButton::url).flatMap(url -> url.stream()).toList();
  }

  /** Etsy stamps changes in seconds: what happens after this has another stamp. */
  static void awaitNextSecond() {
    long second = Instant.now().getEpochSecond();
    await().pollInterval(Duration.ofMillis(5)).until(() -> Instant.now().getEpochSecond() > second);
  }

  /** Until no message was sent for a second. */
  void awaitSecondOfSilence() {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                telegram.requests("sendMessage").stream()
                    .allMatch(sent -> sent.receivedAt().isBefore(Instant.now().minusSeconds(1))));
  }

  /**
   * Until nothing is owed any more, and no message was sent for a second. What was sent and not
   * recorded when a process died is owed when it starts again: repeats are counted after that.
   */
  void awaitQuiet(Program program) {
    await()
        .atMost(PATIENCE)
        // Its metrics may be of two seconds ago.
        .pollDelay(Duration.ofSeconds(2))
        .until(() -> ServerPage.gauge(program, "outbox_alerts") == 0);
    awaitSecondOfSilence();
  }

  @Override
  public void close() {
    programs.forEach(Program::close);
    telegram.close();
    etsy.close();
    assertThat(programs.stream().flatMap(program -> program.lines().stream()))
        .noneMatch(line -> secrets().stream().anyMatch(line::contains));
  }

  /** Whatever must be printed nowhere. */
  List<String> secrets() {
    List<String> secrets = new ArrayList<>(pins);
    secrets.add(MARK);
    secrets.add(SandboxTelegram.TOKEN);
    secrets.add(SandboxTelegram.TOKEN.substring(SandboxTelegram.TOKEN.indexOf(':') + 1));
    secrets.add(etsy.keys().sharedSecret());
    secrets.add(etsy.keys().feedsKey());
    return secrets;
  }
}
