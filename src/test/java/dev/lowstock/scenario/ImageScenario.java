package dev.lowstock.scenario;

import static dev.lowstock.deploy.Manifests.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lowstock.deploy.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image that {@code deploy/container/build} makes, unpacked and run without a container engine:
 * as its user, in a root that is read-only but for {@code /data}. Needs root and a JDK with jmods.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ImageScenario {
  private static final Path BUILD = Path.of("deploy", "container", "build").toAbsolutePath();
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Mounts as a container engine does; the first argument is the root, the second a folder. */
  private static final String CONTAINER =
      """
      set -e
      root=$1 shown=$2 user=$3
      shift 3
      mount --bind "$root" "$root"
      mount -o remount,bind,ro "$root"
      mount -t tmpfs tmpfs "$root/data"
      chown "$user" "$root/data"
      mount --bind /dev "$root/dev"
      mount -t proc proc "$root/proc"
      [ -z "$shown" ] || mount --bind "$shown" "$root/tmp"
      cd /
      exec chroot --userspec="$user" "$root" "$@"
      """;

  private Path folder;
  private Path root;
  private JsonNode config;

  @BeforeAll
  void build(@TempDir Path folder) throws Exception {
    assumeTrue(
        canMount(), "no right to mount and change the root: the image is neither built nor run");
    assumeTrue(
        Files.isDirectory(Path.of(System.getProperty("java.home"), "jmods")),
        "this JDK has no jmods: the image is neither built nor run");
    assumeTrue(
        Files.exists(Path.of("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")),
        "the font DejaVu is missing: the image is neither built nor run");
    this.folder = folder;
    Path image = folder.resolve("image");
    ProcessBuilder build = new ProcessBuilder(BUILD.toString(), image.toString(), "lowstock:test");
    build.environment().put("JAVA_HOME", System.getProperty("java.home"));
    System.out.print("ImageScenario: " + new String(ended(build), StandardCharsets.UTF_8));

    Path saved = Files.createDirectory(folder.resolve("saved"));
    unpack(folder.resolve("image.tar"), saved);
    JsonNode manifest = json(saved.resolve("manifest.json")).get(0);
    config = json(saved.resolve(manifest.path("Config").asText())).path("config");
    root = Files.createDirectory(folder.resolve("root"));
    for (JsonNode layer : manifest.path("Layers")) {
      unpack(saved.resolve(layer.asText()), root);
    }
  }

  @Test
  void checkPassesWhereNothingButTheDataCanBeWritten() throws Exception {
    try (Town town = Town.openV3(Files.createDirectory(folder.resolve("town")));
        Program check = runs("", town.environment, List.of("check"))) {
      assertThat(check.awaitExit(LIMIT)).as(String.join("\n", check.lines())).isZero();
      assertThat(check.lines()).anyMatch(line -> line.contains("routes") && line.contains(" OK "));
    }
  }

  @Test
  void demoPlaysItsStory() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    ended(new ProcessBuilder("chmod", "1777", temporary.toString()));
    try (Program demo = runs(temporary.toString(), Map.of(), List.of("demo", "--script"))) {
      assertThat(demo.awaitExit(LIMIT)).as(String.join("\n", demo.lines())).isZero();
    }
  }

  @Test
  void picturesAreDrawnWithoutADisplay() throws Exception {
    Path classes = Path.of("target", "test-classes").toAbsolutePath();
    List<String> draw = new ArrayList<>(inContainer(classes.toString()));
    draw.addAll(
        List.of("/opt/java/bin/java", "-cp", "/tmp", Picture.class.getName(), "Ausverkauft"));

    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(ended(new ProcessBuilder(draw))));

    int dark = 0;
    for (int pixel : picture.getRGB(0, 0, 400, 60, null, 0, 400)) {
      dark += (pixel & 0xff) < 128 ? 1 : 0;
    }
    assertThat(dark).as("dark pixels of a word").isBetween(500, 4000);
  }

  @Test
  void containerfileHasTheSameLayout() throws IOException {
    String file = Files.readString(BUILD.resolveSibling("Containerfile"));

    assertThat(file)
        .contains("ENTRYPOINT [\"" + String.join("\", \"", texts(config.path("Entrypoint"))))
        .contains("CMD [\"" + String.join("\", \"", texts(config.path("Cmd"))))
        .contains("USER " + config.path("User").asText())
        .contains("WORKDIR " + config.path("WorkingDir").asText())
        .contains("STOPSIGNAL " + config.path("StopSignal").asText())
        .contains(config.at("/Healthcheck/Test/1").asText());
    for (String variable : texts(config.path("Env"))) {
      assertThat(file).contains(variable.startsWith("PATH=/opt/java/bin:") ? "PATH=" : variable);
    }
    for (String place :
        List.of(
            "opt/java/bin/java",
            "opt/lowstock/lib",
            "opt/lowstock/lowstock.jar",
            "opt/lowstock/lowstock-demo.jar",
            "opt/lowstock/health",
            "data")) {
      assertThat(root.resolve(place)).exists();
      assertThat(file).contains(Path.of("/" + place).getFileName().toString());
    }
    assertThat(Files.getAttribute(root.resolve("data"), "unix:uid")).isEqualTo(10001);
  }

  /** Starts the image with other arguments, and with its environment and more. */
  private Program runs(String temporary, Map<String, String> more, List<String> arguments) {
    List<String> command = new ArrayList<>(inContainer(temporary));
    command.addAll(texts(config.path("Entrypoint")));
    command.addAll(arguments);
    Map<String, String> environment = new TreeMap<>(more);
    for (String variable : texts(config.path("Env"))) {
      String[] pair = variable.split("=", 2);
      environment.put(pair[0], pair[1]);
    }
    environment.put("PATH", environment.get("PATH") + ":/usr/bin:/usr/sbin");
    return Program.startCommand(command, folder, environment);
  }

  private List<String> inContainer(String temporary) {
    return List.of(
        "unshare",
        "--mount",
        "sh",
        "-c",
        CONTAINER,
        "container",
        root.toString(),
        temporary,
        config.path("User").asText());
  }

  private static boolean canMount() throws InterruptedException {
    try {
      return new ProcessBuilder("unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt")
              .redirectErrorStream(true)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static void unpack(Path tar, Path into) throws Exception {
    ended(
        new ProcessBuilder(
            "tar", "--extract", "--file", tar.toString(), "--directory", into.toString()));
  }

  /** What a command writes that has to end well. */
  private static byte[] ended(ProcessBuilder command) throws Exception {
    Process process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    byte[] written = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).as(command.command().toString()).isZero();
    return written;
  }

  private static List<String> texts(JsonNode list) {
    return each(list).stream().map(JsonNode::asText).toList();
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(Files.readString(file));
  }
}
