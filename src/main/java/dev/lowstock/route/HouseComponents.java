package dev.lowstock.route;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.support.component.EndpointUriFactorySupport;

/**
 * What Camel has to know of the components that are this program's own: how their endpoints are
 * written in a route file, and which options they have. The files in {@code catalog} say the
 * latter, one for each component, in the format of Camel's catalog.
 *
 * <p>The path of each endpoint is one option, {@code name}.
 */
public final class HouseComponents extends EndpointUriFactorySupport {
  private static final List<String> SCHEMES = List.of("etsy", "hook", "outbox", "stock");

  private static final String PATH = "name";

  /** Camel's catalog and these. */
  public static CamelCatalog catalog() {
    CamelCatalog catalog = new DefaultCamelCatalog();
    SCHEMES.forEach(scheme -> catalog.addComponent(scheme, scheme, json(scheme)));
    return catalog;
  }

  static boolean has(String scheme) {
    return SCHEMES.contains(scheme);
  }

  private static String json(String scheme) {
    String file = "/catalog/" + scheme + ".json";
    try (InputStream json = HouseComponents.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(json, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean isEnabled(String scheme) {
    return SCHEMES.contains(scheme);
  }

  @Override
  public String buildUri(String scheme, Map<String, Object> options, boolean encode)
      throws URISyntaxException {
    Map<String, Object> query = new HashMap<>(options);
    Object name = query.remove(PATH);
    return buildQueryParameters(scheme + ":" + (name == null ? "" : name), query, encode);
  }

  @Override
  public Set<String> propertyNames() {
    return Set.of(PATH);
  }

  @Override
  public Set<String> secretPropertyNames() {
    return Set.of();
  }

  @Override
  public Map<String, String> multiValuePrefixes() {
    return Map.of();
  }

  @Override
  public boolean isLenientProperties() {
    return false;
  }
}
