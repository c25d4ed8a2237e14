import { apiVersions } from '../contract/api-versions.ts'
import { UsageError } from '../wire/errors.ts'

/**
 * The api-versions of a run: `undefined` stands for each client's own. Throws `UsageError` for a version that the
 * contract does not know, with those it does.
 */
export function chooseApiVersions(
  option: string | undefined,
): [string | undefined, ...(string | undefined)[]] {
  if (option === undefined) return [undefined]
  const [first, ...others] =
    option === 'all' ? apiVersions : apiVersions.filter((version) => version === option)
  if (first !== undefined) return [first, ...others]
  throw new UsageError(
    `--api-version "${option}" is unknown. Expected all or one of ${apiVersions.join(', ')}.`,
  )
}
