package dev.lowstock.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * A page of the program's own server, as a browser or a monitor gets it.
 *
 * @param policy its {@code Content-Security-Policy}; empty if it has none
 */
record ServerPage(int status, String text, String policy) {

  static ServerPage open(URI address) {
    return send(HttpRequest.newBuilder(address));
  }

  /** Health of a program, with everything that it tells. */
  static String health(Program program) {
    return open(program.healthUrl()).text();
  }

  /** How many calls of Etsy ended like this since the program was started, as its metrics say. */
  static double etsyCalls(Program program, String outcome) {
    return count(program, "etsy_open_api_calls_total", "outcome=\"" + outcome + "\"");
  }

  /** What a counter counted with a label, as the program's metrics say. */
  static double count(Program program, String counter, String label) {
    return metrics(program)
        .filter(line -> line.startsWith(counter))
        .filter(line -> line.contains(label))
        .mapToDouble(ServerPage::value)
        .sum();
  }

  /** What a gauge stands at, as the program's metrics say. */
  static double gauge(Program program, String gauge) {
    return metrics(program)
        .filter(line -> line.startsWith(gauge + " "))
        .mapToDouble(ServerPage::value)
        .findFirst()
        .orElseThrow();
  }

  private static Stream<String> metrics(Program program) {
    return open(URI.create(program.healthUrl().toString().replace("/health", "/metrics")))
        .text()
        .lines();
  }

  private static double value(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ')));
  }

  /** Presses Yes or No on the page that asks which chat is to be linked. */
  static ServerPage decide(URI callback, String decision) {
    return send(
        HttpRequest.newBuilder(URI.create(callback.toString().replaceFirst("\\?.*", "")))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(callback.getRawQuery() + "&confirm=" + decision)));
  }

  /** Brings an update as Telegram does, or as somebody else with another secret would. */
  static ServerPage bringUpdate(String address, String secret, String update) {
    return send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/json")
            .header("X-Telegram-Bot-Api-Secret-Token", secret)
            .POST(BodyPublishers.ofString(update)));
  }

  private static ServerPage send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
      return new ServerPage(
          answer.statusCode(),
          answer.body(),
          answer.headers().firstValue("Content-Security-Policy").orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
