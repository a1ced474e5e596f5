{{#header}}
// {{line|comment}}
{{/header}}

import pg from 'pg'
import postgres, { type PostgresClient } from '@prisma/orm-postgres/runtime'
// `prisma contract emit` writes both files; change these two lines if yours are elsewhere.
import type { Contract } from './prisma/contract{{extension|raw}}'
import contractJson from './prisma/contract.json' with { type: 'json' }

export type Db = PostgresClient<Contract>

{{>typescript/pg-settings.ts}}

interface ClientPool {
  readonly number: number // from 1, as in the log
  readonly db: Db
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

function makePool(config: PoolSettings, index: number): ClientPool {
  const number = index + 1
  const { pool, open } = openPool(config, number)
  // Verifying the marker would be part of the first query, and its failure would disable the client permanently (rc.13).
  return { number, db: postgres<Contract>({ contractJson, pg: pool, verifyMarker: false }), pool, open }
}

/** Kept across hot reloads, so that pools are not opened twice. A change of the settings needs a restart. */
const holder = globalThis as typeof globalThis & { poolwartDbPools?: State }
const state: State = (holder.poolwartDbPools ??= { pools: settings.map(makePool), turn: 0, credit: 0 })

/** All clients in plan order, for code that chooses its pool itself. */
export const pools: readonly Db[] = state.pools.map(pool => pool.db)

/** The default pool, for code that was written for one client. */
export const db: Db = state.pools[0]!.db
export default db
{{>typescript/pg-load.ts}}

{{>typescript/routing.ts}}

{{>typescript/pg-stats.ts}}

async function end({ db, pool, open }: ClientPool): Promise<void> {
  await db.close() // does not close a pool that was passed to it
  if (!pool.ending) await pool.end()
  while (open.size > 0) await sleep(5) // end() does not wait for its sockets
}

{{>typescript/pg-close.ts}}
{{>typescript/signals.ts}}
