// SPDX-License-Identifier: GPL-3.0-or-later
// Drives an exported prisma-pools.ts of Prisma 8: one line of JSON in, one out. POOLS names the module.
import { createInterface } from 'node:readline'
import type * as Exported from './prisma-pools.js'

type Pools = typeof Exported
const load = async (query: string): Promise<Pools> => await import(`./${process.env['POOLS'] ?? 'prisma-pools'}.js${query}`)

const first = await load('')
const say = (answer: object) => process.stdout.write(JSON.stringify(answer) + '\n')

/** Prisma wraps the error of the driver; the innermost says what was wrong. */
function message(error: unknown): string {
  const cause = (error as { cause?: unknown } | null)?.cause
  return cause !== undefined ? message(cause) : error instanceof Error ? error.message : String(error)
}

async function waitAtTheGate(db: Exported.Db) {
  const plan = db.raw.sql`SELECT pg_advisory_xact_lock_shared(4711)::text AS passed`.returnsRow({ passed: 'pg/text@1' }).build()
  await db.runtime().query(plan)
}

/** `count` statements at once, which wait at the test's gate; how many were served, how the others failed, and when the first
 *  of those did. Who insists tries again for a connection until there is one. */
async function hold({ pool, count, insists = false }: { pool: number; count: number; insists?: boolean }) {
  const begun = Date.now()
  const ends = { served: 0, failed: 0, errors: [] as string[], firstFailure: 0 }
  const one = async (): Promise<void> => {
    try {
      await waitAtTheGate(first.pools[pool]!)
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

const commands: Record<string, (given: any) => Promise<object> | object> = {
  hold,
  stats: () => ({ pools: first.poolStats() }),
  route: ({ count }) => ({ pools: Array.from({ length: count }, () => first.pools.indexOf(first.getDb())) }),
  account: async ({ pool, aid }) => ({ account: await first.pools[pool]!.orm.public.Account.first({ aid }) }),
  session: async ({ pool }) => {
    const db = first.pools[pool]!
    const plan = db.raw.sql`SELECT current_setting('application_name') AS name, current_setting('statement_timeout') AS timeout`
      .returnsRow({ name: 'pg/text@1', timeout: 'pg/text@1' }).build()
    return { rows: await db.runtime().query(plan) }
  },
  // What the two statements of one transaction saw: the same connection, or not.
  transaction: async ({ pool }) => await first.pools[pool]!.transaction(async tx => {
    const updated = await tx.orm.public.Account.where({ aid: 1 }).update({ abalance: 77 })
    const read = await tx.orm.public.Account.first({ aid: 1 })
    return { updated: updated?.abalance, read: read?.abalance }
  }),
  reload: async () => {
    const again = await load('?again')
    return { same: again !== first && again.pools.every((pool, k) => pool === first.pools[k]) && again.default === first.db,
      terms: process.listenerCount('SIGTERM'), ints: process.listenerCount('SIGINT') }
  },
  disconnect: async ({ ms }) => ({ served: await first.disconnectAll(ms) }),
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
