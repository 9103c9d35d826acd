package dev.lowstock.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.TelegramFault;
import dev.lowstock.sandbox.TelegramRequest;
import dev.lowstock.sandbox.UploadedFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.component.telegram.model.InlineKeyboardButton;
import org.apache.camel.component.telegram.model.InlineKeyboardMarkup;
import org.apache.camel.component.telegram.model.MessageResult;
import org.apache.camel.component.telegram.model.OutgoingPhotoMessage;
import org.apache.camel.component.telegram.model.OutgoingTextMessage;
import org.apache.camel.component.telegram.model.OutgoingVideoMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SendingTest {
  private static final String SEND =
      """
      - route:
          id: send
          from:
            uri: direct:send
            steps:
              - to: telegram:bots
              - to: mock:sent
      """;

  private final SandboxTelegram telegram = SandboxTelegram.start();
  private final Person ada = telegram.person("Ada").knowsTheBot();
  private final RunningBot bot = new RunningBot(telegram);

  @BeforeEach
  void start() throws Exception {
    bot.runs(SEND);
  }

  @AfterEach
  void stop() {
    bot.close();
    telegram.close();
  }

  @Test
  void plainTextReachesTheChatOfTheHeader() {
    Exchange sent = bot.send("Blue mug is sold out", ada.chatId());

    ChatMessage message = ada.messages().get(0);
    assertThat(message.text()).isEqualTo("Blue mug is sold out");
    assertThat(sent.getMessage().getBody(MessageResult.class).getMessage().getMessageId())
        .isEqualTo(message.messageId());
    assertThat(sent.getMessage().getHeader(UpdateHeaders.CHAT_ID)).isEqualTo(ada.chatId());
  }

  @Test
  void parseModeHeaderIsHeeded() {
    bot.send(
        "<b>Blue mug</b> &amp; saucer",
        Map.of(UpdateHeaders.CHAT_ID, ada.chatId(), "CamelTelegramParseMode", "HTML"));

    assertThat(ada.messages().get(0).text()).isEqualTo("Blue mug & saucer");
  }

  @Test
  void manySendersAtOnceLoseAndMixNothing() throws Exception {
    List<Person> people =
        IntStream.range(0, 8)
            .mapToObj(number -> telegram.person("Seller " + number).knowsTheBot())
            .toList();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Callable<Exchange>> sends = new ArrayList<>();
    for (int number = 0; number < 50; number++) {
      int sold = number;
      people.forEach(
          person ->
              sends.add(() -> bot.send("MUG-" + sold + " of " + person.name(), person.chatId())));
    }

    List<Future<Exchange>> done = threads.invokeAll(sends);
    threads.shutdown();

    for (Future<Exchange> send : done) {
      assertThat(send.get().getException()).isNull();
    }
    for (Person person : people) {
      List<String> expected =
          IntStream.range(0, 50).mapToObj(n -> "MUG-" + n + " of " + person.name()).toList();
      assertThat(person.messages())
          .extracting(ChatMessage::text)
          .containsExactlyInAnyOrderElementsOf(expected);
    }
    assertThat(bot.count("tg_api_calls", "method", "sendMessage", "outcome", "ok")).isEqualTo(400);
  }

  @Test
  void oneMessageObjectSentToTwoChatsReachesBoth() {
    Person bob = telegram.person("Bob").knowsTheBot();
    OutgoingTextMessage shared = new OutgoingTextMessage();
    shared.setText("We are back");

    bot.send(shared, ada.chatId());
    bot.send(shared, bob.chatId());

    assertThat(ada.messages()).hasSize(1);
    assertThat(bob.messages()).hasSize(1);
  }

  @Test
  void inlineKeyboardsOfCamelsOwnTypesWork() {
    OutgoingTextMessage message = new OutgoingTextMessage();
    message.setText("Blue mug is sold out");
    InlineKeyboardButton button = new InlineKeyboardButton();
    button.setText("Snooze");
    button.setCallbackData("snooze:42");
    InlineKeyboardMarkup markup = new InlineKeyboardMarkup();
    markup.setInlineKeyboard(List.of(List.of(button)));
    message.setReplyMarkup(markup);

    Exchange sent = bot.send(message, ada.chatId());

    assertThat(sent.getException()).isNull();
    assertThat(ada.messages().get(0).buttons()).extracting("label").containsExactly("Snooze");
  }

  @Test
  void anyMethodCanBeSentAndItsResultIsTheBody() {
    Exchange photo =
        bot.send(
            OutgoingMethod.toChat(
                "sendPhoto", Map.of("photo", "https://img.example/mug.jpg", "caption", "Blue mug")),
            ada.chatId());
    Exchange commands =
        bot.send(
            OutgoingMethod.withoutChat(
                "setMyCommands",
                Map.of("commands", List.of(Map.of("command", "stop", "description", "Good bye")))),
            Map.of());

    assertThat(ada.messages().get(0).photo()).contains("https://img.example/mug.jpg");
    assertThat(photo.getMessage().getBody()).asString().contains("message_id");
    assertThat(commands.getMessage().getBody()).isEqualTo(true);
    assertThat(telegram.requests("setMyCommands").get(0).parameters()).doesNotContainKey("chat_id");
  }

  @Test
  void chatNamedInTheParametersBeatsTheHeader() {
    Person bob = telegram.person("Bob").knowsTheBot();

    bot.send(
        OutgoingMethod.toChat("sendMessage", Map.of("chat_id", bob.chatId(), "text", "Hello")),
        ada.chatId());

    assertThat(bob.messages()).hasSize(1);
    assertThat(ada.messages()).isEmpty();
  }

  @Test
  void photoBytesArriveWholeWithTypedFields() {
    byte[] picture = new byte[3_000_000];
    Arrays.fill(picture, (byte) '\n');
    OutgoingPhotoMessage photo = new OutgoingPhotoMessage();
    photo.setPhoto(picture);
    photo.setFilenameWithExtension("blue \"mug\" ☕.jpg");
    photo.setCaption("Blåbär ☕");
    photo.setDisableNotification(true);

    Exchange sent = bot.send(photo, ada.chatId());

    assertThat(sent.getException()).isNull();
    TelegramRequest request = telegram.requests("sendPhoto").get(0);
    assertThat(request.parameters())
        .containsEntry("chat_id", String.valueOf(ada.chatId()))
        .containsEntry("caption", "Blåbär ☕")
        .containsEntry("disable_notification", "true")
        .containsEntry(
            "photo",
            new UploadedFile(
                "blue %22mug%22 ☕.jpg",
                "application/octet-stream",
                picture.length,
                Arrays.hashCode(picture),
                new String(picture, UTF_8)));
  }

  @Test
  void numbersOfAVideoAreWritten() {
    OutgoingVideoMessage video = new OutgoingVideoMessage();
    video.setVideo(new byte[] {0, -1, 13, 10});
    video.setFilenameWithExtension("mug.mp4");
    video.setDurationSeconds(7);
    video.setWidth(640);
    video.setHeight(480);

    bot.send(video, ada.chatId());

    assertThat(telegram.requests("sendVideo").get(0).parameters())
        .containsEntry("duration", "7")
        .containsEntry("width", "640")
        .containsEntry("height", "480");
  }

  @Test
  void emptyBodyIsAFailure() {
    Exchange sent = bot.send(null, ada.chatId());

    assertThat(sent.getException()).hasMessageContaining("no body");
    assertThat(bot.seen("sent")).isEmpty();
  }

  @Test
  void structureIsNotWrittenToAPersonAsText() {
    Exchange sent = bot.send(Map.of("update_id", 1), ada.chatId());

    assertThat(sent.getException()).hasMessageContaining("use an OutgoingMethod");
    assertThat(ada.messages()).isEmpty();
  }

  @Test
  void missingChatIsAFailure() {
    Exchange sent = bot.send("To whom?", Map.of());

    assertThat(sent.getException()).hasMessageContaining(UpdateHeaders.CHAT_ID);
    assertThat(telegram.requests()).isEmpty();
  }

  @Test
  void restOfTheRouteStaysOnTheCallersThread() throws Exception {
    Thread[] seen = new Thread[1];
    bot.bind("look", exchange -> seen[0] = Thread.currentThread())
        .runs(
            """
            - route:
                id: look
                from:
                  uri: direct:look
                  steps:
                    - to: telegram:bots
                    - process:
                        ref: look
            """);

    bot.camel
        .createFluentProducerTemplate()
        .to("direct:look")
        .withBody("Hello")
        .withHeader(UpdateHeaders.CHAT_ID, ada.chatId())
        .send();

    assertThat(seen[0]).isSameAs(Thread.currentThread());
  }

  @Test
  void newFormOfTheAnswerDoesNotFailAMessageThatWasSent() {
    telegram.failNext(
        1, "sendMessage", new TelegramFault.AnswersJson("{\"ok\":true,\"result\":{\"chat\":7}}"));

    Exchange sent = bot.send("Blue mug", ada.chatId());

    assertThat(sent.getException()).isNull();
    assertThat(sent.getMessage().getBody(MessageResult.class).isOk()).isTrue();
  }
}
