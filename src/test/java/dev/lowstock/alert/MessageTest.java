package dev.lowstock.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.alert.Message.Button;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Open listing, Edit listing | 2",
        "Low at…, Mute…, Details | 3",
        "An einem Tag, Artikel bearbeiten | 1 1",
        "Off, 22–7, 22–8, ✓ 23–7 | 4",
        "✓ Désactivé, 22–7, 22–8, 23–7 | 2 2",
        "1, 2, 3, 4, 5 | 5",
        "Mon, Tue, Wed, Thu, Fri, Sat, Sunday | 4 3",
        "A label that is longer than a row | 1",
      })
  void rowHoldsAsManyButtonsAsTheirLabelsLeaveRoomFor(String labels, String rows) {
    List<Button> row =
        Stream.of(labels.split(", ")).map(label -> Button.action(label, "x")).toList();

    Message message = new Message("text", List.of(row, List.of()));

    assertThat(message.buttons().stream().map(each -> Integer.toString(each.size())).toList())
        .containsExactly((rows + " 0").split(" "));
    assertThat(message.buttons().stream().flatMap(List::stream)).containsExactlyElementsOf(row);
  }
}
