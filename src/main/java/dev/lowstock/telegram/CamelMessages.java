package dev.lowstock.telegram;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.apache.camel.component.telegram.TelegramMessage;
import org.apache.camel.component.telegram.model.EditMessageCaptionMessage;
import org.apache.camel.component.telegram.model.EditMessageDelete;
import org.apache.camel.component.telegram.model.EditMessageLiveLocationMessage;
import org.apache.camel.component.telegram.model.EditMessageMediaMessage;
import org.apache.camel.component.telegram.model.EditMessageReplyMarkupMessage;
import org.apache.camel.component.telegram.model.EditMessageTextMessage;
import org.apache.camel.component.telegram.model.MessageResult;
import org.apache.camel.component.telegram.model.MessageResultGameScores;
import org.apache.camel.component.telegram.model.MessageResultString;
import org.apache.camel.component.telegram.model.OutgoingAnswerInlineQuery;
import org.apache.camel.component.telegram.model.OutgoingAudioMessage;
import org.apache.camel.component.telegram.model.OutgoingCallbackQueryMessage;
import org.apache.camel.component.telegram.model.OutgoingDocumentMessage;
import org.apache.camel.component.telegram.model.OutgoingGameMessage;
import org.apache.camel.component.telegram.model.OutgoingGetGameHighScoresMessage;
import org.apache.camel.component.telegram.model.OutgoingMessage;
import org.apache.camel.component.telegram.model.OutgoingPhotoMessage;
import org.apache.camel.component.telegram.model.OutgoingSetGameScoreMessage;
import org.apache.camel.component.telegram.model.OutgoingStickerMessage;
import org.apache.camel.component.telegram.model.OutgoingTextMessage;
import org.apache.camel.component.telegram.model.OutgoingVideoMessage;
import org.apache.camel.component.telegram.model.SendChatActionMessage;
import org.apache.camel.component.telegram.model.SendLocationMessage;
import org.apache.camel.component.telegram.model.SendVenueMessage;
import org.apache.camel.component.telegram.model.StopMessageLiveLocationMessage;
import org.apache.camel.component.telegram.model.payments.AnswerPreCheckoutQueryMessage;
import org.apache.camel.component.telegram.model.payments.AnswerShippingQueryMessage;
import org.apache.camel.component.telegram.model.payments.CreateInvoiceLinkMessage;
import org.apache.camel.component.telegram.model.payments.EditUserStarSubscriptionMessage;
import org.apache.camel.component.telegram.model.payments.GetMyStarBalanceMessage;
import org.apache.camel.component.telegram.model.payments.GetStarTransactionsMessage;
import org.apache.camel.component.telegram.model.payments.MessageResultStarAmount;
import org.apache.camel.component.telegram.model.payments.MessageResultStarTransactions;
import org.apache.camel.component.telegram.model.payments.RefundStarPaymentMessage;
import org.apache.camel.component.telegram.model.payments.SendInvoiceMessage;
import org.jspecify.annotations.Nullable;

/**
 * Camel's own message types: the method each is sent by, the body it makes, the result it gets.
 *
 * <p>Never changes a message, so that one may be sent to several chats at once.
 */
final class CamelMessages {
  /** One type's method and the class of its result. */
  record Call(String method, Class<? extends MessageResult> result) {}

