/** Keeps the newest bytes of a stream, up to a limit. */
export interface LogBuffer {
  add(chunk: Uint8Array): void
  text(): string
}

/** `maxBytes` bounds what is kept; the oldest bytes go first. */
export function createLogBuffer(maxBytes: number): LogBuffer {
  let chunks: Uint8Array[] = []
  let bytes = 0
  return {
    add(chunk) {
      chunks.push(chunk)
      bytes += chunk.length
      // Compacting at twice the limit keeps the cost of a byte constant.
      if (bytes <= maxBytes * 2) return
      const newest = Buffer.concat(chunks).subarray(-maxBytes)
      chunks = [newest]
      bytes = newest.length
    },
    text() {
      return Buffer.concat(chunks).subarray(-maxBytes).toString('utf8')
    },
  }
}
