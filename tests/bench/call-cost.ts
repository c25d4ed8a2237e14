/** What a call costs, in microseconds. */
export interface CallCost {
  readonly wall: number
  /** CPU time of the process, garbage collection included: what noise on the machine moves least. */
  readonly cpu: number
}

/** Makes so many calls, `width` at once, and tells what one of them cost. */
export async function measureCalls(
  call: () => Promise<unknown>,
  { calls, width }: { readonly calls: number; readonly width: number },
): Promise<CallCost> {
  let left = calls
  const work = async (): Promise<void> => {
    while (left-- > 0) await call()
  }
  const [started, before] = [performance.now(), process.cpuUsage()]
  await Promise.all(Array.from({ length: width }, work))
  const { user, system } = process.cpuUsage(before)
  return { wall: ((performance.now() - started) * 1000) / calls, cpu: (user + system) / calls }
}
