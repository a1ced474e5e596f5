{{#header}}
// {{line|comment}}
{{/header}}

import pg from 'pg'

{{>typescript/pg-settings.ts}}

interface ClientPool {
  readonly number: number // from 1, as in the log
  readonly pool: pg.Pool
  readonly open: Set<pg.PoolClient>
}

interface State {
  readonly pools: readonly ClientPool[]
  turn: number
  credit: number
  closing?: Promise<boolean>
  signalled?: boolean
  listening?: boolean
}

{{>typescript/helpers.ts}}

{{>typescript/pg-open.ts}}

/** Kept across hot reloads, so that pools are not opened twice. A change of the settings needs a restart. */
const holder = globalThis as typeof globalThis & { poolwartPgPools?: State }
const state: State = (holder.poolwartPgPools ??= {
  pools: settings.map((config, index) => ({ number: index + 1, ...openPool(config, index + 1) })),
  turn: 0,
  credit: 0,
})

/** All pools in plan order, for code that chooses its pool itself. */
export const pools: readonly pg.Pool[] = state.pools.map(({ pool }) => pool)

/** The default pool, for code that was written for one pool. */
export const pool: pg.Pool = state.pools[0]!.pool
export default pool
{{>typescript/pg-load.ts}}

{{>typescript/routing.ts}}

{{>typescript/pg-stats.ts}}

async function end({ pool, open }: ClientPool): Promise<void> {
  if (!pool.ending) await pool.end()
  while (open.size > 0) await sleep(5) // end() does not wait for its sockets
}

{{>typescript/pg-close.ts}}
{{>typescript/signals.ts}}
