package dev.lowstock.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.store.Database;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** The operator's commands and a bot on the embedded HSQLDB. */
class HsqldbOperateTest extends OperateContract {
  @Override
  Database open(Path folder) {
    return Database.openFile(folder.resolve("lowstock"));
  }

  @Test
  void backupIsACopyThatLeavesNothingBehind() throws Exception {
    alert(ADA, MUG, "due");

    List<String> names = new ArrayList<>();
    try (ZipInputStream copy = new ZipInputStream(client.open("backup", Map.of()))) {
      for (ZipEntry entry = copy.getNextEntry(); entry != null; entry = copy.getNextEntry()) {
        names.add(entry.getName());
      }
    }

    assertThat(names)
        .containsExactlyInAnyOrder("lowstock.data", "lowstock.properties", "lowstock.script");
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.contains("copy"));
    }
  }

  @Test
  void whatACopyThatDiedHasLeftIsInNobodysWay() throws Exception {
    Path left = Files.createDirectory(folder.resolve("lowstock.copy"));
    Files.writeString(left.resolve("copy.zip"), "half");
    Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("rwx------"));

    try (InputStream copy = client.open("backup", Map.of())) {
      assertThat(copy.readAllBytes()).hasSizeGreaterThan(1000);
    }
    assertThat(left).doesNotExist();
  }
}
