package dev.lowstock.scenario;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** The least that reads Etsy's feed: another program for {@code bench feed --beside}. */
final class TinyPeer {
  private TinyPeer() {}

  public static void main(String... args) throws Exception {
    URI feed = URI.create(System.getenv("ETSY_API_URL") + "/v2/feeds/listings/latest");
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    while (http.send(HttpRequest.newBuilder(feed).build(), BodyHandlers.ofByteArray()).statusCode()
        == 200) {
      // The bench holds the last answer back and ends this program.
    }
  }
}
