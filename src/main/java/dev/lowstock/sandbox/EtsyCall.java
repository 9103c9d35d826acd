package dev.lowstock.sandbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A request that reached the sandbox, by the sandbox's clock. */
public record EtsyCall(
    EtsyEndpoint endpoint,
    String method,
    String path,
    @Nullable String query,
    Instant receivedAt) {}
