/** A client that has a driver here, by the name that the command line takes. */
export type BundledClient = 'javascript' | 'python' | 'python-async' | 'go' | 'rust' | 'java' | 'java-async'

/** All of them, the default first. */
export const bundledClients: readonly BundledClient[] = [
  'javascript',
  'python',
  'python-async',
  'go',
  'rust',
  'java',
  'java-async',
]
