import type picocolors from 'picocolors'
import type { DriverCheck } from '../clients/check-driver.ts'
import { driverRules, type RuleVerdict } from '../clients/check-driver-rules.ts'
import type { DriverInfo } from '../clients/driver.ts'

type Paint = ReturnType<typeof picocolors.createColors>

/** What `driver check` prints: each rule that is broken with its sentence and how, what was not judged, the sums. */
export function formatDriverCheck({ info, verdicts }: DriverCheck, paint: Paint): string {
  const of = (standing: RuleVerdict['standing']): RuleVerdict[] =>
    verdicts.filter((verdict) => verdict.standing === standing)
  const counts = [
    paint.green(`${of('kept').length} kept`),
    of('broken').length > 0 ? paint.red(`${of('broken').length} broken`) : '0 broken',
    ...(of('not-judged').length > 0 ? [`${of('not-judged').length} not judged`] : []),
  ]
  const lines = [
    ...(info === undefined ? [] : [formatHeading(info), '']),
    ...verdicts.map((verdict) => formatVerdict(verdict, paint)),
    '',
    `driver protocol: ${counts.join(', ')}`,
    ...(of('broken').length > 0 ? [] : ["Its client is judged by: npx keyvault-contract test --driver '…'"]),
  ]
  return `${lines.join('\n')}\n`
}

function formatHeading({ client, capabilities }: DriverInfo): string {
  return `Driver of ${client.name} ${client.version} (${client.language}), ${capabilities.size} capabilities`
}

function formatVerdict({ rule, subject, standing, detail }: RuleVerdict, paint: Paint): string {
  const name = subject === undefined ? rule : `${rule}: ${subject}`
  if (standing === 'kept') return `${paint.green('✓')} ${name}`
  if (standing === 'not-judged') return `- ${name} (not judged: ${detail})`
  return [`${paint.red('✗')} ${name}`, `    ${driverRules[rule]}`, `    ${paint.red(detail ?? '')}`].join(
    '\n',
  )
}
