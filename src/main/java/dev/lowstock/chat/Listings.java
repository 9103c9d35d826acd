package dev.lowstock.chat;

import dev.lowstock.alert.Message;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Shows the listings of a chat's shops, in pages and one by one. Thread-safe. */
public final class Listings {
  /** A listing, what is to become of it, and the list that it was opened from. */
  private static final Pattern CHOICE =
      Pattern.compile("([0-9]{1,18})(?::(day|week|back|off))?(?::(" + ListPlace.SHAPE + "))?");

  private final ChatRows chats;
  private final ListingRows rows;
  private final ListingReplies pages;
  private final CardReplies cards;
  private final HoldAnswers holds;
  private final Photos photos;

  /** Where the photo of a listing is; it may be asked for, and must say it soon. */
  public interface Photos {
    Optional<String> first(long sellerId, long listingId);
  }

  public Listings(
      ChatRows chats,
      ListingRows rows,
      ListingReplies pages,
      CardReplies cards,
      HoldAnswers holds,
      Photos photos) {
    this.photos = photos;
    this.holds = holds;
    this.chats = chats;
    this.rows = rows;
    this.pages = pages;
    this.cards = cards;
  }

  /** The first page of the list that is named. */
  Message list(ChatRequest request) {
    return page(request, ListPlace.named(request.argument()));
  }

  /** The first page of what has the words. */
  Message find(ChatRequest request) {
    ListPlace found = ListPlace.find(request.argument());
    return found.words().isEmpty() ? pages.askForWords(request) : page(request, found);
  }

  /** The page that a button names. */
  Message turn(ChatRequest request) {
    return page(request, ListPlace.of(request.argument()));
  }

  private Message page(ChatRequest request, ListPlace place) {
    long shops = chats.links(request).all();
    return shops == 0
        ? pages.none(request)
        : pages.page(request, rows.page(request, place), shops > 1);
  }

  /** Whether a button to a card stands below a list, which the card takes the place of. */
  boolean isInList(ChatRequest request) {
    return choice(request).group(3) != null;
  }

  /** The card of the listing that a button names. */
  Message card(ChatRequest request) {
    Matcher choice = choice(request);
    return card(request, Long.parseLong(choice.group(1)), back(choice));
  }

  /** Mutes the listing that a button names, or ends that; its card. */
  Message mute(ChatRequest request) {
    Matcher choice = choice(request);
    long listing = Long.parseLong(choice.group(1));
    String length = String.valueOf(choice.group(2));
    Optional<ListingCard> card = rows.card(request, listing);
    boolean back = length.equals("back");
    // There is nothing to wait for where it is back already.
    if (card.isPresent() && (!back || card.get().isOut())) {
      holds.mute(request, listing, length, card.get().now());
    }
    return card(request, listing, back(choice));
  }

  private Message card(ChatRequest request, long listing, @Nullable ListPlace back) {
    return rows.card(request, listing)
        .map(
            card ->
                cards
                    .card(request, card, back)
                    .with(photos.first(card.sellerId(), listing).orElse(null)))
        .orElseGet(() -> cards.foreign(request, back));
  }

  private static Matcher choice(ChatRequest request) {
    Matcher choice = CHOICE.matcher(request.argument());
    if (!choice.matches()) {
      throw new IllegalArgumentException("No listing: " + request.argument());
    }
    return choice;
  }

  private static @Nullable ListPlace back(Matcher choice) {
    String place = choice.group(3);
    return place == null ? null : ListPlace.of(place);
  }
}
