package dev.lowstock.etsy.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lowstock.SettableClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookReaderTest {
  private static final long NOW = 1_790_000_000;
  private static final String PAID =
      """
      {"event_type":"order.paid",\
      "resource_url":"https://openapi.etsy.com/v3/application/shops/12345/receipts/678",\
      "shop_id":12345}""";

  private final WebhookReader reader = reader("http://127.0.0.1:9000");

  @Test
  void orderNamesItsShopAndItsReceipt() {
    assertThat(read(PAID)).isEqualTo(new WebhookEvent("msg_1", "order.paid", 12345L, null, 678L));
  }

  @Test
  void shopIdMayBeTextOrOnlyInTheAddress() {
    assertThat(read(PAID.replace(":12345}", ":\"12345\"}")).shopId()).isEqualTo(12345);
    assertThat(read(PAID.replace(",\"shop_id\":12345}", "}")).shopId()).isEqualTo(12345);
    assertThat(read(PAID.replace(":12345}", ":null}")).shopId()).isEqualTo(12345);
  }

  @Test
  void resourceOfAVariationNamesItsListing() {
    WebhookEvent event =
        read(of("inventory.out_of_stock", "listings/42/inventory/products/7", "12345"));

    assertThat(event.listingId()).isEqualTo(42);
    assertThat(event.shopId()).isEqualTo(12345);
  }

  @Test
  void lineBreaksInTheAddressAreNotPartOfIt() {
    assertThat(read(PAID.replace("/receipts", "\\n  /receipts\\r\\n ")).receiptId()).isEqualTo(678);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://openapi.etsy.com",
        "https://api.etsy.com",
        "https://API.etsy.com:443",
        "http://127.0.0.1:9000"
      })
  void addressMayBeEtsysOrTheOneThatIsCalled(String base) {
    assertThat(read(PAID.replace("https://openapi.etsy.com", base)).receiptId()).isEqualTo(678);
  }

  @Test
  void addressThatIsCalledMayHaveAPathOfItsOwn() {
    WebhookReader behindAProxy = reader("https://proxy.example.org/etsy/");

    assertThat(
            read(
                    behindAProxy,
                    PAID.replace("https://openapi.etsy.com", "https://proxy.example.org/etsy"))
                .receiptId())
        .isEqualTo(678);
    assertThatThrownBy(
            () ->
                read(
                    behindAProxy,
                    PAID.replace("https://openapi.etsy.com", "https://proxy.example.org")))
        .isInstanceOf(WebhookRefused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://openapi.etsy.com/v3/application/shops/1/receipts/2",
        "https://openapi.etsy.com:8443/v3/application/shops/1/receipts/2",
        "https://openapi.etsy.com.evil.example/v3/application/shops/1/receipts/2",
        "https://openapi.etsy.com@evil.example/v3/application/shops/1/receipts/2",
        "https://evil@openapi.etsy.com/v3/application/shops/1/receipts/2",
        "https://evil.example/v3/application/shops/1/receipts/2",
        "https://www.etsy.com/v3/application/shops/1/receipts/2",
        "https://127.0.0.1:9000/v3/application/shops/1/receipts/2",
        "http://127.0.0.1:9001/v3/application/shops/1/receipts/2",
        "http://127.0.0.1/v3/application/shops/1/receipts/2",
        "//openapi.etsy.com/v3/application/shops/1/receipts/2",
        "/v3/application/shops/1/receipts/2",
        "file:///v3/application/shops/1/receipts/2",
        "https://openapi.etsy.com/v2/application/shops/1/receipts/2",
        "https://openapi.etsy.com/x/v3/application/shops/1/receipts/2",
        "https://openapi.etsy.com/v3/application/",
        "https://openapi.etsy.com/v3/application/openapi-ping",
        "https://openapi.etsy.com/v3/application/shops",
        "https://openapi.etsy.com/v3/application/shops/",
        "https://openapi.etsy.com/v3/application/shops/BlueMugs",
        "https://openapi.etsy.com/v3/application/shops/0",
        "https://openapi.etsy.com/v3/application/shops/-1",
        "https://openapi.etsy.com/v3/application/shops/01",
        "https://openapi.etsy.com/v3/application/shops/1.5",
        "https://openapi.etsy.com/v3/application/shops/9223372036854775808",
        "https://openapi.etsy.com/v3/application/shops/%31",
        "https://openapi.etsy.com/v3/application/shops/1/shops/2",
        "https://openapi.etsy.com/v3/application/shops/1/receipts/2;x",
        "https://openapi.etsy.com/v3/application/shops/1/receipts/../2",
        "http://[::1",
        "not an address at all",
        ""
      })
  void addressOfAnythingElseIsRefused(String url) {
    assertMalformed("{\"event_type\":\"order.paid\",\"resource_url\":\"" + url + "\"}");
  }

  @Test
  void largestIdIsOne() {
    assertThat(read(of("order.paid", "shops/9223372036854775807", "9223372036854775807")).shopId())
        .isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"order.paid\"",
        "{}",
        "{",
        "{\"event_type\":\"order.paid\"}",
        "{\"event_type\":\"order.paid\",\"shop_id\":1} {}",
        "{\"event_type\":\"order.paid\",\"shop_id\":1,\"shop_id\":2}",
        "{\"event_type\":\"order.paid\",\"shop_id\":0}",
        "{\"event_type\":\"order.paid\",\"shop_id\":-1}",
        "{\"event_type\":\"order.paid\",\"shop_id\":1.0}",
        "{\"event_type\":\"order.paid\",\"shop_id\":1e3}",
        "{\"event_type\":\"order.paid\",\"shop_id\":true}",
        "{\"event_type\":\"order.paid\",\"shop_id\":[1]}",
        "{\"event_type\":\"order.paid\",\"shop_id\":\"BlueMugs\"}",
        "{\"event_type\":\"order.paid\",\"shop_id\":9223372036854775808}",
        "{\"event_type\":\"order.paid\",\"shop_id\":1,\"resource_url\":7}",
        "{\"event_type\":\"order.paid\",\"shop_id\":1,\"resource_url\":\"https://openapi.etsy.com/v3/application/shops/2\"}",
        "{\"event_type\":7,\"shop_id\":1}",
        "{\"event_type\":\"\",\"shop_id\":1}",
        "{\"event_type\":\"order paid\",\"shop_id\":1}",
        "{\"event_type\":\"ORDER_PAID\",\"shop_id\":1}",
        "{\"event_type\":\"order.paid\\n\",\"shop_id\":1}",
        "{\"shop_id\":1}"
      })
  void bodyThatEtsyWouldNotSendIsMalformed(String body) {
    assertMalformed(body);
  }

  @Test
  void longWordsDeepNestingAndOtherEncodingsAreMalformed() {
    assertMalformed("{\"event_type\":\"" + "a".repeat(81) + "\",\"shop_id\":1}");
    assertMalformed("{\"event_type\":" + "[".repeat(100_000));
    assertMalformed("{\"shop_id\":" + "1".repeat(5000) + ",\"event_type\":\"order.paid\"}");
    for (byte[] body :
        List.of(
            PAID.getBytes(StandardCharsets.UTF_16),
            PAID.getBytes(StandardCharsets.UTF_16LE),
            "{\"event_type\":\"order.paid\",\"shop_id\":1,\"x\":\"ü\"}"
                .getBytes(StandardCharsets.ISO_8859_1),
            ("\uFEFF" + PAID).getBytes(UTF_8))) {
      SignedDelivery delivery = SignedDelivery.of("msg_1", NOW, body);
      assertThatThrownBy(() -> read(reader, delivery)).hasMessageStartingWith("malformed");
    }
  }

  @Test
  void whatElseTheBodyHoldsDoesNotMatter() {
    assertThat(read(PAID.replace("{\"", "{\"data\":{\"a\":[1,{\"b\":null}]},\"")).receiptId())
        .isEqualTo(678);
  }

  @Test
  void missingAndRepeatedHeadersAreMalformed() {
    SignedDelivery good = SignedDelivery.of("msg_1", NOW, PAID);
    Object[] header = {good.id(), good.timestamp(), good.signature()};
    for (int i = 0; i < header.length; i++) {
      for (Object wrong : new Object[] {null, List.of(header[i], header[i])}) {
        Object[] headers = header.clone();
        headers[i] = wrong;
        assertThatThrownBy(() -> reader.read(headers[0], headers[1], headers[2], good.body()))
            .isInstanceOf(WebhookRefused.class)
            .hasMessageStartingWith("malformed")
            .hasMessageNotContaining(good.signature());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "msg 1", "msg_\u00fc", "msg_\t"})
  void idThatIsNoneIsMalformed(String id) {
    SignedDelivery delivery = SignedDelivery.of(id, NOW, PAID);
    assertThatThrownBy(() -> read(reader, delivery)).hasMessageStartingWith("malformed");
    SignedDelivery tooLong = SignedDelivery.of("m".repeat(256), NOW, PAID);
    assertThatThrownBy(() -> read(reader, tooLong)).hasMessageStartingWith("malformed");
  }

  @ParameterizedTest
  @CsvSource({
    "order.paid,accepted",
    "order.canceled,accepted",
    "inventory.out_of_stock,accepted",
    "inventory.of_a_kind_to_come,accepted",
    "listing.updated,accepted",
    "order.shipped,unknown_type",
    "order.delivered,unknown_type",
    "listings.updated,unknown_type",
    "shop.moved,unknown_type"
  })
  void typesThatTouchTheStockAskForALook(String type, String outcome) {
    WebhookEvent event = read(of(type, "shops/1", "1"));

    assertThat(event.outcome(1L)).isEqualTo(outcome);
    assertThat(event.outcome(null))
        .isEqualTo(outcome.equals("accepted") ? "foreign_shop" : outcome);
  }

  @Test
  void noMutationOfADeliveryIsAccepted() {
    Random random = new Random(20261122);
    SignedDelivery good = SignedDelivery.of("msg_p5jXN8AQM9LWM0D4loKWxJek", NOW, PAID);
    assertThat(read(reader, good)).isNotNull();

    for (int i = 0; i < 20_000; i++) {
      SignedDelivery mutated = mutation(good, random);
      assertThatThrownBy(() -> read(reader, mutated))
          .as("mutation %d: %s", i, mutated)
          .isInstanceOf(WebhookRefused.class);
    }
  }

  /** One part changed, in a way that makes it another delivery. */
  private static SignedDelivery mutation(SignedDelivery good, Random random) {
    return switch (random.nextInt(5)) {
      case 0 ->
          new SignedDelivery(
              changed(good.id(), random), good.timestamp(), good.signature(), good.body());
      case 1 ->
          new SignedDelivery(
              good.id(), changed(good.timestamp(), random), good.signature(), good.body());
      case 2 ->
          new SignedDelivery(
              good.id(),
              good.timestamp(),
              "v1," + changed(good.signature().substring(3), random),
              good.body());
      case 3 ->
          // Shifted from one part into another, so that the signed bytes stay alike.
          random.nextBoolean()
              ? new SignedDelivery(
                  good.id() + "." + good.timestamp().substring(0, 1 + random.nextInt(9)),
                  good.timestamp().substring(9),
                  good.signature(),
                  good.body())
              : new SignedDelivery(
                  good.id(),
                  good.timestamp() + ".",
                  good.signature(),
                  new String(good.body(), UTF_8).substring(1).getBytes(UTF_8));
      default ->
          new SignedDelivery(
              good.id(), good.timestamp(), good.signature(), changed(good.body(), random));
    };
  }

  private static String changed(String text, Random random) {
    String other = text;
    while (other.equals(text)) {
      int at = random.nextInt(text.length());
      char letter = "0123456789abcXYZ+/=_.-,".charAt(random.nextInt(23));
      other =
          switch (random.nextInt(3)) {
            case 0 -> text.substring(0, at) + letter + text.substring(at + 1);
            case 1 -> text.substring(0, at) + letter + text.substring(at);
            default -> text.substring(0, at) + text.substring(at + 1);
          };
    }
    return other;
  }

  private static byte[] changed(byte[] body, Random random) {
    byte[] other = body.clone();
    for (int i = 0; i <= random.nextInt(3); i++) {
      other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return java.util.Arrays.equals(other, body) ? new byte[] {'{', '}'} : other;
  }

  private void assertMalformed(String body) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(WebhookRefused.class, e -> assertThat(e.status()).isEqualTo(400))
        .hasMessageStartingWith("malformed");
  }

  private static String of(String type, String resource, String shop) {
    return "{\"event_type\":\"%s\",\"resource_url\":\"https://api.etsy.com/v3/application/%s\",\"shop_id\":%s}"
        .formatted(type, resource, shop);
  }

  private WebhookEvent read(String body) {
    return read(reader, body);
  }

  private static WebhookEvent read(WebhookReader reader, String body) {
    return read(reader, SignedDelivery.of("msg_1", NOW, body));
  }

  private static WebhookEvent read(WebhookReader reader, SignedDelivery delivery) {
    return reader.read(delivery.id(), delivery.timestamp(), delivery.signature(), delivery.body());
  }

  private static WebhookReader reader(String etsyApiUrl) {
    SettableClock clock = new SettableClock(Instant.ofEpochSecond(NOW));
    return new WebhookReader(new WebhookSignature(SignedDelivery.SECRET, clock), etsyApiUrl);
  }
}
