/**
 * Ends the process with 3 when its output goes nowhere: what nobody could read is no verdict. A reader that has had enough
 * (`| head`) is not told; a full disk is.
 */
export function onLostOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && stream !== process.stderr) process.stderr.write(`${wordsFor(error)}\n`)
      process.exit(3)
    })
  }
}

/** The words for an error of writing to stdout; where that is a file, such an error is thrown to whoever writes. */
export function wordsFor(error: Error): string {
  return `keyvault-contract: The output cannot be written: ${error.message}`
}
