package dev.lowstock.operate;

/** A request that does not prove that it comes from one of our commands. */
final class NotTheOperator extends RuntimeException {

  NotTheOperator() {
    super("not the operator");
  }
}
