package dev.lowstock.operate;

import dev.lowstock.store.TokenCipher;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets in who proves to have a key of this bot, and reads what is asked. Thread-safe. */
public final class OperatorGate {
  /** What the proof is for; a key proves other things elsewhere. */
  public static final String PURPOSE = "lowstock operator v1";

  private static final Set<String> ACTIONS =
      Set.of("list", "replay", "drop", "preview", "try", "backup");

  /** Owed, and given up; what is delivered, withdrawn or dropped is nobody's work any more. */
  private static final Set<String> STATES = Set.of("due", "refused", "retired");

  private static final int MOST_ROWS = 10_000;

  private final List<byte[]> expected;

  /** Takes a proof by any of the cipher's keys. */
  public OperatorGate(TokenCipher cipher) {
    this.expected =
        cipher.proofs(PURPOSE).stream()
            .map(proof -> ("Bearer " + proof).getBytes(StandardCharsets.US_ASCII))
            .toList();
  }

  /**
   * What is asked.
   *
   * @throws NotTheOperator without a proof, or when there is nothing of that name
   * @throws OperatorRefused when it is asked in a way that means nothing
   */
  public OperatorRequest admit(
      @Nullable String authorization, String method, String path, Map<String, Object> given) {
    if (!isProof(authorization) || !method.equals("POST")) {
      throw new NotTheOperator();
    }
    String action = path.substring(path.lastIndexOf('/') + 1);
    if (!ACTIONS.contains(action)) {
      throw new NotTheOperator();
    }
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
        kind);
  }

  private boolean isProof(@Nullable String authorization) {
    byte[] given = (authorization == null ? "" : authorization).getBytes(StandardCharsets.US_ASCII);
    boolean proof = false;
    for (byte[] one : expected) {
      // Without a shortcut: how long it takes must say nothing.
      proof |= MessageDigest.isEqual(one, given);
    }
    return proof;
  }

  private static List<String> words(Map<String, Object> given, String name) {
    return Arrays.stream(text(given, name, "").split(",", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static String text(Map<String, Object> given, String name, String byDefault) {
    return given.get(name) instanceof String text ? text : byDefault;
  }

  private static long number(String text) {
    if (!text.matches("\\d{1,18}")) {
      throw new OperatorRefused("not a number: " + text.replaceAll("[^\\w.+-]", "?"));
    }
    return Long.parseLong(text);
  }
}
