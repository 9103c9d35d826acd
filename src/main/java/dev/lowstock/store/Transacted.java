package dev.lowstock.store;

import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.TransactedPolicy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What {@code transacted} means in a route: its steps are one database transaction on the calling
 * thread, rolled back when one of them fails.
 */
public final class Transacted implements TransactedPolicy {
  private static final ThreadLocal<Boolean> CARRIED = ThreadLocal.withInitial(() -> false);

  private final TransactionTemplate transactions;

  public Transacted(DataSource dataSource) {
    this.transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
  }

  /**
   * Has work on another thread be part of the transaction of this one, which waits for it. Work
   * that goes on after the transaction has ended finds its connection closed.
   *
   * @param rolledBack told when a transaction within the work wants all to be rolled back
   */
  public static Runnable carry(Runnable work, Runnable rolledBack) {
    Map<Object, ConnectionHolder> there = new HashMap<>();
    TransactionSynchronizationManager.getResourceMap()
        .forEach(
            (dataSource, resource) -> {
              if (resource instanceof ConnectionHolder holder) {
                there.put(dataSource, new ConnectionHolder(holder.getConnection(), true));
              }
            });
    return () -> {
      there.forEach(TransactionSynchronizationManager::bindResource);
      boolean before = CARRIED.get();
      CARRIED.set(!there.isEmpty());
      try {
        work.run();
      } finally {
        CARRIED.set(before);
        there.keySet().forEach(TransactionSynchronizationManager::unbindResource);
        if (there.values().stream().anyMatch(ConnectionHolder::isRollbackOnly)) {
          rolledBack.run();
        }
      }
    };
  }

  /** Whether the work of this thread is part of another one's transaction. */
  static boolean isCarried() {
    return CARRIED.get();
  }

  @Override
  public void beforeWrap(Route route, NamedNode definition) {
    // Nothing of the definition is changed.
  }

  @Override
  public Processor wrap(Route route, Processor steps) {
    return new DelegateAsyncProcessor(steps) {
      @Override
      public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
          transactions.executeWithoutResult(
              status -> {
                boolean within = exchange.isTransacted();
                // Components such as sql would otherwise commit a batch by themselves.
                exchange.getUnitOfWork().beginTransactedBy(this);
                try {
                  processor.process(exchange);
                } catch (Exception e) {
                  exchange.setException(e);
                } finally {
                  exchange.getUnitOfWork().endTransactedBy(this);
                  // It takes the mark off that a consumer may have set.
                  exchange.getExchangeExtension().setTransacted(within);
                }
                if (exchange.isFailed() || exchange.isRollbackOnly()) {
                  status.setRollbackOnly();
                }
              });
        } catch (TransactionException e) {
          // It could not begin or commit. Thrown, it would be nobody's, and the exchange never end.
          if (exchange.getException() == null) {
            exchange.setException(e);
          }
        }
        callback.done(true);
        return true;
      }
    };
  }
}
