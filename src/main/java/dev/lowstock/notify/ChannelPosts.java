package dev.lowstock.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lowstock.alert.Alert;
import dev.lowstock.alert.Message;
import dev.lowstock.outbox.Outbox.Batch;
import dev.lowstock.settings.Setting;
import dev.lowstock.settings.Settings;
import dev.lowstock.signature.StandardWebhooks;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a channel sends: the body in the form of its service, and the headers that go with
 * it. What is signed is a CloudEvent in structured form, as the signature covers the body alone.
 * Thread-safe.
 */
public final class ChannelPosts {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Settings settings;
  private final Clock clock;
  private final StandardWebhooks secrets;
  private final boolean signs;

  /** Signs with the secrets of {@code NOTIFY_WEBHOOK_SECRET}, if there are any. */
  public ChannelPosts(Settings settings, Clock clock) {
    String secret = settings.find(Setting.NOTIFY_WEBHOOK_SECRET);
    this.settings = settings;
    this.clock = clock;
    this.secrets = new StandardWebhooks(secret);
    this.signs = secret != null;
  }

  /** How one channel is written. */
  public interface Way {
    /** Puts the message of variables {@code message} and {@code batch} into the body. */
    void write(Exchange exchange);
  }

  /**
   * The way of one channel.
   *
   * @param form as in {@link ChannelForm}, in small letters with hyphens
   * @param setting the name of the setting, or of the operator's variable, that holds the address;
   *     so that the address, which is a secret with most services, stands in no route
   * @throws IllegalArgumentException when there is no such form, or it needs an address
   */
  public Way way(String form, @Nullable String setting) {
    ChannelForm known = ChannelForm.named(form);
    if (!known.hasAddress()) {
      return exchange -> write(exchange, known);
    }
    if (setting == null) {
      throw new IllegalArgumentException(
          "form " + form + " needs setting, the name of the variable that holds the address");
    }
    return exchange -> {
      write(exchange, known);
      address(exchange, known, value(exchange, setting));
    };
  }

  private void write(Exchange exchange, ChannelForm form) {
    Batch batch = exchange.getVariable("batch", Batch.class);
    Message message = exchange.getVariable("message", Message.class);
    Alert alert = alert(batch);
    org.apache.camel.Message out = exchange.getMessage();
    out.removeHeaders("*");
    // In small letters, as brokers pass it on as it is (CloudEvents, Kafka protocol binding).
    out.setHeader("content-type", form.contentType(signs));
    if (!form.hasAddress() && alert != null) {
      // Kafka keeps the order of what has one key; other brokers ignore it.
      out.setHeader("kafka.KEY", Long.toString(alert.listingId()));
    }
    if (form.isText()) {
      out.setBody(form.text(alert, message).getBytes(StandardCharsets.UTF_8));
    } else {
      out.setBody(bytes(form.fields(id(batch), alert, message, signs)));
    }
    if (form == ChannelForm.NTFY && alert != null) {
      out.setHeader("Click", ChannelForm.page(alert));
    }
    if (form == ChannelForm.JSON && signs) {
      sign(out, batch);
    }
  }

  private static void address(Exchange exchange, ChannelForm form, String address) {
    org.apache.camel.Message out = exchange.getMessage();
    if (form == ChannelForm.MAIL) {
      MailAddress mail = MailAddress.read(address);
      Message message = exchange.getVariable("message", Message.class);
      out.setHeader("From", mail.from());
      out.setHeader("To", mail.to());
      out.setHeader("Subject", message.plain().lines().findFirst().orElse("Lowstock"));
      return;
    }
    out.setHeader(Exchange.HTTP_METHOD, "POST");
    String user = URI.create(address).getUserInfo();
    out.setHeader(
        Exchange.HTTP_URI, user == null ? address : address.replaceFirst("//[^/@]*@", "//"));
    if (user != null) {
      // A user and a password, or a token alone.
      byte[] login = user.getBytes(StandardCharsets.UTF_8);
      out.setHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }
  }

  /** Anew for each try, as its time is signed too; the id is the same in all of them. */
  private void sign(org.apache.camel.Message out, Batch batch) {
    String id = id(batch);
    long now = clock.instant().getEpochSecond();
    out.setHeader("webhook-id", id);
    out.setHeader("webhook-timestamp", Long.toString(now));
    out.setHeader("webhook-signature", secrets.sign(id, now, (byte[]) out.getBody()));
  }

  /** The same each time that it is sent. */
  private static String id(Batch batch) {
    Alert alert = alert(batch);
    return alert == null || alert.event() == null
        ? "message:" + batch.ids().get(0)
        : "alert:" + alert.event().key();
  }

  /** Null for a ready-made message. */
  private static @Nullable Alert alert(Batch batch) {
    return batch.alerts().isEmpty() ? null : batch.alerts().get(0);
  }

  private String value(Exchange exchange, String name) {
    for (Setting setting : Setting.values()) {
      String known = setting.name().equals(name) ? settings.find(setting) : null;
      if (known != null) {
        return known;
      }
    }
    return exchange.getContext().resolvePropertyPlaceholders("{{" + name + "}}");
  }

  private static byte[] bytes(Map<String, Object> fields) {
    try {
      return JSON.writeValueAsBytes(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Maps of texts and numbers become JSON", e);
    }
  }
}
