package dev.lowstock.bench.planner;

/**
 * What a planner brought.
 *
 * @param longestUnseen of a listing that was for sale when last seen, in rounds
 * @param waited the part of the looks that came because the listing had waited for longest
 */
record Outcome(String planner, Delays delays, double longestUnseen, double waited) {}
