package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.hsqldb.jdbc.JDBCDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** The planner's choices on the embedded HSQLDB. */
class HsqldbPlannerTest extends PlannerContract {
  @Override
  Database open(Path folder) {
    return Database.openFile(folder.resolve("lowstock"));
  }

  @Override
  DataSource empty() {
    JDBCDataSource old = new JDBCDataSource();
    old.setUrl("jdbc:hsqldb:mem:old;sql.syntax_pgs=true");
    old.setUser("SA");
    return old;
  }

  @Test
  void whatIsNextIsFoundThroughIndexes(@TempDir Path folder) {
    try (Database many = Database.openFile(folder.resolve("lowstock"))) {
      JdbcTemplate rows = new JdbcTemplate(many.dataSource());
      assertThat(plan(rows, "select-sweep"))
          .containsPattern("index=LISTING_SWEEP(?s:.*)uses index")
          .doesNotContainPattern("table=(LISTING|SHOP_WATCH|SELLER)\\s(?s:.{0,80})FULL SCAN");
      assertThat(plan(rows, "claim-next-shop"))
          .containsPattern("index=SHOP_WATCH_DUE(?s:.*)uses index");
      for (String statement :
          List.of("claim-webhooks", "select-claimed-webhooks", "mark-webhooks-worked")) {
        assertThat(plan(rows, statement))
            .contains("WEBHOOK_DELIVERY_SHOP")
            .doesNotContain("FULL SCAN");
      }
      assertThat(
              rows.queryForObject(
                  "SELECT hsqldb_type FROM information_schema.system_tables"
                      + " WHERE table_name = 'WEBHOOK_DELIVERY'",
                  String.class))
          .isEqualTo("CACHED");
    }
  }

  private static String plan(JdbcTemplate rows, String statement) {
    return String.join(
        "\n",
        rows.queryForList(
            "EXPLAIN PLAN FOR "
                + SqlFiles.bundled(Database.Kind.HSQLDB)
                    .text(statement)
                    .replace(":claim", "'claim'")
                    .replace(":shopId", "1")
                    .replace(":lookId", "'look'")
                    .replace(":mostListings", "2147483647"),
            String.class));
  }
}
