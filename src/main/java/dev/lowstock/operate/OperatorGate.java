package dev.lowstock.operate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lowstock.store.TokenCipher;
import java.net.URLDecoder;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets in who proves to have a key of this bot, and reads what is asked. Thread-safe. */
public final class OperatorGate {
  private static final Set<String> ACTIONS =
      Set.of("list", "replay", "drop", "preview", "try", "backup");

  /** Owed, and given up; what is delivered, withdrawn or dropped is nobody's work any more. */
  private static final Set<String> STATES = Set.of("due", "refused", "retired");

  private static final int MOST_ROWS = 10_000;

  private final TokenCipher keys;
  private final Clock clock;

  /** Takes a proof by any of the keys. */
  public OperatorGate(TokenCipher keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * What is asked, by the path and the query that the proof is for, and by nothing else.
   *
   * @param target path and query as they stand in the request
   * @throws NotTheOperator without a proof, or when there is nothing of that name
   * @throws OperatorRefused when it is asked in a way that means nothing
   */
  OperatorRequest admit(@Nullable String authorization, String method, String target) {
    String nonce = OperatorProof.nonce(authorization, keys, method, target, clock.instant());
    if (nonce == null || !method.equals("POST")) {
      throw new NotTheOperator();
    }
    String[] parts = target.split("\\?", 2);
    String action = parts[0].substring(parts[0].lastIndexOf('/') + 1);
    if (!ACTIONS.contains(action)) {
      throw new NotTheOperator();
    }
    Map<String, String> given = query(parts.length == 2 ? parts[1] : "");
    List<String> states = words(given, "states");
    if (!STATES.containsAll(states)) {
      throw new OperatorRefused("states are some of " + STATES);
    }
    String kind = text(given, "kind", "sold_out");
    if (!kind.matches("[a-z_]{1,40}")) {
      throw new OperatorRefused("a kind is small letters and _, such as sold_out");
    }
    List<Long> ids = words(given, "ids").stream().map(OperatorGate::number).toList();
    return new OperatorRequest(
        action,
        states.isEmpty() ? List.copyOf(STATES) : states,
        ids.isEmpty() ? List.of(0L) : ids,
        text(given, "everything", "false").equals("true"),
        (int) Math.min(MOST_ROWS, number(text(given, "limit", "50"))),
        number(text(given, "listing", "0")),
        kind,
        nonce);
  }

  private static Map<String, String> query(String query) {
    Map<String, String> given = new HashMap<>();
    try {
      for (String one : query.split("&", -1)) {
        String[] pair = one.split("=", 2);
        given.put(pair[0], pair.length == 2 ? URLDecoder.decode(pair[1], UTF_8) : "");
      }
    } catch (IllegalArgumentException e) {
      throw new OperatorRefused("the query cannot be read");
    }
    return given;
  }

  private static List<String> words(Map<String, String> given, String name) {
    return Arrays.stream(text(given, name, "").split(",", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static String text(Map<String, String> given, String name, String byDefault) {
    return given.getOrDefault(name, byDefault);
  }

  private static long number(String text) {
    if (!text.matches("\\d{1,18}")) {
      throw new OperatorRefused("not a number: " + text.replaceAll("[^\\w.+-]", "?"));
    }
    return Long.parseLong(text);
  }
}
