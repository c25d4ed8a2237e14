import type { Server } from 'node:net'
import type { Duplex } from 'node:stream'

/**
 * Keeps every open connection of a server, also those that Node's HTTP server hands over (tunnels) and then forgets.
 * Returns what ends them all at once.
 */
export function trackConnections(server: Server): () => void {
  const connections = new Set<Duplex>()
  server.on('connection', (connection: Duplex) => {
    connections.add(connection)
    connection.once('close', () => connections.delete(connection))
  })
  return () => {
    for (const connection of connections) connection.destroy()
  }
}
