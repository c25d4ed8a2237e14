#!/usr/bin/env node
import { createProgram } from './create-program.ts'
import { exitWith } from './exit-with.ts'

const argv = process.argv.slice(2)
try {
  const program = await createProgram(argv)
  await program.parseAsync(argv, { from: 'user' })
} catch (error) {
  exitWith(error, argv)
}
