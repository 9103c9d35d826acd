package dev.lowstock.chat;

import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.Message;
import dev.lowstock.telegram.SendMessage;
import dev.lowstock.telegram.TelegramFailure;
import dev.lowstock.telegram.TelegramUnreachable;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Telegram that a press has arrived, so that the button stops showing that it waits. If
 * Telegram refuses that, the bot answers the press all the same. Thread-safe.
 */
final class Presses {
  private static final Logger LOG = LoggerFactory.getLogger(Presses.class);

  /** Characters (Bot API, answerCallbackQuery). */
  private static final int MOST_WORDS = 200;

  private final BotCalls telegram;

  Presses(BotCalls telegram) {
    this.telegram = telegram;
  }

  /** Ends the waiting of the button, if one was pressed (Bot API, answerCallbackQuery). */
  void end(ChatRequest request) {
    if (request.callbackId() != null) {
      decorate(request, "answerCallbackQuery", Map.of("callback_query_id", request.callbackId()));
    }
  }

  /** The same, and shows some words for a moment. */
  void end(ChatRequest request, String words) {
    if (request.callbackId() != null) {
      decorate(
          request,
          "answerCallbackQuery",
          Map.of(
              "callback_query_id", request.callbackId(), "text", AlertText.cut(words, MOST_WORDS)));
    }
  }

  /**
   * The same without words, and takes the buttons off the message that one of them was pressed on.
   */
  void endAndTakeAway(ChatRequest request) {
    end(request);
    takeAway(request);
  }

  /** Takes the buttons off the message that one of them was pressed on. */
  void takeAway(ChatRequest request) {
    if (request.messageId() != null) {
      decorate(
          request,
          "editMessageReplyMarkup",
          Map.of("chat_id", request.address(), "message_id", request.messageId()));
    }
  }

  /**
   * Puts another text and other buttons into the message that was pressed.
   *
   * @return false when Telegram did not take that
   */
  boolean show(ChatRequest request, Message message) {
    Long pressed = request.messageId();
    return pressed != null
        && decorate(
            request,
            "editMessageText",
            new SendMessage().edit(request.address(), pressed, message));
  }

  private boolean decorate(ChatRequest request, String method, Map<String, ?> parameters) {
    try {
      telegram.call(method, parameters);
      return true;
    } catch (TelegramFailure | TelegramUnreachable e) {
      LOG.debug("Chat {}: {}", request.address(), e.getMessage());
      // It shows that already, as when somebody pressed twice.
      return String.valueOf(e.getMessage()).contains("message is not modified");
    }
  }
}
