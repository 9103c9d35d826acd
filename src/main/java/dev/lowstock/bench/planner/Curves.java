package dev.lowstock.bench.planner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A picture, as SVG, of which part of the crossings is seen within which time. Readable on light
 * and on dark ground.
 */
final class Curves {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 440;
  private static final int LEFT = 64;
  private static final int RIGHT = 740;
  private static final int TOP = 72;
  private static final int BOTTOM = 380;
  private static final double SHORTEST = 1;
  private static final double LONGEST = 720;
  private static final List<Integer> TICKS = List.of(1, 2, 5, 10, 20, 60, 120, 360, 720);
  private static final List<String> COLOURS = List.of("turn", "root", "ours");

  private static final String STYLE =
      """
      <style>
        .ground { fill: #fff } .text { fill: #24292f } .grid { stroke: #d0d7de }
        .curve { fill: none; stroke-width: 2.5; stroke-linejoin: round }
        .turn { stroke: #6e7781 } .root { stroke: #b35900 } .ours { stroke: #0969da }
        text.turn, text.root, text.ours { stroke: none; font-weight: 600 }
        text.turn { fill: #57606a } text.root { fill: #9a4c00 } text.ours { fill: #0757b5 }
        text { font: 14px system-ui, -apple-system, 'Segoe UI', sans-serif }
        .title { font-size: 17px; font-weight: 600 }
        @media (prefers-color-scheme: dark) {
          .ground { fill: #0d1117 } .text { fill: #e6edf3 } .grid { stroke: #30363d }
          .turn { stroke: #9198a1 } .root { stroke: #f0883e } .ours { stroke: #58a6ff }
          text.turn { fill: #b1bac4 } text.root { fill: #ffa657 } text.ours { fill: #79c0ff }
        }
      </style>
      """;

  /**
   * A curve.
   *
   * @param labelAt the share of the crossings beside which its name is written
   * @param before whether the name is on the left of the curve
   */
  record Curve(String name, Delays delays, double labelAt, boolean before) {}

  private final StringBuilder svg = new StringBuilder();

  private Curves() {}

  /** Draws at most three curves. */
  static void write(Path file, String title, List<Curve> curves) throws IOException {
    Files.writeString(file, new Curves().draw(title, curves));
  }

  private String draw(String title, List<Curve> curves) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
            + " aria-labelledby=\"title desc\">%n",
        WIDTH, HEIGHT);
    add("<title id=\"title\">%s</title>%n", title);
    add("<desc id=\"desc\">%s</desc>%n", description(curves));
    svg.append(STYLE);
    add("<rect class=\"ground\" width=\"%d\" height=\"%d\" rx=\"6\"/>%n", WIDTH, HEIGHT);
    add("<text class=\"text title\" x=\"%d\" y=\"30\">%s</text>%n", LEFT, title);
    add(
        "<text class=\"text\" x=\"%d\" y=\"54\">Part of the crossings that are seen within so"
            + " long</text>%n",
        LEFT);
    axes();
    for (int i = 0; i < curves.size(); i++) {
      curve(curves.get(i), COLOURS.get(i));
    }
    svg.append("</svg>\n");
    return svg.toString();
  }

  private void axes() {
    for (int percent = 0; percent <= 100; percent += 25) {
      double y = y(percent / 100.0);
      add(
          "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>%n",
          LEFT, y, RIGHT, y);
      add(
          "<text class=\"text\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d %%</text>%n",
          LEFT - 8, y + 5, percent);
    }
    for (int minutes : TICKS) {
      double x = x(minutes);
      add(
          "<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>%n",
          x, TOP, x, BOTTOM);
      add(
          "<text class=\"text\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
          x, BOTTOM + 22, minutes < 60 ? minutes + " min" : minutes / 60 + " h");
    }
  }

  private void curve(Curve curve, String colour) {
    add("<path class=\"curve %s\" d=\"", colour);
    for (int step = 0; step <= 200; step++) {
      double share = step / 200.0;
      double minutes = curve.delays().minutes(share);
      add("%s%.1f %.1f", step == 0 ? "M" : " L", x(minutes), y(share));
    }
    add("\"/>%n");
    add(
        "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
        colour,
        x(curve.delays().minutes(curve.labelAt())) + (curve.before() ? -12 : 12),
        y(curve.labelAt()) + 5,
        curve.before() ? "end" : "start",
        curve.name());
  }

  private static String description(List<Curve> curves) {
    StringBuilder description = new StringBuilder("Within how many minutes");
    for (Curve curve : curves) {
      description.append(
          String.format(
              Locale.ROOT,
              "; %s: half of the crossings %.0f, 95 percent %.0f",
              curve.name(),
              curve.delays().minutes(0.5),
              curve.delays().minutes(0.95)));
    }
    return description.append('.').toString();
  }

  private static double x(double minutes) {
    double bounded = Math.min(Math.max(minutes, SHORTEST), LONGEST);
    return LEFT + (RIGHT - LEFT) * Math.log(bounded / SHORTEST) / Math.log(LONGEST / SHORTEST);
  }

  private static double y(double share) {
    return BOTTOM - (BOTTOM - TOP) * share;
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
