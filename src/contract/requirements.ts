import apiVersion from '../../schemas/requirements/api-version.json' with { type: 'json' }
import challenge from '../../schemas/requirements/challenge.json' with { type: 'json' }
import errors from '../../schemas/requirements/errors.json' with { type: 'json' }
import identifiers from '../../schemas/requirements/identifiers.json' with { type: 'json' }
import logging from '../../schemas/requirements/logging.json' with { type: 'json' }
import paging from '../../schemas/requirements/paging.json' with { type: 'json' }
import polling from '../../schemas/requirements/polling.json' with { type: 'json' }
import request from '../../schemas/requirements/request.json' with { type: 'json' }
import response from '../../schemas/requirements/response.json' with { type: 'json' }
import retry from '../../schemas/requirements/retry.json' with { type: 'json' }
import { UsageError } from '../wire/errors.ts'
import type { Requirement, RequirementFile } from './generated/types/requirement.ts'

// JSON imports widen literals to `string`; `requirements.test.ts` holds every file against its schema.
const files = [
  challenge,
  request,
  response,
  paging,
  polling,
  errors,
  retry,
  apiVersion,
  identifiers,
  logging,
] as readonly RequirementFile[]

/** The registry: every requirement by its id, area by area, in the order of the files in `schemas/requirements`. */
export const requirements: ReadonlyMap<string, Requirement> = new Map(
  files.flatMap((file) => file.requirements).map((requirement) => [requirement.id, requirement]),
)

/** The requirement with this id; throws `UsageError`, with the ids of the same area, when there is none. */
export function getRequirement(id: string): Requirement {
  const requirement = requirements.get(id)
  if (requirement) return requirement
  const area = id.split('/')[0] ?? ''
  const known = [...requirements.keys()].filter((candidate) => candidate.startsWith(`${area}/`))
  const legal = known.length > 0 ? known : [...new Set(files.map((file) => `${file.area}/…`))]
  throw new UsageError(`Unknown requirement "${id}". Expected one of: ${legal.join(', ')}.`)
}
