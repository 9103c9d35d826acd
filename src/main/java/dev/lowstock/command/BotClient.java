package dev.lowstock.command;

import dev.lowstock.operate.OperatorProof;
import dev.lowstock.settings.Setting;
import dev.lowstock.settings.Settings;
import dev.lowstock.store.SecretKeys;
import dev.lowstock.store.TokenCipher;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Asks the bot that runs with these settings, over its HTTP server: while it runs, the embedded
 * database is its alone. Proves by the settings' key that it may ask.
 */
public final class BotClient {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  /** Until the answer begins: a copy of a large database takes a while. */
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(10);

  private static final String METHOD = "POST";

  private static final int LONGEST_LINE = 500;

  private final String base;
  private final TokenCipher keys;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_LIMIT)
          // The proof goes to the bot and to nobody else.
          .proxy(HttpClient.Builder.NO_PROXY)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * For the bot of these settings.
   *
   * @throws dev.lowstock.store.DatabaseRefused when the key file cannot be read
   */
  public BotClient(Settings settings) {
    String known = settings.find(Setting.SECRET_KEY);
    this.keys =
        new TokenCipher(
            known == null
                ? SecretKeys.read(Path.of(settings.get(Setting.DATABASE_FILE)))
                : SecretKeys.parse(known));
    this.base =
        "http://" + host(settings.get(Setting.HTTP_HOST)) + ":" + settings.get(Setting.HTTP_PORT);
  }

  /** What the bot answers, as JSON. */
  public String ask(String action, Map<String, String> asked) throws BotSilent {
    try (InputStream answer = open(action, asked)) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new BotSilent("The bot at " + base + " broke off its answer: " + e.getMessage());
    }
  }

  /** The same, for answers that are long; a read fails when the answer breaks off. */
  public InputStream open(String action, Map<String, String> asked) throws BotSilent {
    String target = "/operate/" + action + (asked.isEmpty() ? "" : "?" + query(asked));
    // A bot that was not started anew yet may know only the older keys.
    for (String proof : OperatorProof.of(keys, METHOD, target, Instant.now())) {
      HttpResponse<InputStream> answer = send(target, proof);
      if (answer.statusCode() == 200) {
        return answer.body();
      }
      String said = line(answer.body());
      if (answer.statusCode() != 404) {
        throw new BotSilent(said.isEmpty() ? "The bot answered " + answer.statusCode() : said);
      }
    }
    throw new BotSilent(
        "What answers at "
            + base
            + " does not take the key of these settings: is it another bot, does it run with another"
            + " SECRET_KEY or DATABASE_FILE, or are its clock and this one a minute apart?");
  }

  private static String query(Map<String, String> asked) {
    return asked.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private HttpResponse<InputStream> send(String target, String proof) throws BotSilent {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + target))
            .timeout(ANSWER_LIMIT)
            .header("Authorization", proof)
            .method(METHOD, HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new BotSilent(
          "No bot answers at "
              + base
              + ": start it, or give the HTTP_HOST and HTTP_PORT that it runs with");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BotSilent("Interrupted");
    }
  }

  private static String line(InputStream body) throws BotSilent {
    try (body) {
      return PlainText.line(
          new String(body.readNBytes(LONGEST_LINE), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new BotSilent("The bot broke off its answer: " + e.getMessage());
    }
  }

  /** A server that listens on every address is asked on this machine. */
  private static String host(String host) {
    return switch (host) {
      case "0.0.0.0" -> "127.0.0.1";
      case "::", "[::]", "0:0:0:0:0:0:0:0" -> "[::1]";
      default -> host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    };
  }
}
