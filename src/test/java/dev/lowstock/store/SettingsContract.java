package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.GroupChat;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.TelegramChat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a chat chooses for itself by /settings and its commands, on any database. */
abstract class SettingsContract extends ChatContract {
  @Override
  Map<String, String> settings(Path folder) throws IOException {
    Path routes = Files.createDirectory(folder.resolve("routes"));
    Files.writeString(
        routes.resolve("messages_de.properties"),
        """
        settings.quietOff=Ruhezeit: keine
        unknown=Das kenne ich nicht.
        """);
    return Map.of("ROUTES_DIR", routes.toString());
  }

  @BeforeEach
  void adaAndGraceWatchBlueMugs() {
    watches(ada, BLUE_MUGS);
    watches(grace, BLUE_MUGS);
  }

  @Test
  void firstPageSaysAllThatHoldsAndLeadsToEachPage() {
    ada.says("/settings");

    ChatMessage page = ada.awaitMessage("Settings of this chat");
    assertThat(page.text().lines())
        .contains(
            "Low: at 2 left or fewer",
            "Back in stock: I won't tell you",
            "One of a kind: I'll tell you when it sells",
            "Quiet hours: off",
            "Digest: off",
            "Language: English, as in your Telegram")
        .anyMatch(line -> line.startsWith("Time zone: not set, so I go by UTC"));
    assertThat(labels(page))
        .containsExactly(
            "Low at…",
            "Back in stock",
            "One of a kind",
            "Quiet hours",
            "Digest",
            "Language",
            "Time zone");
  }

  @Test
  void eachPageSetsWhatItIsAboutInTheSameMessageAndForThisChatAlone() {
    ada.says("/settings");
    long id = ada.awaitMessage("Settings of this chat").messageId();

    press(id, "Low at…", "I'll tell you once each time stock falls to 2 or fewer");
    press(id, "5", "I'll tell you once each time stock falls to 5 or fewer");
    press(id, "◀ Settings", "Low: at 5 left or fewer");
    press(id, "Back in stock", "Back in stock: I won't tell you");
    press(id, "Tell me", "Back in stock: I'll tell you");
    press(id, "◀ Settings", "Back in stock: I'll tell you");
    press(id, "One of a kind", "Listings that never had more than one");
    press(id, "In the digest", "One of a kind: in your digest");
    press(id, "◀ Settings", "One of a kind: in your digest");
    press(id, "Quiet hours", "They are off");
    press(id, "22–7", "From 22:00 to 7:00 I'll keep your alerts");
    press(id, "Let ‘sold out’ through", "But when something sells out, I'll tell you at once");
    press(id, "◀ Settings", "Quiet hours: 22:00 to 7:00, but sold out comes through");
    press(id, "Digest", "Every day at 9:00");
    press(id, "Weekly", "Every Monday at 9:00");
    press(id, "Fri", "Every Friday at 9:00");
    press(id, "18:00", "Every Friday at 18:00");
    press(id, "Everything", "everything that happened. But when something sells out");
    press(id, "◀ Settings", "Digest: every Friday at 18:00, everything but what sells out");
    press(id, "Time zone", "Send me your city");
    press(id, "What time is it now?", "What time is it where you are?");

    assertThat(ada.messages()).hasSize(1);
    assertThat(ada.messages().get(0).buttons().size()).isBetween(30, 100);
    assertThat(chosen(ada)).isEqualTo("5 true digest 1320 420 true weekly all 5 1080 null null");
    assertThat(chosen(grace)).isEqualTo("null false told null null false off low 1 540 null null");
    await().until(() -> ada.toasts().size() == 21);
  }

