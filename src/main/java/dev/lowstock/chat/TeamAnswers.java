package dev.lowstock.chat;

import dev.lowstock.alert.Message;
import dev.lowstock.alert.Messages;
import dev.lowstock.outbox.ToldAlerts;
import dev.lowstock.outbox.ToldAlerts.Outcome;
import dev.lowstock.outbox.ToldAlerts.Pressed;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Who in a group sees to what. Anybody in it may say so, and take back what anybody said: the
 * message names who did, and is edited by the outbox. Thread-safe.
 */
public final class TeamAnswers {
  private final ToldAlerts told;
  private final Messages messages;
  private final Runnable wakeOutbox;

  public TeamAnswers(ToldAlerts told, Messages messages, Runnable wakeOutbox) {
    this.told = told;
    this.messages = messages;
    this.wakeOutbox = wakeOutbox;
  }

  /** Notes that the person is on what the pressed message told, or that nobody is; in words. */
  String pressed(ChatRequest request) {
    Long message = request.messageId();
    boolean wanted = request.answer().equals("on-it");
    Pressed pressed =
        message == null || !request.inGroup()
            ? new Pressed(Outcome.UNKNOWN, "")
            : told.setOnIt(
                ChatRequest.CHANNEL, request.address(), message, wanted, request.userName());
    if (pressed.outcome() == Outcome.DONE) {
      wakeOutbox.run();
    }
    String key =
        switch (pressed.outcome()) {
          case DONE -> wanted ? "team.done" : "team.doneUndo";
          case SO_ALREADY -> wanted ? "team.taken" : "team.nobody";
          case BACK -> "team.back";
          case UNKNOWN -> "team.gone";
        };
    String html = messages.text(request.language(), key, Map.of("person", pressed.person()));
    return new Message(html, List.of()).plain();
  }

  /** Says in lines of a group who is on their listings. */
  UnaryOperator<List<ListingLine>> whoIsOnIt(ChatRequest request) {
    if (!request.inGroup()) {
      return lines -> lines;
    }
    Map<Long, String> people = told.onIt(ChatRequest.CHANNEL, request.address());
    return lines -> lines.stream().map(line -> line.with(people.get(line.listingId()))).toList();
  }
}