  private static final Map<Class<?>, Call> CALLS =
      Map.ofEntries(
          call(OutgoingTextMessage.class, "sendMessage"),
          call(OutgoingPhotoMessage.class, "sendPhoto"),
          call(OutgoingAudioMessage.class, "sendAudio"),
          call(OutgoingVideoMessage.class, "sendVideo"),
          call(OutgoingDocumentMessage.class, "sendDocument"),
          call(OutgoingStickerMessage.class, "sendSticker"),
          call(OutgoingGameMessage.class, "sendGame"),
          call(SendLocationMessage.class, "sendLocation"),
          call(SendVenueMessage.class, "sendVenue"),
          call(SendChatActionMessage.class, "sendChatAction"),
          call(SendInvoiceMessage.class, "sendInvoice"),
          call(EditMessageLiveLocationMessage.class, "editMessageLiveLocation"),
          call(StopMessageLiveLocationMessage.class, "stopMessageLiveLocation"),
          call(EditMessageTextMessage.class, "editMessageText"),
          call(EditMessageCaptionMessage.class, "editMessageCaption"),
          call(EditMessageMediaMessage.class, "editMessageMedia"),
          call(EditMessageReplyMarkupMessage.class, "editMessageReplyMarkup"),
          call(EditMessageDelete.class, "deleteMessage"),
          call(OutgoingCallbackQueryMessage.class, "answerCallbackQuery"),
          call(OutgoingAnswerInlineQuery.class, "answerInlineQuery"),
          call(OutgoingSetGameScoreMessage.class, "setGameScore"),
          call(AnswerPreCheckoutQueryMessage.class, "answerPreCheckoutQuery"),
          call(AnswerShippingQueryMessage.class, "answerShippingQuery"),
          call(RefundStarPaymentMessage.class, "refundStarPayment"),
          call(EditUserStarSubscriptionMessage.class, "editUserStarSubscription"),
          entry(
              OutgoingGetGameHighScoresMessage.class,
              new Call("getGameHighScores", MessageResultGameScores.class)),
          entry(
              CreateInvoiceLinkMessage.class,
              new Call("createInvoiceLink", MessageResultString.class)),
          entry(
              GetMyStarBalanceMessage.class,
              new Call("getMyStarBalance", MessageResultStarAmount.class)),
          entry(
              GetStarTransactionsMessage.class,
              new Call("getStarTransactions", MessageResultStarTransactions.class)));

  private CamelMessages() {}

  static Call callOf(TelegramMessage message) {
    Call call = CALLS.get(message.getClass());
    if (call == null) {
      throw new IllegalArgumentException(
          "telegram:bots cannot send a "
              + message.getClass().getName()
              + "; use an OutgoingMethod");
    }
    return call;
  }

  static Payload payload(TelegramMessage message, @Nullable String chatId) {
    if (message instanceof OutgoingPhotoMessage photo) {
      return common(photo, chatId)
          .file("photo", photo.getFilenameWithExtension(), photo.getPhoto())
          .field("caption", photo.getCaption())
          .field("reply_markup", photo.replyMarkupJson())
          .done();
    }
    if (message instanceof OutgoingAudioMessage audio) {
      return common(audio, chatId)
          .file("audio", audio.getFilenameWithExtension(), audio.getAudio())
          .field("title", audio.getTitle())
          .field("duration", audio.getDurationSeconds())
          .field("performer", audio.getPerformer())
          .field("reply_markup", audio.replyMarkupJson())
          .done();
    }
    if (message instanceof OutgoingVideoMessage video) {
      return common(video, chatId)
          .file("video", video.getFilenameWithExtension(), video.getVideo())
          .field("caption", video.getCaption())
          .field("duration", video.getDurationSeconds())
          .field("width", video.getWidth())
          .field("height", video.getHeight())
          .field("reply_markup", video.replyMarkupJson())
          .done();
    }
    if (message instanceof OutgoingDocumentMessage document) {
      return common(document, chatId)
          .file("document", document.getFilenameWithExtension(), document.getDocument())
          .field("caption", document.getCaption())
          .field("reply_markup", document.replyMarkupJson())
          .done();
    }
    if (message instanceof OutgoingStickerMessage sticker) {
      return common(sticker, chatId)
          .field("sticker", sticker.getSticker())
          .file("sticker", sticker.getFilenameWithExtension(), sticker.getStickerImage())
          .done();
    }
    ObjectNode json = BotApi.JSON.valueToTree(message);
    if (chatId != null) {
      json.put("chat_id", chatId);
    }
    return Payload.json(json);
  }

  private static Multipart common(OutgoingMessage message, @Nullable String chatId) {
    return new Multipart()
        .field("chat_id", chatId == null ? message.getChatId() : chatId)
        .field("disable_notification", message.getDisableNotification())
        .field("reply_to_message_id", message.getReplyToMessageId());
  }

  private static Map.Entry<Class<?>, Call> call(Class<?> message, String method) {
    return entry(message, new Call(method, MessageResult.class));
  }
}
