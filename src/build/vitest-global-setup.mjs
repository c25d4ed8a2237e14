// Brings the generated modules up to date before the first test imports them.
import { buildValidatorsWhenStale } from './build-validators.mjs'

export default async function setup() {
  await buildValidatorsWhenStale()
}
