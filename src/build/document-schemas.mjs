/** Schemas of whole documents, each a file in schemas/: a validator and a type are made of each. */
export const documentSchemas = [
  'scenario',
  'report',
  'check-report',
  'play-report',
  'requirement',
  'known-failures',
  'flaky',
  'api-version',
  'recording',
]
