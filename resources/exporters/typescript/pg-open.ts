function openPool({ name, ...config }: PoolSettings, number: number): { pool: pg.Pool; open: Set<pg.PoolClient> } {
  // What the URL says of these would override the settings above, for node-postgres lets the URL win.
  const connectionString = withParameters(databaseUrl(), { application_name: undefined, statement_timeout: undefined })
  const pool = new pg.Pool({ ...config, connectionString, keepAlive: true })
  const open = new Set<pg.PoolClient>()
  pool.on('connect', client => {
    open.add(client)
    client.once('end', () => open.delete(client))
    // Without listeners a connection that the server ends would end the process: this one is for the time in which
    // nobody's statement runs on a connection that was lent. Who has it is told by the next statement.
    client.on('error', () => {})
  })
  // This one is for idle connections.
  pool.on('error', error => console.error(`[Pool ${number}] Idle connection lost: ${reason(error)}`))
  void openMinimum(pool, config.min, number, name)
  return { pool, open }
}

/** node-postgres opens connections only on demand, so the minimum is opened here: at least one, to see early if it fails. */
async function openMinimum(pool: pg.Pool, min: number, number: number, name: string): Promise<void> {
  const opening = Array.from({ length: Math.max(1, min) }, async () => (await pool.connect()).release())
  for (const result of await Promise.allSettled(opening)) {
    if (result.status === 'fulfilled') continue
    console.error(`[Pool ${number}] Initial connection error (${name}): ${reason(result.reason)}`)
    return // the others go on, and this pool tries again with its next request
  }
}
