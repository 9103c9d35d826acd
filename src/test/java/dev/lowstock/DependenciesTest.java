package dev.lowstock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class DependenciesTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+`) \\| ([0-9][^|]*) \\|");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  private final XPath xpath = XPathFactory.newInstance().newXPath();

  @Test
  void pageKnowsEveryDeclaredDependencyInItsVersion() throws Exception {
    assertThat(onThePage()).containsExactlyInAnyOrderEntriesOf(declared());
  }

  private Map<String, String> declared() throws Exception {
    Document pom =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of("pom.xml").toFile());
    NodeList found =
        (NodeList)
            xpath.evaluate(
                "/project/dependencies/dependency"
                    + "|/project/dependencyManagement/dependencies/dependency"
                    + "[not(artifactId = 'camel-bom')]",
                pom,
                XPathConstants.NODESET);
    Map<String, String> declared = new TreeMap<>();
    for (int i = 0; i < found.getLength(); i++) {
      String version = xpath.evaluate("version", found.item(i));
      String group = xpath.evaluate("groupId", found.item(i));
      String ofBom =
          "/project/dependencyManagement/dependencies/dependency[starts-with('%s', groupId)][scope]/version"
              .formatted(group);
      String property =
          (version.isEmpty() ? xpath.evaluate(ofBom, pom) : version).replaceAll("[${}]", "");
      declared.put(
          xpath.evaluate("artifactId", found.item(i)),
          xpath.evaluate("/project/properties/*[name() = '" + property + "']", pom));
    }
    return declared;
  }

  private static Map<String, String> onThePage() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    ROW.matcher(Files.readString(Path.of("docs/dependencies.md")))
        .results()
        .forEach(
            row ->
                NAME.matcher(row.group(1))
                    .results()
                    .forEach(name -> rows.put(name.group(1), row.group(2))));
    return rows;
  }
}
