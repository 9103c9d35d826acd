package dev.lowstock.sandbox;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** HMAC-SHA1 signatures as RFC 5849, section 3.4, says; written without the bot's own signer. */
final class OAuth1Signature {

  /** A decoded parameter, from the query, the form or the header. */
  record Parameter(String name, String value) {}

  private OAuth1Signature() {}

  static String of(String baseString, String consumerSecret, String tokenSecret) {
    String key = encode(consumerSecret) + "&" + encode(tokenSecret);
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      byte[] signature = mac.doFinal(baseString.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java has HMAC-SHA1", missing);
    }
  }

  /** Section 3.4.1: what is signed; {@code others} are the parameters outside the query. */
  static String baseString(String method, URI url, List<Parameter> others) {
    List<Parameter> encoded = new ArrayList<>();
    for (Parameter parameter : parameters(url.getRawQuery())) {
      encoded.add(encoded(parameter));
    }
    for (Parameter parameter : others) {
      encoded.add(encoded(parameter));
    }
    encoded.sort(Comparator.comparing(Parameter::name).thenComparing(Parameter::value));
    List<String> pairs = encoded.stream().map(p -> p.name() + "=" + p.value()).toList();
    return method.toUpperCase(Locale.ROOT)
        + "&"
        + encode(withoutQuery(url))
        + "&"
        + encode(String.join("&", pairs));
  }

  /** The parameters of a query or a form. */
  static List<Parameter> parameters(@Nullable String form) {
    List<Parameter> parameters = new ArrayList<>();
    if (form != null && !form.isEmpty()) {
      for (String pair : form.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.add(new Parameter(decode(name), decode(value)));
      }
    }
    return parameters;
  }

  /** Section 3.6: every byte of UTF-8 but the unreserved ones, in upper case. */
  static String encode(String plain) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : plain.getBytes(StandardCharsets.UTF_8)) {
      boolean unreserved =
          (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9');
      if (unreserved || b == '-' || b == '.' || b == '_' || b == '~') {
        encoded.append((char) b);
      } else {
        encoded.append(String.format("%%%02X", b));
      }
    }
    return encoded.toString();
  }

  private static String decode(String encoded) {
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }

  private static Parameter encoded(Parameter plain) {
    return new Parameter(encode(plain.name()), encode(plain.value()));
  }

  /** Section 3.4.1.2. */
  private static String withoutQuery(URI url) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    String host = url.getHost().toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? 443 : 80;
    String port = url.getPort() == -1 || url.getPort() == usual ? "" : ":" + url.getPort();
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return scheme + "://" + host + port + path;
  }
}
