package keyvaultcontract;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.azure.json.JsonToken;
import com.azure.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** An object of JSON, and what the driver reads from one. Absent and null are the same here. */
final class Json {
  private final Map<?, ?> members;

  private Json(Map<?, ?> members) {
    this.members = members;
  }

  /** Throws {@link IOException} where the line is no JSON object. */
  static Json parse(String line) throws IOException {
    try (JsonReader reader = JsonProviders.createReader(line)) {
      Object value = reader.readUntyped();
      if (value instanceof Map && reader.nextToken() == JsonToken.END_DOCUMENT) {
        return new Json((Map<?, ?>) value);
      }
    } catch (IllegalStateException notJson) {
      throw new IOException(notJson);
    }
    throw new IOException("Not a JSON object.");
  }

  static byte[] line(Map<String, ?> message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonWriter writer = JsonProviders.createWriter(bytes)) {
      writer.writeUntyped(message);
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  boolean has(String name) {
    return members.get(name) != null;
  }

  Json object(String name) {
    return new Json((Map<?, ?>) members.get(name));
  }

  String text(String name) {
    return (String) members.get(name);
  }

  Boolean bool(String name) {
    return (Boolean) members.get(name);
  }

  /** 0 where it is absent. */
  long number(String name) {
    Number number = (Number) members.get(name);
    return number == null ? 0 : number.longValue();
  }

  @SuppressWarnings("unchecked") // Messages are validated by the harness.
  List<Number> numbers(String name) {
    return (List<Number>) members.get(name);
  }

  @SuppressWarnings("unchecked")
  List<String> texts(String name) {
    return (List<String>) members.get(name);
  }

  @SuppressWarnings("unchecked")
  Map<String, String> textsByName(String name) {
    return (Map<String, String>) members.get(name);
  }
}
