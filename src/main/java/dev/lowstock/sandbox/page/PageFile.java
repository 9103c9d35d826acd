package dev.lowstock.sandbox.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page's one file, and the policy that lets a browser run its own script and nothing else. */
record PageFile(String html, String contentSecurityPolicy) {
  private static final Pattern SCRIPT = Pattern.compile("(?s)<script>(.*?)</script>");

  static PageFile read() {
    try (InputStream file = PageFile.class.getResourceAsStream("/demo/page.html")) {
      byte[] bytes = Objects.requireNonNull(file, "demo/page.html").readAllBytes();
      String html = new String(bytes, UTF_8);
      return new PageFile(html, policy(html));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static String policy(String html) {
    Matcher script = SCRIPT.matcher(html);
    String hash = script.find() ? "'sha256-" + sha256(script.group(1)) + "'" : "'none'";
    return "default-src 'none'; connect-src 'self'; img-src data:; style-src 'unsafe-inline';"
        + " script-src "
        + hash
        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  private static String sha256(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