  @Test
  void digestOfEverythingDoesNotClaimWhatSoldOutWhenThatIsLetThrough() {
    ada.says("/digest daily 9:00 all");
    ChatMessage page = ada.awaitMessage("everything that happened");
    assertThat(page.text()).doesNotContain("sells out");

    press(page.messageId(), "◀ Settings", "Digest: every day at 9:00, everything\n");
    press(page.messageId(), "Quiet hours", "They are off");
    press(page.messageId(), "22–7", "That goes for what sells out, too");
    press(page.messageId(), "◀ Settings", "Digest: every day at 9:00, everything\n");
    press(page.messageId(), "Quiet hours", "From 22:00");
    press(page.messageId(), "Let ‘sold out’ through", "I'll tell you at once");

    ada.says("/status");
    ada.awaitMessage("Digest: every day at 9:00 UTC, everything but what sells out");
    press(page.messageId(), "◀ Settings", "Digest: every day at 9:00, everything but");
    press(
        page.messageId(),
        "Digest",
        "happened. But when something sells out, I'll tell you at once.");
    press(page.messageId(), "Only what runs low", "Everything else I'll tell you at once.\n");
    press(page.messageId(), "◀ Settings", "Digest: every day at 9:00, what runs low");
  }

  @Test
  void marksWhatHolds() {
    ada.says("/quiet 22 7");

    ChatMessage page = ada.awaitMessage("From 22:00 to 7:00");

    assertThat(labels(page)).contains("Off", "✓ 22–7", "22–8", "Let ‘sold out’ through");
    press(page.messageId(), "Off", "They are off");
    assertThat(labels(shown(page.messageId()))).contains("✓ Off", "22–7");
  }

  @Test
  void oldMessageShowsTheTruthWhenItIsPressed() {
    ada.says("/settings");
    long old = ada.awaitMessage("Settings of this chat").messageId();
    ada.says("/quiet 22:30 7:15");
    ada.awaitMessage("From 22:30 to 7:15");

    press(old, "Digest", "It is off");
    press(old, "◀ Settings", "Quiet hours: 22:30 to 7:15");
    rows.update("DELETE FROM chat WHERE address = ?", address(ada));
    press(old, "Quiet hours", "I'm not watching a shop for this chat");

    assertThat(rows.queryForList("SELECT 1 FROM chat WHERE address = ?", address(ada))).isEmpty();
  }

  @Test
  void pressThatChangesNothingAndOneOfAnUnknownPageDoNoHarm() {
    ada.says("/settings");
    long id = ada.awaitMessage("Settings of this chat").messageId();
    press(id, "Quiet hours", "They are off");
    ada.presses(id, "✓ Off");
    await().until(() -> ada.toasts().size() == 2);

    for (String data :
        List.of(
            "set:nowhere",
            "set:nowhere:1",
            "set:quiet:1440-3",
            "set:quiet:3-3",
            "set:quiet:9999-1",
            "set:digest:at1440",
            "set:digest:day8",
            "set:zone:Europe/Atlantis",
            "set:zone:at7",
            "set:zone:at9999",
            "set:language:xx",
            "set:single:maybe",
            "set:restocks:maybe",
            "set:low:99:5",
            "set:low:" + RED_POTS + ":5")) {
      press(ada, ada, id, data);
    }

    ada.says("/settings");
    ada.awaitMessage(
        message -> message.messageId() != id && message.text().contains("Settings of this chat"),
        Duration.ofSeconds(20));
    assertThat(chosen(ada)).isEqualTo("null false told null null false off low 1 540 null null");
    assertThat(ada.messages()).hasSize(2);
  }

  @Test
  void severalShopsHaveEachTheirPageAndNumber() {
    watches(ada, RED_POTS);
    ada.says("/settings");
    long id = ada.awaitMessage("Low: at 2 left or fewer").messageId();

    press(id, "Low at…", "Choose a shop");
    press(id, "RedPots: 2", "RedPots: I'll tell you once each time stock falls to 2 or fewer");
    press(id, "Off", "RedPots: I won't tell you");
    press(id, "◀ Settings", "Low: BlueMugs: 2, RedPots: Off");

    assertThat(
            rows.queryForObject(
                "SELECT low_threshold FROM subscription WHERE seller_id = ?",
                Integer.class,
                RED_POTS))
        .isZero();
  }

