package dev.lowstock.sandbox.page;

import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.TelegramFault;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The switches for trouble; each does to the sandbox what it says. Thread-safe. */
final class Troubles {
  private static final int RETRY_AFTER_SECONDS = 5;

  private final Set<Trouble> on = EnumSet.noneOf(Trouble.class);
  private final EtsyTroubles etsy;
  private final SandboxTelegram telegram;
  private final Person ada;
  private boolean everOn;

  Troubles(EtsyTroubles etsy, SandboxTelegram telegram, Person ada) {
    this.etsy = etsy;
    this.telegram = telegram;
    this.ada = ada;
  }

  /** Those that there are a switch for. */
  List<Trouble> offered() {
    return Arrays.stream(Trouble.values())
        .filter(trouble -> etsy.speaksV3() || !trouble.isOnlyInV3())
        .toList();
  }

  synchronized boolean isOn(Trouble trouble) {
    return on.contains(trouble);
  }

  synchronized boolean wereEverOn() {
    return everOn;
  }

  /** Ada made trouble in another way than by a switch. */
  synchronized void made() {
    everOn = true;
  }

  /**
   * Returns whether that changed anything.
   *
   * @throws ActionRefused when there is no such switch
   */
  synchronized boolean set(Trouble trouble, boolean wanted) throws ActionRefused {
    if (!offered().contains(trouble)) {
      throw new ActionRefused(404, "There is no such trouble in the retired feed");
    }
    boolean changed = wanted ? on.add(trouble) : on.remove(trouble);
    everOn |= wanted;
    if (changed) {
      apply(trouble, wanted);
    }
    return changed;
  }

  private void apply(Trouble trouble, boolean begins) {
    switch (trouble) {
      case SLOWED -> {
        if (begins) {
          telegram.failAlways("sendMessage", TelegramFault.rateLimits(RETRY_AFTER_SECONDS));
        } else {
          telegram.heal();
        }
      }
      case BLOCKED -> {
        Person unused = begins ? ada.blocksTheBot() : ada.unblocksTheBot();
      }
      default -> etsy.apply(on, trouble, begins);
    }
  }
}
