package dev.lowstock.sandbox;

import java.time.Duration;
import java.time.Instant;

/**
 * One try to deliver a webhook.
 *
 * @param id what the endpoint knows the event by; the same for every try
 * @param status the endpoint's answer, or 0 if there was none
 * @param at when that was known
 * @param took from sending it until then
 */
public record WebhookAttempt(
    String id, String eventType, String body, int status, Instant at, Duration took) {}
