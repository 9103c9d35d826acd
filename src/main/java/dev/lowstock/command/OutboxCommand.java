package dev.lowstock.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lowstock.Lowstock;
import dev.lowstock.bot.Exit;
import dev.lowstock.settings.Settings;
import dev.lowstock.settings.SettingsRefused;
import dev.lowstock.store.DatabaseRefused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lowstock outbox}: what a running bot owes, and what it would say. */
@Command(
    name = "outbox",
    description = "Asks the running bot what it owes to whom, and what it would say.",
    mixinStandardHelpOptions = true)
public final class OutboxCommand implements Runnable {
  /** Ids of one request: an address has to fit into 4096 characters. */
  private static final int AT_ONCE = 150;

  private static final String DUE = "due";
  private static final String DEAD = "refused,retired";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw wrong("Say what to do: list, dead, replay, drop, preview or try");
  }

  @Command(
      name = "list",
      description = "What is owed and not delivered yet, and why.",
      mixinStandardHelpOptions = true)
  int list(
      @Option(
              names = "--limit",
              description = "Alerts at most, the oldest first (${DEFAULT-VALUE}).",
              defaultValue = "50")
          int limit,
      @Option(names = "--json", description = "As JSON.") boolean json) {
    return undelivered(DUE, limit, json);
  }

  @Command(
      name = "dead",
      description =
          "What will not be delivered unless it is replayed: refused by its channel, or owed to a"
              + " chat that was gone.",
      mixinStandardHelpOptions = true)
  int dead(
      @Option(
              names = "--limit",
              description = "Alerts at most, the oldest first (${DEFAULT-VALUE}).",
              defaultValue = "50")
          int limit,
      @Option(names = "--json", description = "As JSON.") boolean json) {
    return undelivered(DEAD, limit, json);
  }

  @Command(
      name = "replay",
      description = "Delivers alerts now: those that wait for their next try, and dead ones.",
      mixinStandardHelpOptions = true)
  int replay(
      @Parameters(paramLabel = "ID", arity = "0..*", description = "Ids of alerts.")
          @Nullable List<Long> ids,
      @Option(names = "--all", description = "Whatever has failed, dead or not.") boolean all,
      @Option(names = "--dead", description = "All that is dead.") boolean dead) {
    return change("replay", ids, all, dead, "due again");
  }

  @Command(
      name = "drop",
      description = "Gives alerts up for good: nobody is told of them.",
      mixinStandardHelpOptions = true)
  int drop(
      @Parameters(paramLabel = "ID", arity = "0..*", description = "Ids of alerts.")
          @Nullable List<Long> ids,
      @Option(names = "--all", description = "All that is undelivered, dead or not.") boolean all,
      @Option(names = "--dead", description = "All that is dead.") boolean dead,
      @Option(names = "--yes", description = "I mean it; --all wants it.") boolean yes) {
    if (all && !yes) {
      throw wrong("--all gives up everything that chats are owed: add --yes if you mean it");
    }
    return change("drop", ids, all, dead, "dropped");
  }

  @Command(
      name = "preview",
      description = "The messages that chats would get now. Sends and changes nothing.",
      mixinStandardHelpOptions = true)
  int preview(
      @Option(
              names = "--limit",
              description = "Chats at most, those that wait longest first (${DEFAULT-VALUE}).",
              defaultValue = "20")
          int limit,
      @Option(names = "--json", description = "As JSON.") boolean json) {
    return show(
        "preview",
        Map.of("limit", Integer.toString(Math.max(0, limit))),
        json,
        OutboxText::previews);
  }

  @Command(
      name = "try",
      description = {
        "Who would be told what of a listing that the bot knows. Its alerts are made by the routes"
            + " that make real ones, and taken back; nothing is sent.",
        "Your own filter-stock-events runs as for a real event: what it writes or calls, it writes"
            + " and calls."
      },
      mixinStandardHelpOptions = true)
  int trial(
      @Parameters(paramLabel = "LISTING_ID", description = "Etsy's id of the listing.")
          long listing,
      @Option(
              names = "--kind",
              description =
                  "What happened to it, such as sold_out, low, restocked (${DEFAULT-VALUE}).",
              defaultValue = "sold_out")
          String kind,
      @Option(names = "--json", description = "As JSON.") boolean json) {
    return show(
        "try", Map.of("listing", Long.toString(listing), "kind", kind), json, OutboxText::trial);
  }

  private int undelivered(String states, int limit, boolean json) {
    return show(
        "list",
        Map.of("states", states, "limit", Integer.toString(Math.max(0, limit))),
        json,
        OutboxText::undelivered);
  }

  private int show(
      String action, Map<String, String> asked, boolean json, Function<JsonNode, String> text) {
    return with(
        bot -> {
          JsonNode answer = OutboxText.read(bot.ask(action, asked));
          System.out.print(
              json ? OutboxText.json(answer) + System.lineSeparator() : text.apply(answer));
          return Exit.OK;
        });
  }

  private int change(
      String action, @Nullable List<Long> ids, boolean all, boolean dead, String outcome) {
    List<Long> some = ids == null ? List.of() : ids;
    if ((some.isEmpty() ? 0 : 1) + (all ? 1 : 0) + (dead ? 1 : 0) != 1) {
      throw wrong("Give ids, or --all, or --dead");
    }
    return with(
        bot -> {
          long changed = 0;
          for (Map<String, String> asked : requests(some, dead)) {
            changed += OutboxText.read(bot.ask(action, asked)).path("alerts").asLong();
          }
          System.out.println(changed + " alert(s) " + outcome);
          if (changed < some.size()) {
            System.out.println(
                some.size()
                    - changed
                    + " of these ids are of no undelivered alert, or of a chat that is gone");
          }
          return changed < some.size() ? Exit.TROUBLE : Exit.OK;
        });
  }

  private static List<Map<String, String>> requests(List<Long> ids, boolean dead) {
    String states = dead ? DEAD : DUE + "," + DEAD;
    List<Map<String, String>> requests = new ArrayList<>();
    if (ids.isEmpty()) {
      requests.add(Map.of("states", states, "everything", "true"));
    }
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      Map<String, String> asked = new HashMap<>();
      asked.put("states", states);
      asked.put(
          "ids",
          ids.subList(from, Math.min(ids.size(), from + AT_ONCE)).stream()
              .map(String::valueOf)
              .collect(Collectors.joining(",")));
      requests.add(asked);
    }
    return requests;
  }

  private interface Work {
    int with(BotClient bot) throws BotSilent;
  }

  private static int with(Work work) {
    try {
      return work.with(new BotClient(Settings.read()));
    } catch (SettingsRefused e) {
      return Lowstock.complain(Exit.WRONG_SETTINGS, e.lines());
    } catch (DatabaseRefused | BotSilent e) {
      return Lowstock.complain(Exit.TROUBLE, List.of(String.valueOf(e.getMessage())));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}
