package dev.lowstock.store;

import java.time.Duration;
import java.util.Map;

/**
 * The leases of work that one node at a time does, by the database's clock. A node that dies loses
 * its leases when they end. Thread-safe.
 */
public final class NodeLeases {
  private final Statements database;
  private final String node;

  /**
   * Claims leases for a node.
   *
   * @param node its name, another one at every start
   */
  public NodeLeases(Database database, String node) {
    this.database = database.statements();
    this.node = node;
  }

  /**
   * Claims a lease, or renews it.
   *
   * @return false if another node has it
   */
  public boolean claim(String name, Duration length) {
    return database.update(
            "claim-node-lease",
            Map.of("owner", node, "leaseName", name, "leaseSeconds", length.toSeconds()))
        > 0;
  }
}
