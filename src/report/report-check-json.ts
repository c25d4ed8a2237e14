import type { CheckOutput, CheckReporter } from './check-reporter.ts'

/** The report as JSON (`schemas/check-report.json`), indented; the list of recordings is written as it grows. */
export function reportCheckJson(output: CheckOutput): CheckReporter {
  let count = 0
  return {
    onRecording: (result) => output.write(`${count++ === 0 ? opening : ','}\n    ${indent(result, '    ')}`),
    async end({ contract, subjects, ...sums }) {
      await output.write(count === 0 ? `${opening}],\n` : '\n  ],\n')
      const rest = indent({ contract, subjects, ...sums }, '')
      await output.write(`${rest.slice(rest.indexOf('\n') + 1)}\n`)
      output.finish()
    },
    abandon: output.abandon,
  }
}

const opening = '{\n  "recordings": ['

function indent(value: unknown, margin: string): string {
  return JSON.stringify(value, undefined, 2).replaceAll('\n', `\n${margin}`)
}
