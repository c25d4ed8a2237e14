package keyvaultcontract;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** Gives out tokens that encode what was asked for, for the wire to show. */
final class TestCredential implements TokenCredential {
  private static final List<Number> DEFAULT_LIFETIMES = List.of(3600);

  private final String clientId;
  private final List<Number> lifetimes;
  private final AtomicInteger given = new AtomicInteger();

  /** {@code lifetimes}: seconds that the first, second, … token lives; the last one goes on. */
  TestCredential(String clientId, List<Number> lifetimes) {
    this.clientId = clientId;
    this.lifetimes = lifetimes == null ? DEFAULT_LIFETIMES : lifetimes;
  }

  @Override
  public Mono<AccessToken> getToken(TokenRequestContext request) {
    return Mono.fromCallable(() -> getTokenSync(request));
  }

  @Override
  public AccessToken getTokenSync(TokenRequestContext request) {
    int serial = given.incrementAndGet();
    Map<String, Object> wish = new HashMap<>();
    wish.put("scopes", request.getScopes());
    wish.put("tenantId", request.getTenantId());
    wish.put("claims", request.getClaims());
    wish.put("enableCae", request.isCaeEnabled());
    wish.put("serial", serial);
    wish.put("clientId", clientId);
    long lifetime = lifetimes.get(Math.min(serial, lifetimes.size()) - 1).longValue();
    return new AccessToken(
        "kvc-test." + encode(wish), OffsetDateTime.now(ZoneOffset.UTC).plusSeconds(lifetime));
  }

  private static String encode(Map<String, Object> wish) {
    try {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.line(wish));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
