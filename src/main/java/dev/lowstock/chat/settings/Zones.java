package dev.lowstock.chat.settings;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The time zones of the world, as Java knows them, and how people find theirs. */
final class Zones {
  /** Where many live: offered to who only says what time it is. */
  private static final List<String> USUAL =
      List.of(
          "Europe/London",
          "Europe/Dublin",
          "Europe/Lisbon",
          "Africa/Casablanca",
          "Atlantic/Reykjavik",
          "Europe/Berlin",
          "Europe/Paris",
          "Europe/Madrid",
          "Europe/Rome",
          "Europe/Amsterdam",
          "Europe/Warsaw",
          "Europe/Stockholm",
          "Africa/Lagos",
          "Europe/Athens",
          "Europe/Bucharest",
          "Europe/Helsinki",
          "Europe/Kiev",
          "Asia/Jerusalem",
          "Africa/Cairo",
          "Africa/Johannesburg",
          "Europe/Istanbul",
          "Europe/Moscow",
          "Africa/Nairobi",
          "Asia/Tehran",
          "Asia/Dubai",
          "Asia/Karachi",
          "Asia/Kolkata",
          "Asia/Kathmandu",
          "Asia/Dhaka",
          "Asia/Bangkok",
          "Asia/Jakarta",
          "Asia/Ho_Chi_Minh",
          "Asia/Singapore",
          "Asia/Manila",
          "Asia/Shanghai",
          "Asia/Hong_Kong",
          "Australia/Perth",
          "Asia/Tokyo",
          "Asia/Seoul",
          "Australia/Darwin",
          "Australia/Adelaide",
          "Australia/Brisbane",
          "Australia/Sydney",
          "Pacific/Auckland",
          "Pacific/Honolulu",
          "America/Anchorage",
          "America/Los_Angeles",
          "America/Vancouver",
          "America/Denver",
          "America/Phoenix",
          "America/Chicago",
          "America/Mexico_City",
          "America/New_York",
          "America/Toronto",
          "America/Bogota",
          "America/Lima",
          "America/Halifax",
          "America/Caracas",
          "America/Santiago",
          "America/St_Johns",
          "America/Sao_Paulo",
          "America/Argentina/Buenos_Aires",
          "Atlantic/Azores");

  private static final Pattern OFFSET =
      Pattern.compile("(?:UTC|GMT)?([+-])([0-9]{1,2})(?::?([0-9]{2}))?");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^a-z0-9/+-]+");

  private static final List<Named> ALL =
      ZoneId.getAvailableZoneIds().stream()
          // The signs of Etc/GMT+1 are the other way round; those of System V are of the 1980s.
          .filter(id -> !id.startsWith("Etc/GMT") && !id.startsWith("SystemV/"))
          .sorted()
          .map(id -> new Named(plain(id), ZoneId.of(id)))
          .toList();

  /** A zone by its id in small letters, with an underscore between words. */
  private record Named(String id, ZoneId zone) {}

  private Zones() {}

  /** The zone of an id, or of an offset such as {@code +05:30}. */
  static Optional<ZoneId> of(String id) {
    try {
      Matcher offset = OFFSET.matcher(id);
      if (offset.matches()) {
        String hours = offset.group(2).length() == 1 ? "0" + offset.group(2) : offset.group(2);
        String minutes = offset.group(3) == null ? "00" : offset.group(3);
        return Optional.of(ZoneOffset.of(offset.group(1) + hours + ":" + minutes));
      }
      return ZoneId.getAvailableZoneIds().contains(id)
          ? Optional.of(ZoneId.of(id))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * The zones that somebody may mean: by an offset, by the whole id, by a city, or else by what it
   * begins with or what is in it.
   */
  static List<ZoneId> named(String typed) {
    String compact = typed.replace(" ", "").replace('\u2212', '-').toUpperCase(Locale.ROOT);
    if (OFFSET.matcher(compact).matches()) {
      return of(compact).map(List::of).orElse(List.of());
    }
    String wanted = plain(typed);
    if (wanted.isEmpty()) {
      return List.of();
    }
    List<ZoneId> found = matching(id -> id.equals(wanted));
    if (found.isEmpty()) {
      found = matching(id -> id.endsWith("/" + wanted));
    }
    if (found.isEmpty()) {
      found = matching(id -> id.contains("/" + wanted) || id.startsWith(wanted));
    }
    return found.isEmpty() ? matching(id -> id.contains(wanted)) : found;
  }

  /** Of several names of the same zone, the first counts. */
  private static List<ZoneId> matching(Predicate<String> fits) {
    Set<ZoneRules> seen = new HashSet<>();
    return ALL.stream()
        .filter(each -> fits.test(each.id()) && seen.add(each.zone().getRules()))
        .map(Named::zone)
        .toList();
  }

  private static String plain(String name) {
    String letters = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD)).replaceAll("");
    return BETWEEN_WORDS
        .matcher(letters.toLowerCase(Locale.ROOT))
        .replaceAll("_")
        .replaceAll("^_|_$", "");
  }

  /** How far the clocks of the world are from UTC at this moment, west first. */
  static SortedSet<ZoneOffset> offsets(Instant now) {
    SortedSet<ZoneOffset> offsets =
        new TreeSet<>((a, b) -> Integer.compare(a.getTotalSeconds(), b.getTotalSeconds()));
    ALL.forEach(each -> offsets.add(each.zone().getRules().getOffset(now)));
    return offsets;
  }

  /** Zones where many live whose clocks are that far from UTC at this moment. */
  static List<ZoneId> usual(ZoneOffset offset, Instant now) {
    return USUAL.stream()
        .map(ZoneId::of)
        .filter(zone -> zone.getRules().getOffset(now).equals(offset))
        .toList();
  }

  /** What people call it: its city, or {@code UTC+05:30}. */
  static String city(ZoneId zone) {
    String id = zone.getId();
    return zone instanceof ZoneOffset
        ? "UTC" + (id.equals("Z") ? "" : id)
        : id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
  }
}
