package dev.lowstock.route;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.catalog.EndpointValidationResult;
import org.jspecify.annotations.Nullable;

/** Says what Camel's catalog found wrong with the options of an endpoint, in one line. */
final class OptionFaults {
  private OptionFaults() {}

  /** An empty text when there is nothing wrong. An option that is missing may be set elsewhere. */
  static String of(String scheme, EndpointValidationResult result) {
    List<String> faults = new ArrayList<>();
    for (String option : elements(result.getUnknown())) {
      faults.add("'" + scheme + "' has no option '" + option + "'");
    }
    entries(result.getInvalidEnum())
        .forEach(
            wrong ->
                faults.add(
                    wrong
                        + ", but must be one of "
                        + String.join(", ", choices(result, wrong.split("'", -1)[1]))));
    Stream.of(
            result.getInvalidBoolean(),
            result.getInvalidInteger(),
            result.getInvalidNumber(),
            result.getInvalidDuration())
        .flatMap(wrong -> entries(wrong).stream())
        .forEach(wrong -> faults.add(wrong + ", which it cannot be"));
    return String.join("; ", faults);
  }

  private static Collection<String> elements(@Nullable Collection<String> found) {
    return found == null ? List.of() : found;
  }

  private static List<String> entries(@Nullable Map<String, String> found) {
    return found == null
        ? List.of()
        : found.entrySet().stream()
            .map(entry -> "option '" + entry.getKey() + "' is '" + entry.getValue() + "'")
            .toList();
  }

  private static List<String> choices(EndpointValidationResult result, String option) {
    Map<String, String[]> choices = result.getInvalidEnumChoices();
    String[] found = choices == null ? null : choices.get(option);
    return found == null ? List.of() : List.of(found);
  }
}
