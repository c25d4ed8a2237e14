import { execFileSync } from 'node:child_process'

/**
 * Writes a script that can be started at once. By another process: what a test has open for writing is open for a moment in whatever
 * the tests beside it are just starting, and a program that is open for writing does not start (ETXTBSY).
 */
export function writeProgram(path: string, script: string): void {
  execFileSync('sh', ['-c', 'cat > "$0" && chmod 755 "$0"', path], { input: script })
}
