package dev.lowstock.sandbox;

/** The keys the sandbox knows; Etsy gave the feed a key of its own. */
public record EtsyKeys(String consumerKey, String sharedSecret, String feedsKey) {

  /** Made up, in the shape of Etsy's. */
  public static EtsyKeys example() {
    return new EtsyKeys("sandboxconsumerkey000001", "sandbox001", "sandboxfeedskey000000001");
  }
}
