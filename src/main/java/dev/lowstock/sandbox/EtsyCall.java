package dev.lowstock.sandbox;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that reached the sandbox, by the sandbox's clock.
 *
 * @param headers by lower-case name; keys and tokens are {@code ***}
 * @param form the fields of a form or JSON body; whatever is secret is {@code ***}
 */
public record EtsyCall(
    EtsyEndpoint endpoint,
    String method,
    String path,
    @Nullable String query,
    Instant receivedAt,
    Map<String, String> headers,
    Map<String, String> form) {}
