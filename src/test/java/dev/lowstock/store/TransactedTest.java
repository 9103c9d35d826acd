package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.CannotCreateTransactionException;

/** What becomes of an exchange whose transaction cannot be made. */
class TransactedTest {

  @Test
  void exchangeFailsAndEndsWhenTheDatabaseIsAway(@TempDir Path folder) throws Exception {
    Database database = Database.openFile(folder.resolve("lowstock"));
    database.close();
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.getRegistry().bind("PROPAGATION_REQUIRED", new Transacted(database.dataSource()));
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("direct:page")
                  .errorHandler(noErrorHandler())
                  .split(body())
                  .parallelProcessing()
                  .stopOnException()
                  .to("direct:record");
              from("direct:record").errorHandler(noErrorHandler()).transacted().log("recorded");
            }
          });
      camel.start();

      Exchange done =
          camel
              .createProducerTemplate()
              .asyncSend("direct:page", page -> page.getMessage().setBody(List.of(1, 2, 3)))
              .get(30, TimeUnit.SECONDS);

      assertThat(done.getException())
          .hasRootCauseInstanceOf(java.sql.SQLException.class)
          .satisfiesAnyOf(
              e -> assertThat(e).isInstanceOf(CannotCreateTransactionException.class),
              e -> assertThat(e).hasCauseInstanceOf(CannotCreateTransactionException.class));
    }
  }
}
