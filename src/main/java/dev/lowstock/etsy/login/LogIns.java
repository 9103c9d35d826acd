package dev.lowstock.etsy.login;

import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.EtsyRefusedPin;
import dev.lowstock.etsy.KeyRefused;
import java.io.IOException;

/**
 * The log-ins that people begin in a chat: a button leads to Etsy, and what Etsy shows or hands to
 * the browser there ends them. They wait in the database, so that any node may end them.
 * Thread-safe.
 */
public interface LogIns {

  /**
   * Starts a log-in.
   *
   * @return the address at Etsy that the person is to open
   * @throws KeyRefused when Etsy does not take our key
   * @throws EtsyFailure when Etsy does not say
   * @throws IOException when Etsy does not answer
   */
  String start(LogInChat chat) throws IOException;

  /** Whether a log-in of this person waits in this chat, or one that anybody there may end. */
  boolean isOpen(LogInChat chat);

  /**
   * Ends one of the open log-ins with what the person sent, and links the chat to the seller. The
   * chat is told that it is done, and the others that hear of the shop that one more does.
   *
   * @param sent a pin, a code, or the address that holds it
   * @throws EtsyRefusedPin when no open log-in can be ended with it
   * @throws KeyRefused when Etsy does not take our key
   * @throws LogInUnfinished when Etsy gave the access and not the seller
   * @throws EtsyFailure when Etsy does not say; it may be sent again
   * @throws IOException when Etsy does not answer; it may be sent again
   */
  void complete(LogInChat chat, String sent) throws IOException;
}
