/**
 * A simulator of the planner: made-up shops that sell and are restocked, and planners that look at
 * them within a number of calls. What decides is the program's own code, {@code
 * dev.lowstock.planner}.
 *
 * <p>Start with {@code PlannerBench}.
 */
@NullMarked
package dev.lowstock.bench.planner;

import org.jspecify.annotations.NullMarked;
