package dev.lowstock.etsy.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.bot.QuietBot;
import dev.lowstock.sandbox.FreePorts;
import dev.lowstock.store.Database;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The callback page when more ask for it than are answered in a second. */
class BusyCallbackTest {
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void thoseWhoAreTooManyAreAskedToComeAgain(@TempDir Path folder) throws Exception {
    int port = FreePorts.next();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/etsy/callback?code=abc&state=nobody"))
            .build();
    try (Database database = Database.openFile(folder.resolve("lowstock"));
        QuietBot bot =
            QuietBot.serving(
                database,
                Map.of(
                    "ETSY_API", "v3",
                    "HTTP_PORT", Integer.toString(port),
                    "lowstock.callbacksPerSecond", "1"),
                "classpath:routes/*.camel.yaml,classpath:routes/hooks/*.camel.yaml,classpath:routes/v3/receive-callback.camel.yaml")) {
      assertThat(bot.camel().getRoute("receive-callback")).isNotNull();

      List<CompletableFuture<HttpResponse<String>>> asked =
          Stream.generate(() -> http.sendAsync(request, BodyHandlers.ofString()))
              .limit(10)
              .toList();
      List<HttpResponse<String>> answers = asked.stream().map(CompletableFuture::join).toList();

      assertThat(answers).extracting(HttpResponse::statusCode).contains(404, 429);
      assertThat(answers)
          .filteredOn(answer -> answer.statusCode() == 429)
          .allSatisfy(
              busy -> {
                assertThat(busy.headers().firstValue("Retry-After")).contains("1");
                assertThat(busy.headers().firstValue("Cache-Control")).contains("no-store");
                assertThat(busy.body()).contains("open this page again");
              });
    }
  }
}
