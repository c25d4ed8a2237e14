package keyvaultcontract;

/** The harness asked for something that it should not have asked for. */
final class UsageFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageFault(String message) {
    super(message);
  }
}
