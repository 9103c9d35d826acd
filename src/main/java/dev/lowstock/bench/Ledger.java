package dev.lowstock.bench;

import dev.lowstock.sandbox.ChatMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What has sold out, and what the messages in the chats say of it. Thread-safe. */
final class Ledger {
  private static final Pattern LISTING = Pattern.compile("etsy\\.com/listing/(\\d+)");

  private final Set<Long> sold = new LinkedHashSet<>();
  private final Map<Long, Integer> told = new HashMap<>();
  private int repeatedMessages;

  synchronized void sold(long listing) {
    sold.add(listing);
  }

  /** Takes any message; only alerts count. */
  synchronized void read(ChatMessage message) {
    if (!message.text().toLowerCase(Locale.ROOT).contains("sold out")) {
      return;
    }
    boolean repeated = false;
    for (long listing : listings(message)) {
      repeated |= told.merge(listing, 1, Integer::sum) > 1;
    }
    repeatedMessages += repeated ? 1 : 0;
  }

  private static Set<Long> listings(ChatMessage message) {
    StringBuilder links = new StringBuilder(message.html());
    message
        .buttons()
        .forEach(button -> button.url().ifPresent(url -> links.append(' ').append(url)));
    Matcher listings = LISTING.matcher(links);
    return listings
        .results()
        .map((MatchResult link) -> Long.valueOf(link.group(1)))
        .collect(Collectors.toSet());
  }

  synchronized int soldOut() {
    return sold.size();
  }

  /** Those that sold out and that no message names. */
  synchronized Set<Long> untold() {
    Set<Long> untold = new HashSet<>(sold);
    untold.removeAll(told.keySet());
    return untold;
  }

  /** Listings that a message named although they had not sold out. */
  synchronized Set<Long> madeUp() {
    Set<Long> madeUp = new HashSet<>(told.keySet());
    madeUp.removeAll(sold);
    return madeUp;
  }

  /** Messages that name a listing which an earlier one had named. */
  synchronized int repeatedMessages() {
    return repeatedMessages;
  }
}
