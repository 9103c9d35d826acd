package dev.lowstock.chat;

import dev.lowstock.telegram.TelegramFailure;
import dev.lowstock.telegram.TelegramUnreachable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may change anything in a group: its admins and those who linked a shop; what shares a shop or
 * ends that, only those who linked that very shop. As long as no shop is linked, anybody may link
 * one. Thread-safe.
 */
final class GroupRights {
  private static final Logger LOG = LoggerFactory.getLogger(GroupRights.class);
  private static final Set<Object> ADMINS = Set.of("creator", "administrator");

  private final ChatRows rows;
  private final BotCalls telegram;

  GroupRights(ChatRows rows, BotCalls telegram) {
    this.rows = rows;
    this.telegram = telegram;
  }

  /** Why the person may not; names the message that says so. */
  Optional<String> refusal(ChatRequest request) {
    if (!request.inGroup() || request.isAdmin()) {
      return Optional.empty();
    }
    ChatRows.Links links = links(request);
    return links.all() == 0 || links.mine() > 0 ? Optional.empty() : refusalOfMember(request);
  }

  private ChatRows.Links links(ChatRequest request) {
    return switch (request.answer()) {
      case "invite" -> rows.linksToShare(request, null, null);
      case "invite-shop" -> rows.linksToShare(request, Long.valueOf(request.argument()), null);
      case "invite-end" -> rows.linksToShare(request, request.subject(), null);
      case "invite-answer" -> rows.linksToShare(request, null, request.subject());
      default -> rows.links(request);
    };
  }

  private Optional<String> refusalOfMember(ChatRequest request) {
    try {
      Object member =
          telegram.call(
              "getChatMember", Map.of("chat_id", request.address(), "user_id", request.userId()));
      boolean isAdmin =
          member instanceof Map<?, ?> map && ADMINS.contains(String.valueOf(map.get("status")));
      return isAdmin ? Optional.empty() : Optional.of("group.notAllowed");
    } catch (TelegramFailure e) {
      // Telegram says who is an admin for sure only to admins.
      if (e.code() == 400 || e.code() == 403) {
        LOG.info("Chat {}: {}", request.address(), e.getMessage());
        return Optional.of("group.cannotAsk");
      }
      LOG.warn("Chat {}: {}", request.address(), e.getMessage());
    } catch (TelegramUnreachable e) {
      LOG.warn("Chat {}: {}", request.address(), e.getMessage());
    }
    return Optional.of("sorry");
  }
}
