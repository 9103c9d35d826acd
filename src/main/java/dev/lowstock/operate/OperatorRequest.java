package dev.lowstock.operate;

import java.util.List;

/**
 * What a command asks of the bot.
 *
 * @param action one of {@code list}, {@code replay}, {@code drop}, {@code preview}, {@code try} and
 *     {@code backup}
 * @param states of the alerts that it is about
 * @param ids of the alerts that it is about; never empty, as SQL wants it, 0 is none
 * @param everything all alerts in these states, in place of ids
 * @param limit rows at most
 * @param listing its id at Etsy; 0 when it is about none
 * @param kind of stock event
 * @param nonce of the proof, which counts once
 */
record OperatorRequest(
    String action,
    List<String> states,
    List<Long> ids,
    boolean everything,
    int limit,
    long listing,
    String kind,
    String nonce) {

  public OperatorRequest {
    states = List.copyOf(states);
    ids = List.copyOf(ids);
  }
}
