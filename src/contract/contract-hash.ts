export {
  /** SHA-256 over everything in `schemas/`, in hexadecimal: which contract judged. Formatting does not change it. */
  contractHash,
  /** Version of this package. */
  toolVersion,
} from './generated/contract-data.js'
