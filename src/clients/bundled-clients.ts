/** The clients that have a driver here, by the names that the command line takes. */
export const bundledClients = [
  'javascript',
  'python',
  'python-async',
  'go',
  'rust',
  'java',
  'java-async',
] as const

export type BundledClient = (typeof bundledClients)[number]
