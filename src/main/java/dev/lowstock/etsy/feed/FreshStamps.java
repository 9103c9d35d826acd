package dev.lowstock.etsy.feed;

import com.github.scribejava.core.services.TimestampService;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;

/** The clock's second and a nonce of 128 random bits: ScribeJava's own has 32 and would repeat. */
final class FreshStamps implements TimestampService {

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  FreshStamps(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String getTimestampInSeconds() {
    return Long.toString(clock.instant().getEpochSecond());
  }

  @Override
  public String getNonce() {
    byte[] nonce = new byte[16];
    random.nextBytes(nonce);
    return HexFormat.of().formatHex(nonce);
  }
}
