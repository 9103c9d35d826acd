package dev.lowstock.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final String TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";
  private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  @Test
  void everyMissingSettingHasALineOfItsOwn() {
    SettingsRefused refused = refused(Map.of());

    assertThat(refused.lines())
        .hasSize(4)
        .anyMatch(line -> line.startsWith("TELEGRAM_TOKEN is not set"))
        .anyMatch(line -> line.startsWith("ETSY_REDIRECT_URI is not set"))
        .anyMatch(line -> line.startsWith("ETSY_CONSUMER_KEY is not set"))
        .anyMatch(line -> line.startsWith("ETSY_SHARED_SECRET is not set"));
  }

  @Test
  void requiredSettingsAloneAreEnough() throws SettingsRefused {
    Settings settings = Settings.of(required());

    assertThat(settings.get(Setting.DATABASE_FILE)).isEqualTo("./data/lowstock");
    assertThat(settings.get(Setting.ETSY_POLL_PERIOD)).isEqualTo("20s");
    assertThat(settings.get(Setting.HTTP_PORT)).isEqualTo("8080");
    assertThat(settings.get(Setting.ETSY_FEEDS_KEY)).isEqualTo("ada");
    assertThat(settings.find(Setting.DATABASE_URL)).isNull();
  }

  @Test
  void emptyValueCountsAsUnset() throws SettingsRefused {
    assertThat(Settings.of(with("HTTP_PORT", "  ")).get(Setting.HTTP_PORT)).isEqualTo("8080");
    assertThat(refused(with("TELEGRAM_TOKEN", " ")).lines())
        .singleElement()
        .asString()
        .startsWith("TELEGRAM_TOKEN is not set");
  }

  @Test
  void spaceAroundAValueIsNoPartOfIt() throws SettingsRefused {
    assertThat(Settings.of(with("TELEGRAM_TOKEN", TOKEN + "\n")).get(Setting.TELEGRAM_TOKEN))
        .isEqualTo(TOKEN);
  }

  @ParameterizedTest
  @CsvSource({
    "TELEGRAM_TOKEN,110201543 AAHdq",
    "TELEGRAM_TOKEN,bot/110201543",
    "DATABASE_URL,jdbc:mysql://localhost/lowstock",
    "ETSY_API,v4",
    "ETSY_API,V2",
    "ETSY_API_URL,openapi.etsy.com",
    "ETSY_API_URL,ftp://openapi.etsy.com",
    "ETSY_API_URL,https://ada:secret@openapi.etsy.com",
    "ETSY_API_URL,https://openapi.etsy.com?key=1",
    "ETSY_API_URL,https:// etsy",
    "TELEGRAM_API_URL,https://",
    "ETSY_CONNECT_URL,www.etsy.com/oauth/connect",
    "ETSY_REDIRECT_URI,http://bot.example.org/etsy/callback",
    "ETSY_REDIRECT_URI,https://bot.example.org/etsy/callback#top",
    "ETSY_REDIRECT_URI,bot.example.org",
    "ETSY_WEBHOOK_SECRET,MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "ETSY_WEBHOOK_SECRET,whsec_***",
    "NOTIFY_WEBHOOK_SECRET,whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=",
    "NOTIFY_WEBHOOK_SECRET,whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ=",
    "LOW_STOCK_THRESHOLD,-1",
    "LOW_STOCK_THRESHOLD,few",
    "ETSY_POLL_PERIOD,soon",
    "ETSY_POLL_PERIOD,s",
    "ETSY_POLL_PERIOD,20x",
    "ETSY_POLL_PERIOD,1.5s",
    "ETSY_POLL_PERIOD,20 s",
    "ETSY_POLL_PERIOD,99ms",
    "ETSY_POLL_PERIOD,-20s",
    "HTTP_PORT,0",
    "HTTP_PORT,65536",
    "HTTP_PORT,99999999999",
    "HTTP_PORT,http",
    "MANAGEMENT_PORT,70000",
    "TELEGRAM_WEBHOOK_URL,http://bot.example.org",
    "TELEGRAM_WEBHOOK_URL,https://bot.example.org?key=1",
    "ALLOWED_TELEGRAM_USERS,'12,,13'",
    "ALLOWED_TELEGRAM_USERS,@ada",
    "ALLOWED_TELEGRAM_CHATS,99999999999999999999",
    "ADMIN_CHAT,'1,2'",
    "RETENTION_DAYS,0",
    "RETENTION_DAYS,90d",
    "PRIVACY_URL,example.org/privacy",
    "SECRET_KEY,c2hvcnQ=",
    "SECRET_KEY,not base64 at all",
  })
  void wrongValueIsRefusedInOneLineThatNamesTheVariable(String name, String value) {
    Map<String, String> settings = with(name, value);
    settings.putIfAbsent("SECRET_KEY", KEY);

    assertThat(refused(settings).lines()).singleElement().asString().startsWith(name + " ");
  }

  @Test
  void secretIsNotRepeatedInARefusal() {
    Map<String, String> settings = with("TELEGRAM_TOKEN", "hush hush");
    settings.put("SECRET_KEY", "c2VjcmV0");

    assertThat(String.join("\n", refused(settings).lines())).doesNotContain("hush", "c2VjcmV0");
  }

  @Test
  void severalKeysAreGoodWhenEachIs() throws SettingsRefused {
    assertThat(Settings.of(with("SECRET_KEY", KEY + " , " + KEY)).find(Setting.SECRET_KEY))
        .isNotNull();
    assertThat(refused(with("SECRET_KEY", KEY + ",")).lines()).hasSize(1);
  }

  @Test
  void databaseUrlRequiresASecretKey() {
    assertThat(refused(with("DATABASE_URL", "jdbc:postgresql://localhost/lowstock")).lines())
        .singleElement()
        .asString()
        .startsWith("SECRET_KEY is not set")
        .contains("openssl rand -base64 32");
  }

  @ParameterizedTest
  @CsvSource({
    "TELEGRAM_TOKN,TELEGRAM_TOKEN",
    "telegram_token,TELEGRAM_TOKEN",
    "TELEGRAM-TOKEN,TELEGRAM_TOKEN",
    "etsy.poll.period,ETSY_POLL_PERIOD",
    "ETSY_POL_PERIOD,ETSY_POLL_PERIOD",
    "DATABASE_FILES,DATABASE_FILE",
  })
  void nearMissIsRefusedWithTheNameThatWasMeant(String name, String meant) {
    assertThat(refused(with(name, "1")).lines())
        .contains(name + " is not a setting: did you mean " + meant + "?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATH",
        "HOME",
        "http_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "LANG",
        "HOSTNAME",
        "ETSY",
        "TELEGRAM",
        "DATABASE",
        "JAVA_HOME",
        "PORT",
        "HTTP_PROXY_HOST"
      })
  void otherNamesAreNobodysBusiness(String name) throws SettingsRefused {
    assertThat(Settings.of(with(name, "1"))).isNotNull();
  }

  @Test
  void dotEnvIsReadAndTheRealEnvironmentWins(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve(".env"),
        """
        # Ada's bot
        TELEGRAM_TOKEN=%s
        ETSY_CONSUMER_KEY="from file"
        ETSY_SHARED_SECRET=fire=d twice
        ETSY_REDIRECT_URI=https://bot.example.org/etsy/callback
        HTTP_PORT=9000

        OPERATOR_CONTACT=ada@example.org
        """
            .formatted(TOKEN));

    Settings settings = Settings.read(Map.of("HTTP_PORT", "9001"), folder);

    assertThat(settings.get(Setting.TELEGRAM_TOKEN)).isEqualTo(TOKEN);
    assertThat(settings.get(Setting.ETSY_CONSUMER_KEY)).isEqualTo("from file");
    assertThat(settings.get(Setting.ETSY_SHARED_SECRET)).isEqualTo("fire=d twice");
    assertThat(settings.get(Setting.HTTP_PORT)).isEqualTo("9001");
    assertThat(settings.get(Setting.OPERATOR_CONTACT)).isEqualTo("ada@example.org");
  }

  @Test
  void missingDotEnvIsNoTrouble(@TempDir Path folder) throws SettingsRefused {
    assertThat(Settings.read(required(), folder)).isNotNull();
  }

  @Test
  void malformedDotEnvIsRefusedWithoutItsContent(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve(".env"), "TELEGRAM_TOKEN hush\n");

    SettingsRefused refused =
        catchThrowableOfType(SettingsRefused.class, () -> Settings.read(required(), folder));

    assertThat(refused.lines())
        .singleElement()
        .asString()
        .startsWith(".env line 1 ")
        .doesNotContain("hush");
  }

  @ParameterizedTest
  @CsvSource({
    "'HTTP_PORT=1\n\n# note\nTELEGRAM_TOKEN hush\n', 4",
    "'export HTTP_PORT=1\nexport hush\n', 2",
    "'A=\"1\n2\"\nHTTP_PORT=\"hush\nB=2', 3",
    "'A=\"1\" hush', 1",
  })
  void faultOfDotEnvIsNamedByItsLine(String text, int line, @TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve(".env"), text);

    SettingsRefused refused =
        catchThrowableOfType(SettingsRefused.class, () -> Settings.read(required(), folder));

    assertThat(refused.lines())
        .singleElement()
        .asString()
        .startsWith(".env line " + line + " ")
        .doesNotContain("hush");
  }

  @Test
  void dotEnvMayBeWrittenForAShell(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve(".env"),
        """
        export HTTP_PORT=9000
          export\tOPERATOR_CONTACT='ada #1 of "mugs"'  # who
        ETSY_FEEDS_KEY = "feeds"
        export=1
        PRIVACY_URL=
        """);

    Settings settings = Settings.read(required(), folder);

    assertThat(settings.get(Setting.HTTP_PORT)).isEqualTo("9000");
    assertThat(settings.get(Setting.OPERATOR_CONTACT)).isEqualTo("ada #1 of \"mugs\"");
    assertThat(settings.find(Setting.PRIVACY_URL)).isNull();
  }

  @Test
  void periodWithoutAUnitIsToldThatItLacksOne() {
    assertThat(refused(with("ETSY_POLL_PERIOD", "20")).lines())
        .containsExactly(
            "ETSY_POLL_PERIOD has no unit: write 20s for seconds or 20ms for milliseconds");
  }

  @Test
  void misspeltNameInDotEnvIsRefused(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve(".env"), "HTTP_PORTS=9000\n");

    SettingsRefused refused =
        catchThrowableOfType(SettingsRefused.class, () -> Settings.read(required(), folder));

    assertThat(refused.lines())
        .containsExactly("HTTP_PORTS is not a setting: did you mean HTTP_PORT?");
  }

  @Test
  void noSecretIsPublishedToRoutesOrPrinted() throws SettingsRefused {
    Settings settings = Settings.of(all());

    Map<Object, Object> published = settings.asProperties();

    assertThat(published).containsEntry("HTTP_PORT", "9000").containsKey("ETSY_CONSUMER_KEY");
    for (String secret :
        List.of(
            "TELEGRAM_TOKEN",
            "ETSY_SHARED_SECRET",
            "ETSY_FEEDS_KEY",
            "DATABASE_PASSWORD",
            "SECRET_KEY")) {
      assertThat(published).doesNotContainKey(secret);
    }
    assertThat(published.values()).doesNotContainAnyElementsOf(settings.secrets());
    assertThat(settings.toString()).doesNotContain(settings.secrets());
  }

  @Test
  void everySecretIsMaskedAndEveryKeyOfSeveral() throws SettingsRefused {
    Map<String, String> values = all();
    String older = KEY.replace("AAAA", "BBBB");
    values.put("SECRET_KEY", KEY + ", " + older);

    assertThat(Settings.of(values).secrets())
        .contains(TOKEN, "bluemugs-secret", "feeds", "elephant", KEY, older);
  }

  @Test
  void secretWithCommasIsMaskedAsAWhole() throws SettingsRefused {
    Map<String, String> values = all();
    values.put("DATABASE_PASSWORD", "ele,,phant");

    assertThat(Settings.of(values).secrets()).contains("ele,,phant").doesNotContain("");
  }

  @Test
  void everySettingSaysWhatItMeans() {
    assertThat(Setting.values()).allSatisfy(setting -> assertThat(setting.meaning).isNotBlank());
  }

  @Test
  void everyDefaultIsAValueThatIsAccepted() {
    assertThat(Setting.values())
        .filteredOn(setting -> setting.byDefault != null)
        .allSatisfy(
            setting ->
                assertThat(setting.fault(java.util.Objects.requireNonNull(setting.byDefault)))
                    .isNull());
  }

  private static Map<String, String> required() {
    return new HashMap<>(
        Map.of(
            "TELEGRAM_TOKEN", TOKEN,
            "ETSY_CONSUMER_KEY", "ada",
            "ETSY_SHARED_SECRET", "bluemugs-secret",
            "ETSY_REDIRECT_URI", "https://bot.example.org/etsy/callback"));
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> settings = required();
    settings.put(name, value);
    return settings;
  }

  private static Map<String, String> all() {
    Map<String, String> settings = required();
    settings.put("ETSY_FEEDS_KEY", "feeds");
    settings.put("DATABASE_URL", "jdbc:postgresql://localhost/lowstock");
    settings.put("DATABASE_PASSWORD", "elephant");
    settings.put("SECRET_KEY", KEY);
    settings.put("HTTP_PORT", "9000");
    return settings;
  }

  private static SettingsRefused refused(Map<String, String> settings) {
    return catchThrowableOfType(SettingsRefused.class, () -> Settings.of(settings));
  }
}
