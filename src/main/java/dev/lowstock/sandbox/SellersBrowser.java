package dev.lowstock.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Does what a seller does in the browser: opens pages, presses their buttons, reads the pin. */
final class SellersBrowser {

  private static final Pattern PIN = Pattern.compile("<strong id=\"pin\">(\\w+)</strong>");

  private SellersBrowser() {}

  static String allow(String loginUrl, SandboxShop shop) {
    HttpClient etsy = HttpClient.newHttpClient();
    URI page = URI.create(loginUrl);
    expect(200, send(etsy, open(page)));
    HttpResponse<String> answer = send(etsy, submit(page, "shop=" + shopName(shop)));
    Matcher pin = PIN.matcher(expect(200, answer).body());
    if (!pin.find()) {
      throw new IllegalStateException("the sign-in page showed no pin");
    }
    return pin.group(1);
  }

  /** Presses a button of the consent page: the address to go back to. */
  static URI decide(String connectUrl, SandboxShop shop, String decision) {
    HttpClient etsy = HttpClient.newHttpClient();
    URI page = URI.create(connectUrl);
    expect(200, send(etsy, open(page)));
    String form = "shop=" + shopName(shop) + "&decision=" + decision;
    HttpResponse<String> answer = expect(302, send(etsy, submit(page, form)));
    return page.resolve(answer.headers().firstValue("Location").orElseThrow());
  }

  /** Opens a page of the app and confirms what it asks, if it asks: the last page's HTML. */
  static String confirm(URI address) {
    HttpClient app =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(Redirect.NORMAL)
            .build();
    HttpResponse<String> page = send(app, open(address));
    PageForm form = PageForm.first(page.body());
    if (form == null) {
      return page.body();
    }
    URI target = form.action().isEmpty() ? page.uri() : page.uri().resolve(form.action());
    return send(app, submit(target, form.submitted("confirm", "yes"))).body();
  }

  private static HttpRequest open(URI page) {
    return HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(10)).build();
  }

  private static HttpRequest submit(URI page, String form) {
    return HttpRequest.newBuilder(page)
        .timeout(Duration.ofSeconds(30))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form))
        .build();
  }

  private static String shopName(SandboxShop shop) {
    return OAuth1Signature.encode(shop.name());
  }

  private static HttpResponse<String> expect(int status, HttpResponse<String> answer) {
    if (answer.statusCode() != status) {
      throw new IllegalStateException("the sign-in page answered " + answer.statusCode());
    }
    return answer;
  }

  private static HttpResponse<String> send(HttpClient http, HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at the sign-in page", interrupted);
    }
  }
}
