// SPDX-License-Identifier: GPL-3.0-or-later
// Drives an exported prisma-pools.ts: one line of JSON in, one out. POOLS names the module.
import { createInterface } from 'node:readline'
import type * as Exported from './prisma-pools.js'

type Pools = typeof Exported
const load = async (query: string): Promise<Pools> => await import(`./${process.env['POOLS'] ?? 'prisma-pools'}.js${query}`)

const first = await load('')
const say = (answer: object) => process.stdout.write(JSON.stringify(answer) + '\n')
const client = (pool: number | undefined) => (pool === undefined ? first.getPrisma() : first.pools[pool]!)
const message = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** `count` statements at once, which wait at the test's gate; how many were served, how the others failed, and when the first
 *  of those did. Who insists tries again for a connection until there is one. */
async function hold({ pool, count, insists = false }: { pool?: number; count: number; insists?: boolean }) {
  const begun = Date.now()
  const ends = { served: 0, failed: 0, errors: [] as string[], firstFailure: 0 }
  const one = async (): Promise<void> => {
    try {
      await client(pool).$queryRaw`SELECT pg_advisory_xact_lock_shared(4711)::text`
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

let letGoOn = () => {}

const commands: Record<string, (given: any) => Promise<object> | object | void> = {
  stats: () => ({ pools: first.poolStats() }),
  hold,
  route: ({ count }) => ({ pools: Array.from({ length: count }, () => first.pools.indexOf(first.getPrisma())) }),
  account: async ({ pool, aid }) => ({ account: await client(pool).account.findUnique({ where: { aid } }) }),
  session: async ({ pool }) => ({
    rows: await client(pool).$queryRaw`SELECT pg_backend_pid() AS pid, current_setting('application_name') AS name,
      current_setting('statement_timeout') AS timeout, current_schema()::text AS schema`,
  }),
  // Stays between its statements until `release`: what is seen meanwhile is no matter of luck.
  transaction: async ({ pool }) => {
    await client(pool).$transaction(async tx => {
      await tx.account.findFirst()
      await new Promise<void>(resolve => { letGoOn = resolve })
      await tx.account.findFirst()
    }, { maxWait: 3_600_000, timeout: 3_600_000 })
    return { committed: true }
  },
  release: () => { letGoOn() },
  reload: async () => {
    const again = await load('?again')
    return { same: again !== first && again.pools.every((pool, k) => pool === first.pools[k]) && again.default === first.prisma,
      terms: process.listenerCount('SIGTERM'), ints: process.listenerCount('SIGINT') }
  },
  disconnect: async ({ ms }) => ({ served: await first.disconnectAll(ms) }),
}

createInterface({ input: process.stdin }).on('line', async line => {
  const { command, ...given } = JSON.parse(line)
  try {
    const answer = await commands[command]!(given)
    if (answer) say(answer)
  } catch (error) {
    say({ error: message(error) })
  }
})
say({ ready: true })