  @Test
  void commandsSetTheSame() {
    ada.says("/quiet 22:30 7:00");
    ada.awaitMessage("From 22:30 to 7:00 I'll keep your alerts");
    ada.says("/digest daily 8:30 all");
    ada.awaitMessage("Every day at 8:30 I'll send one message with everything");
    ada.says("/timezone berlin");
    ada.awaitMessage("Time zone: Berlin, where it is");
    assertThat(chosen(ada))
        .isEqualTo("null false told 1350 420 false daily all 1 510 null Europe/Berlin");

    ada.says("/quiet off");
    ada.awaitMessage("They are off");
    ada.says("/digest off");
    ada.awaitMessage("It is off");
    assertThat(chosen(ada))
        .isEqualTo("null false told null null false off all 1 510 null Europe/Berlin");
  }

  @Test
  void whatIsNotUnderstoodChangesNothingAndIsSaid() {
    ada.says("/quiet tonight");
    ada.awaitMessage("I need two times");
    ada.says("/digest now and then");
    ada.awaitMessage("I did not understand that");
    ada.says("/timezone Atlantis <b>");
    ada.awaitMessage("I know no city called “Atlantis <b>”");
    ada.says("/language Klingon");
    assertThat(ada.awaitMessage("I don't speak “Klingon” yet").text())
        .contains("Deutsch, English, Español", "Polski and Português.");

    assertThat(chosen(ada)).isEqualTo("null false told null null false off low 1 540 null null");
  }

  @Test
  void placeOfWhichThereAreSeveralIsAskedFor() {
    ada.says("/timezone kentucky");
    ChatMessage asked = ada.awaitMessage("Which one do you mean?");
    assertThat(labels(asked)).containsExactly("Louisville", "Monticello", "◀ Settings");

    press(asked.messageId(), "Monticello", "Time zone: Monticello, where it is");

    assertThat(chosen(ada)).endsWith("America/Kentucky/Monticello");
  }

  @Test
  void whoOnlyKnowsWhatTimeItIsChoosesACityNext() {
    ada.says("/timezone");
    long id = ada.awaitMessage("Send me your city").messageId();
    press(id, "What time is it now?", "What time is it where you are?");

    ada.presses(id, "set:zone:at540");
    await().until(() -> shown(id).text().contains("Which of these has the same clock"));
    assertThat(labels(shown(id))).contains("Tokyo", "Seoul", "UTC+09:00");
    press(id, "Tokyo", "Time zone: Tokyo, where it is");
    assertThat(chosen(ada)).endsWith("Asia/Tokyo");

    press(id, "What time is it now?", "What time is it where you are?");
    ada.presses(id, "set:zone:at345");
    await().until(() -> labels(shown(id)).contains("Kathmandu"));
    press(id, "UTC+05:45", "Time zone: UTC+05:45, where it is");
    assertThat(chosen(ada)).endsWith("+05:45");
  }

  @Test
  void languageOfTheChatCountsBeforeTelegramsForAllThatItIsTold() {
    ada.says("/language de");
    long id = ada.awaitMessage("Sprache").messageId();
    ada.says("/nonsense");
    ada.awaitMessage("Das kenne ich nicht.");
    grace.says("/nonsense");
    grace.awaitMessage("Sorry, I don't know that");
    assertThat(
            rows.queryForList(
                "SELECT address FROM chat WHERE language_chosen = 'de'", String.class))
        .containsExactly(address(ada));

    press(id, "◀ Einstellungen", "Ruhezeit: keine");
    press(id, "Sprache", "Welche Sprache");
    press(id, "Wie in meinem Telegram", "Which language shall I speak here?");
    ada.says("/settings");
    ada.awaitMessage("Language: English, as in your Telegram");
  }

  @Test
  void chatThatWatchesNothingChoosesToo() {
    Person eve = telegram.person("Eve " + ada.name()).knowsTheBot();

    eve.says("/settings");

    ChatMessage page = eve.awaitMessage("Settings of this chat");
    assertThat(labels(page)).containsExactly("Quiet hours", "Digest", "Language", "Time zone");
    eve.says("/language german");
    eve.awaitMessage("Sprache");
  }

