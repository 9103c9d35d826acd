package dev.lowstock.sandbox;

/** What sellers allowed, whichever version of the API they were asked through. */
record Permissions(OAuthDesk v2, TokenDesk v3) {

  boolean isGranted(SandboxShop shop) {
    return v2.isGranted(shop) || v3.isGranted(shop);
  }

  void revoke(SandboxShop shop) {
    v2.revoke(shop);
    v3.revoke(shop);
  }
}
