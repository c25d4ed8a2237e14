#!/usr/bin/env node
import { createProgram } from './create-program.ts'
import { exitWith } from './exit-with.ts'
import { onLostOutput } from './on-lost-output.ts'

const argv = process.argv.slice(2)

// Node would end with 1 for what nobody caught, which here means: the client breaks the contract.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    exitWith(error, argv)
    process.exit(3)
  })
}

onLostOutput()

try {
  const program = await createProgram(argv)
  await program.parseAsync(argv, { from: 'user' })
} catch (error) {
  exitWith(error, argv)
}