  @Test
  void memberOfAGroupWithoutRightsIsRefused() {
    Person owner = telegram.person("Olga of " + ada.name());
    GroupChat club = telegram.group("Mug club " + ada.name(), owner);
    watches(club, BLUE_MUGS, ada);
    ada.saysIn(club, "/settings");
    ChatMessage page = club.awaitMessage("Settings of this chat");

    for (String command : List.of("/settings", "/quiet 22 7", "/digest daily", "/language de")) {
      grace.saysIn(club, command);
    }
    grace.saysIn(club, "/timezone Berlin");
    grace.pressesIn(club, "Quiet hours");
    await().until(() -> club.messages().size() == 7);
    assertThat(club.messages().subList(1, 7))
        .allMatch(answer -> answer.text().startsWith("In a group, only its admins"));
    assertThat(club.messages().get(0)).isEqualTo(page);
    assertThat(chosen(club)).isEqualTo("null false told null null false off low 1 540 null null");

    owner.pressesIn(club, "Quiet hours");
    club.awaitMessage("They are off");
    ada.pressesIn(club, "22–8");
    club.awaitMessage("From 22:00 to 8:00");
    assertThat(chosen(ada)).isEqualTo("null false told null null false off low 1 540 null null");
  }

  @Test
  void twoWhoPressAtOnceBothHaveTheirWill() {
    Person owner = telegram.person("Olga of " + ada.name());
    GroupChat club = telegram.group("Mug club " + ada.name(), owner);
    watches(club, BLUE_MUGS, ada);
    ada.saysIn(club, "/quiet 22 7");
    club.awaitMessage("From 22:00 to 7:00");
    ada.saysIn(club, "/digest daily 9");
    club.awaitMessage("Every day at 9:00");

    ada.pressesIn(club, "23–7");
    owner.pressesIn(club, "Let ‘sold out’ through");
    ada.pressesIn(club, "Weekly");
    owner.pressesIn(club, "Everything");

    await()
        .until(
            () -> chosen(club).equals("null false told 1380 420 true weekly all 1 540 null null"));
    await().until(() -> ada.toasts().size() + owner.toasts().size() == 4);
  }

  @Test
  void choiceHasWhatWaitsForTheChatJudgedAgain() {
    rows.update(
        "INSERT INTO stock_event (event_key, kind, listing_id, seller_id)"
            + " VALUES ('key', 'low', 5, ?)",
        BLUE_MUGS);
    rows.update(
        "INSERT INTO alert (chat_id, event_id, held, due_at) SELECT c.id, e.id, 'quiet',"
            + " CURRENT_TIMESTAMP + INTERVAL '8' HOUR FROM chat c, stock_event e");

    ada.says("/quiet off");
    ada.awaitMessage("They are off");

    assertThat(
            rows.queryForList(
                "SELECT c.address FROM alert a JOIN chat c ON c.id = a.chat_id"
                    + " WHERE a.due_at <= CURRENT_TIMESTAMP",
                String.class))
        .containsExactly(address(ada));
  }

  /** Presses a button of one message, and waits until the message says so. */
  private void press(long message, String label, String says) {
    ChatMessage before = shown(message);
    ada.presses(message, label);
    await().until(() -> !shown(message).equals(before) && shown(message).text().contains(says));
  }

  private ChatMessage shown(long message) {
    return ada.messages().stream()
        .filter(each -> each.messageId() == message)
        .findFirst()
        .orElseThrow();
  }

  private String chosen(TelegramChat chat) {
    return Objects.requireNonNull(
        rows.queryForObject(
            "SELECT x.low_threshold, x.restocks, c.one_of_a_kind, c.quiet_from, c.quiet_until,"
                + " c.quiet_sold_out, c.digest, c.digest_of, c.digest_day, c.digest_at,"
                + " c.language_chosen, c.time_zone FROM chat c"
                + " JOIN subscription x ON x.chat_id = c.id AND x.seller_id = "
                + BLUE_MUGS
                + " WHERE c.address = ?",
            (row, n) -> {
              StringBuilder all = new StringBuilder();
              for (int column = 1; column <= 12; column++) {
                all.append(column == 1 ? "" : " ").append(row.getObject(column));
              }
              return all.toString();
            },
            address(chat)));
  }
}
