package dev.lowstock.telegram;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lowstock.chat.Bundled;
import dev.lowstock.chat.ChatRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/** Whatever Telegram hands on from people, and whatever it answers, is read or refused. */
class TelegramFuzz {
  private static final ObjectMapper JSON = new ObjectMapper();

  @FuzzTest(maxDuration = "1m")
  void update(byte[] bytes) {
    Map<String, Object> update;
    try {
      if (!(JSON.readValue(new String(bytes, UTF_8), Object.class) instanceof Map<?, ?> map)) {
        return;
      }
      @SuppressWarnings("unchecked") // Fields of JSON objects have names.
      Map<String, Object> fields = (Map<String, Object>) map;
      update = fields;
    } catch (JsonProcessingException noJson) {
      return;
    }
    ReceivedUpdate.of(update)
        .ifPresent(
            received -> assertThat(received.kind() + received.lane() + received.id()).isNotEmpty());
    for (boolean stock : List.of(true, false)) {
      ChatRequest request =
          ChatRequest.of(update, () -> "LowstockBot", stock ? Bundled::ofV3 : Bundled::ofV2, stock);
      assertThat(request.answer()).matches("[a-z-]+");
      assertThat(request.chatName()).doesNotContainPattern("\\p{Cc}").hasSizeLessThan(256);
      assertThat(request.address().length()).isLessThan(4096);
      request.count();
      request.subject();
      request.wanted();
      request.mayBePin();
    }
  }

  @FuzzTest(maxDuration = "1m")
  void command(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    Map<String, Object> update =
        Map.of(
            "update_id",
            1,
            "message",
            Map.of("text", text, "chat", Map.of("id", 1001, "type", "private", "title", text)));
    Map<String, Object> pressed =
        Map.of(
            "update_id",
            2,
            "callback_query",
            Map.of(
                "id",
                "1",
                "data",
                text,
                "message",
                Map.of("message_id", 5, "chat", Map.of("id", 1))));
    for (Map<String, Object> sent : List.of(update, pressed)) {
      ChatRequest request = ChatRequest.of(sent, () -> "LowstockBot", Bundled::ofV3, true);
      assertThat(request.answer()).matches("[a-z-]+");
      request.count();
      request.subject();
      request.wanted();
    }
  }

  @FuzzTest(maxDuration = "1m")
  void answer(byte[] body) {
    for (int status : new int[] {200, 400, 403, 404, 429, 500}) {
      try {
        new Answer("sendMessage", new Response(status, new String(body, ISO_8859_1))).orThrow();
      } catch (TelegramFailure refused) {
        assertThat(refused.getMessage()).contains("sendMessage");
      }
    }
  }

  /** The bytes of the body as letters of Latin-1. */
  private record Response(int status, String bytes) implements HttpResponse<byte[]> {

    @Override
    public int statusCode() {
      return status;
    }

    @Override
    public HttpRequest request() {
      return HttpRequest.newBuilder(uri()).build();
    }

    @Override
    public Optional<HttpResponse<byte[]>> previousResponse() {
      return Optional.empty();
    }

    @Override
    public HttpHeaders headers() {
      return HttpHeaders.of(Map.of(), (name, value) -> true);
    }

    @Override
    public byte[] body() {
      return bytes.getBytes(ISO_8859_1);
    }

    @Override
    public Optional<SSLSession> sslSession() {
      return Optional.empty();
    }

    @Override
    public URI uri() {
      return URI.create("http://127.0.0.1/");
    }

    @Override
    public HttpClient.Version version() {
      return HttpClient.Version.HTTP_1_1;
    }
  }
}
