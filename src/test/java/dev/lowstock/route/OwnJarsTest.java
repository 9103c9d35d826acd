package dev.lowstock.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnJarsTest {
  private final Path routes;
  private final Path lib;

  OwnJarsTest(@TempDir Path routes) throws IOException {
    this.routes = routes;
    this.lib = Files.createDirectory(routes.resolve("lib"));
  }

  @Test
  void componentOfAnOwnJarIsFoundByCamel() throws Exception {
    Path jars = Path.of("target/own-jars");
    for (String name : new String[] {"camel-kafka-4.18.0.jar", "kafka-clients-3.9.1.jar"}) {
      Files.copy(jars.resolve(name), lib.resolve(name));
    }
    try (DefaultCamelContext without = new DefaultCamelContext();
        DefaultCamelContext with = new DefaultCamelContext()) {
      OwnJars.find(routes).in(with);

      assertThat(with.getComponent("kafka")).isNotNull();
      assertThat(without.getComponent("kafka")).isNull();
    }
  }

  @Test
  void libraryOfTheProgramInAnotherVersionIsNamedAndOneInTheSameIsNot() throws IOException {
    String ours =
        Path.of(
                DefaultCamelContext.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath())
            .getFileName()
            .toString();
    String name = ours.replaceFirst("-\\d.*", "");
    emptyJar(ours);
    emptyJar(name + "-3.0.0.jar");
    emptyJar("unheard-of-1.0.jar");
    emptyJar("without-version.jar");

    OwnJars jars = OwnJars.find(routes);

    assertThat(jars.faults()).isEmpty();
    assertThat(jars.jars()).hasSize(3).noneMatch(jar -> jar.endsWith(name + "-3.0.0.jar"));
    assertThat(jars.notes())
        .singleElement()
        .asString()
        .contains(name + "-3.0.0.jar is not used: the program has " + name + " ");
  }

  @Test
  void fileThatIsNoJarIsAFault() throws IOException {
    Files.writeString(lib.resolve("broken-1.0.jar"), "not a jar");
    Files.writeString(lib.resolve("readme.txt"), "not a jar either");

    OwnJars jars = OwnJars.find(routes);

    assertThat(jars.jars()).isEmpty();
    assertThat(jars.faults()).singleElement().asString().contains("broken-1.0.jar is no jar");
  }

  @Test
  void directoryWithoutLibHasNone() {
    assertThat(OwnJars.find(null).jars()).isEmpty();
    assertThat(OwnJars.find(lib).jars()).isEmpty();
  }

  private void emptyJar(String name) throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(lib.resolve(name)))) {
      jar.setComment("empty");
      jar.putNextEntry(new java.util.zip.ZipEntry("nothing"));
    }
  }
}
