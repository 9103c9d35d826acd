package dev.lowstock.deploy;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Draws a word, as a picture in PNG on its output: runs in the image, with nothing but Java. */
public final class Picture {
  private Picture() {}

  /** Takes the word. */
  public static void main(String[] arguments) throws IOException {
    BufferedImage picture = new BufferedImage(400, 60, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, 400, 60);
    pen.setColor(Color.BLACK);
    pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 32));
    pen.drawString(arguments[0], 10, 40);
    pen.dispose();
    ImageIO.setUseCache(false);
    ImageIO.write(picture, "png", System.out);
  }
}
