function openPool({ name, ...config }: PoolSettings, number: number): { pool: pg.Pool; open: Set<pg.PoolClient> } {
  // node-postgres prefers the URL to the settings above, so these are removed from it.
  const connectionString = withParameters(databaseUrl(), { application_name: undefined, statement_timeout: undefined })
  const pool = new pg.Pool({ ...config, connectionString, keepAlive: true })
  const open = new Set<pg.PoolClient>()
  pool.on('connect', client => {
    open.add(client)
    client.once('end', () => open.delete(client))
    // Without listeners a connection that the server ends would end the process. This one covers a lent
    // connection between two statements; its user sees the error at the next statement.
    client.on('error', () => {})
  })
  // This one covers idle connections.
  pool.on('error', error => console.error(`[Pool ${number}] Idle connection lost: ${reason(error)}`))
  void openMinimum(pool, config.min, number, name)
  return { pool, open }
}

/** node-postgres opens connections only on demand, so this opens the minimum, at least one to see a failure early. */
async function openMinimum(pool: pg.Pool, min: number, number: number, name: string): Promise<void> {
  const opening = Array.from({ length: Math.max(1, min) }, async () => (await pool.connect()).release())
  for (const result of await Promise.allSettled(opening)) {
    if (result.status === 'fulfilled') continue
    console.error(`[Pool ${number}] Initial connection error (${name}): ${reason(result.reason)}`)
    return // the other pools continue, and this one tries again with its next request
  }
}
