async function close(ms: number): Promise<boolean> {
  const deadline = Date.now() + ms
  do await sleep(20) // also covers calls that have not reached their pool yet
  while (state.pools.some(isBusy) && Date.now() < deadline)
  const served = !state.pools.some(isBusy)
  if (!served) {
    // The server continues a cut statement until it notices, at the latest at statement_timeout.
    for (const client of state.pools.flatMap(pool => [...pool.open])) void (client as unknown as pg.Client).end()
  }
  await Promise.race([Promise.allSettled(state.pools.map(end)), sleep(1_000)])
  return served
}

/**
 * Refuses new requests, waits at most `ms` for running and waiting ones, then closes all pools at once
 * (at most one second). Resolves to whether every request was served. A second call waits for the first.
 */
export function disconnectAll(ms = 10_000): Promise<boolean> {
  return (state.closing ??= close(ms))
}
