package dev.lowstock.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Does what a seller does in the browser: opens the page, presses Allow, reads the pin. */
final class SellersBrowser {

  private static final Pattern PIN = Pattern.compile("<strong id=\"pin\">(\\w+)</strong>");

  private SellersBrowser() {}

  static String allow(String loginUrl, SandboxShop shop) {
    HttpRequest.Builder page =
        HttpRequest.newBuilder(URI.create(loginUrl)).timeout(Duration.ofSeconds(10));
    open(page.GET().build());
    HttpRequest allow =
        page.header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("shop=" + OAuth1Signature.encode(shop.name())))
            .build();
    Matcher pin = PIN.matcher(open(allow));
    if (!pin.find()) {
      throw new IllegalStateException("the sign-in page showed no pin");
    }
    return pin.group(1);
  }

  private static String open(HttpRequest request) {
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("the sign-in page answered " + answer.statusCode());
      }
      return answer.body();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at the sign-in page", interrupted);
    }
  }
}
