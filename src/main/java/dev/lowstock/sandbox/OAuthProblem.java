package dev.lowstock.sandbox;

/** Why a signed call is refused, in the words of the OAuth Problem Reporting extension. */
final class OAuthProblem extends RuntimeException {

  OAuthProblem(String problem) {
    super("oauth_problem=" + problem);
  }
}
