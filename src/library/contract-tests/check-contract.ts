import { UsageError } from '../../wire/errors.ts'
import { checkOptions, isObject, show } from '../options.ts'
import type { ContractOptions } from './contract-options.ts'
import { legalContractOptions, legalSubject } from './legal-options.ts'

const call = 'describeContract'

/**
 * Holds what `describeContract` was given against what is legal, in the caller's own line: of an option that means nothing nobody
 * would hear, and the whole suite, or none of it, would run in place of what was meant.
 *
 * @throws UsageError
 */
export function checkContract(name: unknown, subject: unknown, options: ContractOptions): void {
  if (typeof name !== 'string' || name === '')
    throw new UsageError(`${call}: the name must be text, not ${show(name)}. It comes before the client.`)
  checkOptions(call, options, legalContractOptions)
  checkSubject(subject)
}

function checkSubject(subject: unknown): void {
  if (typeof subject === 'function') return
  if (!isObject(subject)) {
    throw new UsageError(
      `${call}: what is put to the test must be a function that makes a client, or one of { module }, { client } and { driver }, not ${show(subject)}.`,
    )
  }
  checkOptions(`${call}, what is put to the test`, subject, legalSubject)
  const given = Object.keys(legalSubject).filter((one) => subject[one] !== undefined)
  if (given.length !== 1)
    throw new UsageError(
      `${call}: what is put to the test must name one of module, client and driver, not ${given.join(' and ') || 'none'}.`,
    )
}
