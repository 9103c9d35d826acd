package dev.lowstock.sandbox.page;

import dev.lowstock.sandbox.EtsyFault;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.TelegramFault;
import java.util.EnumSet;
import java.util.Set;

/** The switches for trouble; each does to the sandbox what it says. Thread-safe. */
final class Troubles {
  private static final int RETRY_AFTER_SECONDS = 5;

  private final Set<Trouble> on = EnumSet.noneOf(Trouble.class);
  private final SandboxEtsy etsy;
  private final SandboxTelegram telegram;
  private final Person ada;
  private boolean everOn;

  Troubles(SandboxEtsy etsy, SandboxTelegram telegram, Person ada) {
    this.etsy = etsy;
    this.telegram = telegram;
    this.ada = ada;
  }

  synchronized boolean isOn(Trouble trouble) {
    return on.contains(trouble);
  }

  synchronized boolean wereEverOn() {
    return everOn;
  }

  /** Returns whether that changed anything. */
  synchronized boolean set(Trouble trouble, boolean wanted) {
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
      case ETSY_DOWN -> {
        if (begins) {
          etsy.breaksEverywhere(EtsyFault.status(503, "Service Unavailable"));
        } else {
          etsy.heals();
        }
      }
    }
  }
}
