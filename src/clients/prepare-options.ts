/** What every `prepare…Driver` takes. */
export interface PrepareOptions {
  /** Folder that holds the builds. Default: `keyvault-contract` in the user's cache folder. */
  readonly cacheDir?: string
  /** Told what goes on while something is built, in sentences; hears nothing when it is there already. */
  readonly onProgress: (message: string) => void
  /** `--package`: a local checkout of the client, in place of the released one. */
  readonly package?: string
  /** Default: that of this process. It names the toolchain (PATH, or a variable of the language). */
  readonly environment?: NodeJS.ProcessEnv
  /** `refuse`: throws `HarnessError` rather than build, which takes its time and the network. Default: `build`. */
  readonly whenMissing?: 'build' | 'refuse'
}
