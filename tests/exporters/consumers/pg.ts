// SPDX-License-Identifier: GPL-3.0-or-later
// Drives an exported pools.ts of node-postgres: one line of JSON in, one out. POOLS names the module.
import { createInterface } from 'node:readline'
import type { PoolClient } from 'pg'
import type * as Exported from './pools.js'

const exported: typeof Exported = await import(`./${process.env['POOLS'] ?? 'pools'}.js`)

const say = (answer: object) => process.stdout.write(JSON.stringify(answer) + '\n')
const message = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** `count` statements at once, which wait at the test's gate; how many were served, how the others failed, and when the first
 *  of those did. Who insists tries again for a connection until there is one. */
async function hold({ pool, count, insists = false }: { pool: number; count: number; insists?: boolean }) {
  const begun = Date.now()
  const ends = { served: 0, failed: 0, errors: [] as string[], firstFailure: 0 }
  const one = async (): Promise<void> => {
    try {
      await exported.pools[pool]!.query('SELECT pg_advisory_xact_lock_shared(4711)')
      ends.served += 1
    } catch (error) {
      if (insists && message(error).includes('timeout exceeded')) return await one()
      ends.failed += 1
      ends.errors.push(message(error))
      ends.firstFailure ||= Date.now() - begun
    }
  }
  await Promise.all(Array.from({ length: count }, one))
  return ends
}

let lent: PoolClient

async function lend({ pool }: { pool: number }) {
  lent = await exported.pools[pool]!.connect()
  return (await lent.query('SELECT pg_backend_pid() AS pid')).rows[0]
}

async function useLent() {
  try {
    return { rows: (await lent.query('SELECT 1')).rows }
  } finally {
    lent.release()
  }
}

const commands: Record<string, (given: any) => Promise<object> | object> = {
  hold,
  lend,
  useLent,
  stats: () => ({ pools: exported.poolStats() }),
  route: ({ count }) => ({ pools: Array.from({ length: count }, () => exported.pools.indexOf(exported.getPool())) }),
  session: async ({ pool }) => ({
    rows: (await exported.pools[pool]!.query(`SELECT pg_backend_pid() AS pid, current_setting('application_name') AS name,
      current_setting('statement_timeout') AS timeout`)).rows,
  }),
  disconnect: async ({ ms }) => ({ served: await exported.disconnectAll(ms) }),
}

createInterface({ input: process.stdin }).on('line', async line => {
  const { command, ...given } = JSON.parse(line)
  try {
    say(await commands[command]!(given))
  } catch (error) {
    say({ error: message(error) })
  }
})
say({ ready: true })
