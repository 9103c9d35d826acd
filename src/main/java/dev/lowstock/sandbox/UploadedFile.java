package dev.lowstock.sandbox;

/** A file part of a multipart request. */
public record UploadedFile(String filename, String contentType, int size, int checksum) {}
