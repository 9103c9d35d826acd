package dev.lowstock.outbox;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;

/**
 * What the answer of a web service or a mail server to a message means.
 *
 * @param answer its number, such as 404 of HTTP or 550 of SMTP
 * @param trouble for the row of the alert
 * @param isFinal true when it will not take this message at any time
 * @param pause that it asked for; null when it did not
 */
record ChannelFailure(int answer, String trouble, boolean isFinal, @Nullable Duration pause) {
  /** The answers 4xx of a web address that may become another one (RFC 9110, 15.5.9; RFC 6585). */
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  /** What else may ask to come back later (RFC 9110, 10.2.3). */
  private static final int UNAVAILABLE = 503;

  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /** How a mail server's answer begins (RFC 5321, 4.2): 4 passes, 5 does not. */
  private static final Pattern SMTP = Pattern.compile("(?:^|response:)\\s*([245]\\d\\d)[ -]");

  /** Said to MAIL, but of the connection (RFC 4954, 6; RFC 3207, 4). */
  private static final int LOGIN_WANTED = 530;

  /** Null where no answer came, or it is not of these. */
  static @Nullable ChannelFailure of(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 20; depth++) {
      if (cause instanceof HttpOperationFailedException answer) {
        return http(answer);
      }
      if (cause instanceof MessagingException mail) {
        ChannelFailure found = smtp(mail);
        if (found != null) {
          return found;
        }
      }
      cause = cause.getCause();
    }
    return null;
  }

  private static ChannelFailure http(HttpOperationFailedException answer) {
    int status = answer.getStatusCode();
    boolean isFinal = status >= 400 && status < 500 && !PASSING.contains(status);
    boolean asks = status == 429 || status == UNAVAILABLE;
    return new ChannelFailure(
        status, status + " HttpOperationFailedException", isFinal, asks ? pause(answer) : null);
  }

  /** In seconds; Discord writes a fraction. A date is not read: the usual pauses stand in. */
  private static @Nullable Duration pause(HttpOperationFailedException answer) {
    if (answer.getResponseHeaders() == null) {
      return null;
    }
    for (var header : answer.getResponseHeaders().entrySet()) {
      if (header.getKey().equalsIgnoreCase("Retry-After")
          && header.getValue().matches("\\d{1,9}(\\.\\d{1,9})?")) {
        Duration asked =
            Duration.ofMillis((long) Math.ceil(Double.parseDouble(header.getValue()) * 1000));
        return asked.isZero() ? null : asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
      }
    }
    return null;
  }

  /** The addresses that a mail did not reach though it reached others; empty if it reached none. */
  static List<Address> leftOut(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 20; depth++) {
      if (cause instanceof SendFailedException mail && size(mail.getValidSentAddresses()) > 0) {
        return Stream.of(mail.getInvalidAddresses(), mail.getValidUnsentAddresses())
            .filter(Objects::nonNull)
            .flatMap(Arrays::stream)
            .toList();
      }
      cause = cause.getCause();
    }
    return List.of();
  }

  private static int size(Address @Nullable [] addresses) {
    return addresses == null ? 0 : addresses.length;
  }

  /**
   * The last of its parts is the answer itself. Final is only what was said to the message, to
   * MAIL, RCPT or DATA: what was said to the connection or the login, the operator can mend.
   */
  private static @Nullable ChannelFailure smtp(MessagingException mail) {
    ChannelFailure found = null;
    boolean passes = false;
    Exception part = mail;
    for (int depth = 0; part != null && depth < 20; depth++) {
      Matcher answer = SMTP.matcher(String.valueOf(part.getMessage()));
      if (answer.find() && !answer.group(1).startsWith("2")) {
        int number = Integer.parseInt(answer.group(1));
        passes |= number < 500 || number == LOGIN_WANTED || !(part instanceof SendFailedException);
        found = new ChannelFailure(number, number + " by SMTP", !passes, null);
      }
      part = part instanceof MessagingException more ? more.getNextException() : null;
    }
    return found;
  }
}
