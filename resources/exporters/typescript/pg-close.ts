async function close(ms: number): Promise<boolean> {
  const deadline = Date.now() + ms
  do await sleep(20) // also for calls that have not reached their pool yet
  while (state.pools.some(isBusy) && Date.now() < deadline)
  const served = !state.pools.some(isBusy)
  if (!served) {
    // The server goes on with a statement that was cut until it notices, at the latest at statement_timeout.
    for (const client of state.pools.flatMap(pool => [...pool.open])) void (client as unknown as pg.Client).end()
  }
  await Promise.race([Promise.allSettled(state.pools.map(end)), sleep(1_000)])
  return served
}

/**
 * Gives out nothing any more, waits at most `ms` for the requests that run or wait, then closes all pools at once
 * (one second at most). True if every request was served. A second call waits for the first.
 */
export function disconnectAll(ms = 10_000): Promise<boolean> {
  return (state.closing ??= close(ms))
}
