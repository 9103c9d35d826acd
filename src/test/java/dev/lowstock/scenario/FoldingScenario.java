package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Much at once for one chat. */
final class FoldingScenario {
  private static final int SOLD_OUT = 60;
  private static final int TELEGRAMS_LIMIT = 4096;

  private Town town;

  @BeforeEach
  void open(@TempDir Path directory) {
    town = Town.open(directory);
  }

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void burstOfSellOutsComesInFewMessagesThatNameEveryListingAndSku() {
    // given
    Program program = town.runs();
    SandboxShop blueMugs = town.etsy.shop("BlueMugs");
    Person ada = town.logsIn(town.telegram.person("Ada"), blueMugs);
    List<SandboxListing> mugs =
        IntStream.range(0, SOLD_OUT).mapToObj(n -> mug(blueMugs, n)).toList();

    // when
    mugs.forEach(SandboxListing::sellsOut);

    // then
    await()
        .atMost(Town.PATIENCE)
        .untilAsserted(() -> assertThat(mugs).allMatch(mug -> Town.timesTold(ada, mug) > 0));
    List<ChatMessage> alerts =
        ada.messages().stream().filter(message -> !Town.listings(message).isEmpty()).toList();
    String all = String.join("\n", alerts.stream().map(ChatMessage::text).toList());
    assertThat(mugs).allMatch(mug -> Town.timesTold(ada, mug) == 1);
    assertThat(IntStream.range(0, SOLD_OUT))
        .allMatch(n -> all.matches("(?s).*\\bMUG-" + n + "-S, MUG-" + n + "-L\\b.*"));
    assertThat(alerts).hasSizeLessThanOrEqualTo(8);
    assertThat(alerts).allMatch(alert -> alert.text().length() <= TELEGRAMS_LIMIT);
    assertThat(program.lines()).noneMatch(line -> line.contains("Too Many Requests"));
  }

  private static SandboxListing mug(SandboxShop shop, int number) {
    String title = "Blue mug No. " + number + ", thrown by hand &amp; glazed inside and out";
    return shop.lists(title, 1, "MUG-" + number + "-S", "MUG-" + number + "-L");
  }
}
