package dev.lowstock.sandbox;

/**
 * A file part of a multipart request.
 *
 * @param text its bytes, read as UTF-8
 */
public record UploadedFile(
    String filename, String contentType, int size, int checksum, String text) {}
