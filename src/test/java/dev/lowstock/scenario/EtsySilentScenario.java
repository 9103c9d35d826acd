package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.EtsyFault;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Etsy takes a call and does not end its answer; the waits make this a class of its own. */
final class EtsySilentScenario {
  private Town town;

  @BeforeEach
  void open(@TempDir Path directory) {
    town = Town.open(directory).hurries();
  }

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void feedThatNeverEndsItsAnswerIsGivenUpAndAskedAgain() {
    // given
    town.runs();
    SandboxShop blueMugs = town.etsy.shop("BlueMugs");
    Person ada = town.logsIn(town.telegram.person("Ada"), blueMugs);
    SandboxListing mug = blueMugs.lists("Blue mug", 1);
    SandboxListing lamp = blueMugs.lists("Desk lamp", 1);

    // when
    town.etsy.breaks(EtsyEndpoint.FEED, EtsyFault.hang(), 1);
    mug.sellsOut();

    // then
    Town.awaitTold(ada, mug);

    // when
    town.etsy.breaks(EtsyEndpoint.FEED, EtsyFault.stall(), 1);
    lamp.sellsOut();

    // then
    Town.awaitTold(ada, lamp);
    assertThat(Town.timesTold(ada, mug)).isEqualTo(1);
  }
}
