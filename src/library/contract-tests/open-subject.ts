import type { ContractOptions, ContractSubject } from './contract-options.ts'
import type { OpenedSubject } from './opened-subject.ts'

/**
 * Opens what a contract is put to. Each way in loads what only it needs.
 *
 * @param name what a client made in this process is called where its package does not say
 * @throws HarnessError when a toolchain is missing, UsageError when there is no such client or package
 */
export async function openSubject(
  name: string,
  subject: ContractSubject,
  options: ContractOptions,
): Promise<OpenedSubject> {
  if (typeof subject === 'function') {
    const { toSdk } = await import('./to-sdk.ts')
    return (await import('./open-in-process.ts')).openInProcess(name, toSdk(subject), options)
  }
  if ('module' in subject) {
    const { demandSdk } = await import('./to-sdk.ts')
    return (await import('./open-in-process.ts')).openInProcess(name, demandSdk(subject.module), options)
  }
  return (await import('./open-process.ts')).openProcess(subject, options)
}
