// The API reference, in .cache/api-reference: an export without a comment, or a link to nothing, is an error.
import { OptionDefaults } from 'typedoc'

/** @type {Partial<import('typedoc').TypeDocOptions>} */
export default {
  name: 'keyvault-contract',
  entryPoints: ['index', 'msw', 'nock', 'vitest', 'vitest-reporter'].map(
    (name) => `../../library/${name}.ts`,
  ),
  tsconfig: 'tsconfig.json',
  basePath: '../../..',
  out: '../../../.cache/api-reference',
  readme: 'none',
  disableSources: true,
  excludeExternals: true,
  excludePrivate: true,
  // What types that are made from a schema say about lists.
  blockTags: [...OptionDefaults.blockTags, '@minItems', '@maxItems'],
  // Members whose names and types say it all, such as a status, need no sentence of their own.
  requiredToBeDocumented: ['Class', 'Function', 'Interface', 'Method', 'Module', 'TypeAlias', 'Variable'],
  // Types that only ever stand inside these need no name: they are shown where they are used.
  validation: { notExported: false, invalidLink: true, notDocumented: true },
  treatWarningsAsErrors: true,
}
