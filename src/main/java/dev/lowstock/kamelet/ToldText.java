package dev.lowstock.kamelet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lowstock.alert.Message;
import java.util.Map;
import org.apache.camel.Exchange;

/** A text for one chat, as a row of the outbox holds it. Thread-safe once it is set. */
public final class ToldText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private String chat = "";
  private String channel = "telegram";

  /** The address of the chat within its channel. */
  public void setChat(String chat) {
    this.chat = chat;
  }

  public void setChannel(String channel) {
    this.channel = channel;
  }

  /** Puts the values of the statement into the body. A long text is cut to Telegram's length. */
  public void prepare(Exchange exchange) throws JsonProcessingException {
    String text = exchange.getMessage().getBody(String.class);
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException("There is no text to tell chat " + chat);
    }
    exchange
        .getMessage()
        .setBody(
            Map.of(
                "message", JSON.writeValueAsString(Message.of(text)),
                "channel", channel,
                "address", chat));
  }

  /**
   * Makes sure that the row was written.
   *
   * @throws IllegalStateException when the bot knows no such chat
   */
  public void requireTold(Exchange exchange) {
    Integer rows = exchange.getMessage().getHeader("CamelSqlUpdateCount", Integer.class);
    if (rows == null || rows == 0) {
      throw new IllegalStateException(
          "Chat "
              + chat
              + " of channel "
              + channel
              + " is not known, or was given up: write /start to the bot there");
    }
  }
}
