export { describeContract } from './contract-tests/describe-contract.ts'
