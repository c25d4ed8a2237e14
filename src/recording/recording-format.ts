/** The recorders whose files can be read, and this tool's own. */
export const recordingFormats = [
  'keyvault-contract',
  'test-proxy',
  'vcr-yaml',
  'nock-js',
  'nise-json',
  'java-networkcallrecords',
  'cpp-networkcallrecords',
  'net-httprecorder',
  'har',
  'neutral-trace',
] as const

export type RecordingFormat = (typeof recordingFormats)[number]
