package dev.lowstock.store;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;

/**
 * What nobody but Telegram and our nodes knows of the webhook: made once, kept in the database.
 *
 * @param path the random end of the address that updates are brought to
 * @param secret what Telegram shows with each update (Bot API, "setWebhook", secret_token)
 */
public record WebhookSecret(String path, String secret) {
  private static final int PATH_BYTES = 24;
  private static final int SECRET_BYTES = 32;

  /** The one of this database, made if there is none yet. */
  public static WebhookSecret of(Database database, TokenCipher cipher, SecureRandom random) {
    Statements statements = database.statements();
    List<WebhookSecret> kept = kept(statements, cipher);
    if (kept.isEmpty()) {
      try {
        statements.update(
            "keep-telegram-webhook",
            Map.of(
                "path",
                text(random, PATH_BYTES),
                "secretSealed",
                cipher.encrypt(text(random, SECRET_BYTES))));
      } catch (DuplicateKeyException e) {
        // Another node was quicker.
      }
      kept = kept(statements, cipher);
    }
    return kept.get(0);
  }

  private static List<WebhookSecret> kept(Statements statements, TokenCipher cipher) {
    return statements.query(
        "select-telegram-webhook",
        (row, n) ->
            new WebhookSecret(
                row.getString("path"), cipher.decrypt(row.getString("secret_sealed"))));
  }

  private static String text(SecureRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "WebhookSecret{***}";
  }
}
