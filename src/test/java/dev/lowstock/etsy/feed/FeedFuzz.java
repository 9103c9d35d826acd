package dev.lowstock.etsy.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lowstock.etsy.EtsyFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Whatever Etsy's API v2 answers is read, or refused as the callers expect. */
class FeedFuzz {
  private static final int[] STATUSES = {200, 201, 301, 400, 401, 403, 404, 410, 429, 500, 503};

  private final FeedReader feed = new FeedReader();
  private final EtsyOAuth1 etsy = new EtsyOAuth1("https://openapi.etsy.com", "ada", "secret");

  @FuzzTest(maxDuration = "1m")
  void feedPage(byte[] body) throws IOException {
    try {
      feed.read(
          new FeedWindow(1_000, 1_020, 0, 100, 1_020),
          status(body),
          new ByteArrayInputStream(body));
    } catch (EtsyFailure refused) {
      // Tried again later.
    }
  }

  @FuzzTest(maxDuration = "1m")
  void answers(byte[] bytes) {
    String body = new String(bytes, UTF_8);
    int status = status(bytes);
    refusesAsSaid(() -> etsy.parseRequestToken(status, body));
    refusesAsSaid(() -> etsy.parseAccessToken(status, body));
    refusesAsSaid(() -> etsy.parseSelf(status, body));
    refusesAsSaid(() -> etsy.parseSkus(status, body));
  }

  private static int status(byte[] body) {
    return body.length == 0 ? 200 : STATUSES[(body[body.length - 1] & 0xff) % STATUSES.length];
  }

  private static void refusesAsSaid(Runnable reads) {
    try {
      reads.run();
    } catch (EtsyFailure refused) {
      // The seller, or the log, is told.
    }
  }
}
