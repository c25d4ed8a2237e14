package keyvaultcontract;

/** The caller's value has no counterpart in the client's interface: it cannot be given it. */
final class CannotExpress extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CannotExpress(String message) {
    super(message);
  }
}
