package dev.lowstock.planner;

/**
 * One look at every shop.
 *
 * @param calls that it takes
 * @param listings that are for sale in them
 */
public record Round(long calls, long listings) {}
