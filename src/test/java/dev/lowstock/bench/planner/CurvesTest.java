package dev.lowstock.bench.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class CurvesTest {

  @Test
  void pictureSaysInWordsWhatItShows(@TempDir Path directory) throws Exception {
    Delays delays = new Delays(0, 100);
    for (int minutes = 1; minutes <= 20; minutes++) {
      delays.seen(0, minutes * 60);
    }
    Path file = directory.resolve("curves.svg");

    Curves.write(file, "Time", List.of(new Curves.Curve("in turn", delays, 0.5, false)));

    Element svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Files.newInputStream(file))
            .getDocumentElement();
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("Time");
    assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
        .contains("in turn: half of the crossings 10, 95 percent 19");
    assertThat(svg.getElementsByTagName("path").getLength()).isEqualTo(1);
  }
}
