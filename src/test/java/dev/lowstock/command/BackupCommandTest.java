package dev.lowstock.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a backup gets into its file. */
class BackupCommandTest {
  @Test
  void fileIsWholeAndForItsOwnerOnly(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("backup.zip");

    BackupCommand.write(new ByteArrayInputStream(new byte[100_000]), file);

    assertThat(file).hasSize(100_000);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(folder.toFile().list()).containsExactly("backup.zip");
  }

  @Test
  void copyThatBreaksOffLeavesNothing(@TempDir Path folder) {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the bot was killed");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
          }
        };
    InputStream copy = new SequenceInputStream(new ByteArrayInputStream(new byte[100_000]), broken);

    assertThatThrownBy(() -> BackupCommand.write(copy, folder.resolve("backup.zip")))
        .isInstanceOf(IOException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatHasAppearedMeanwhileIsNotReplaced(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("backup.zip"), "of another");

    assertThatThrownBy(() -> BackupCommand.write(new ByteArrayInputStream(new byte[100_000]), file))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("of another");
    assertThat(folder.toFile().list()).containsExactly("backup.zip");
  }
}
