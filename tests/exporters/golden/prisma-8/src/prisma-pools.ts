// Written by Poolwart 0.1.0 on 2026-02-03 for Prisma 8 with node-postgres, experimental: release
// candidate 8.0.0-rc.13, names may change (for Node 24 or later; tested with @prisma/orm-postgres
// 8.0.0-rc.13 and pg 8.22.0 on Node 20).
// Plan: 5 pools x 12, round-robin.
// Budget: 5 pools x 12 = 60 of 97 usable connections (max_connections 100, 3 reserved).
// What this target cannot say, says otherwise, or what was chosen for it:
// - prisma-8 (chosen): Experimental: Prisma 8 is a release candidate, and the names of its packages
//   and functions may change. Tested were the pools and queries of @prisma/orm-postgres 8.0.0-rc.13
//   with a contract that its own emitter wrote, on Node 20 or later; not tested were the command line
//   of Prisma 8 and Node 24, which it is made for.
// - verifyMarker (changes meaning): Prisma 8 compares the contract with the database in a client's
//   first query; where that query finds no connection, the client fails for ever. The file leaves the
//   comparison out: check the contract when you deploy.
// - connect_timeout (cannot say): One field, connectionTimeoutMillis, bounds waiting for a slot and
//   opening one: connecting may take the acquire timeout, 20s, instead of 5s.
// - max_lifetime (changes meaning): Without jitter: connections that were opened together end together
//   after 30m.
// - minimum_idle (changes meaning): node-postgres's min only keeps connections from idling out and
//   opens none. The file opens 12 a pool at start; one that is lost later is opened again when it is
//   needed.
// - startup parameters (chosen): statement_timeout goes out as a startup parameter. PgBouncer refuses
//   it unless ignore_startup_parameters lists it, and then drops it: behind PgBouncer write ALTER ROLE
//   … SET statement_timeout instead.
// - acquire_timeout (changes meaning): A request that waits in vain fails with node-postgres's
//   “timeout exceeded when trying to connect”; the code P2024 of Prisma 6 does not come any more.

import pg from 'pg'
import postgres, { type PostgresClient } from '@prisma/orm-postgres/runtime'
// Both are what `prisma contract emit` writes: if yours lie elsewhere, change these two lines.
import type { Contract } from './prisma/contract'
import contractJson from './prisma/contract.json' with { type: 'json' }

export type Db = PostgresClient<Contract>

interface PoolSettings {
  name: string // in the plan
  application_name: string // in pg_stat_activity
  max: number
  min: number // opened at start and kept from idling out
  connectionTimeoutMillis: number // waiting for a free connection and opening one, together
  idleTimeoutMillis: number // 0: never
  maxLifetimeSeconds: number // 0: never
  statement_timeout: number | false // milliseconds; false: what the server says
}

/** One entry a pool. The first is the default pool, `db`. */
const settings: readonly PoolSettings[] = [
  {
    name: 'pool-1',
    application_name: 'shop-p0',
    max: 12,
    min: 12,
    connectionTimeoutMillis: 20000,
    idleTimeoutMillis: 300000,
    maxLifetimeSeconds: 1800,
    statement_timeout: 30000,
  },
  {
    name: 'pool-2',
    application_name: 'shop-p1',
    max: 12,
    min: 12,
    connectionTimeoutMillis: 20000,
    idleTimeoutMillis: 300000,
    maxLifetimeSeconds: 1800,
    statement_timeout: 30000,
  },
  {
    name: 'pool-3',
    application_name: 'shop-p2',
    max: 12,
    min: 12,
    connectionTimeoutMillis: 20000,
    idleTimeoutMillis: 300000,
    maxLifetimeSeconds: 1800,
    statement_timeout: 30000,
  },
  {
    name: 'pool-4',
    application_name: 'shop-p3',
    max: 12,
    min: 12,
    connectionTimeoutMillis: 20000,
    idleTimeoutMillis: 300000,
    maxLifetimeSeconds: 1800,
    statement_timeout: 30000,
  },
  {
    name: 'pool-5',
    application_name: 'shop-p4',
    max: 12,
    min: 12,
    connectionTimeoutMillis: 20000,
    idleTimeoutMillis: 300000,
    maxLifetimeSeconds: 1800,
    statement_timeout: 30000,
  },
]

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

function databaseUrl(): string {
  const url = process.env['DATABASE_URL']
  if (!url) {
    throw new Error('DATABASE_URL is not set. Write it as postgresql://user:password@host:5432/database, see .env.example.')
  }
  if (!/^postgres(ql)?:\/\//i.test(url)) {
    throw new Error('DATABASE_URL is no PostgreSQL URL. It must begin with postgresql:// or postgres://.')
  }
  return url
}

const decoded = (text: string) => { try { return decodeURIComponent(text) } catch { return text } }

/** Sets parameters of the URL, or removes those that are undefined; the others keep their bytes and their order. */
function withParameters(url: string, wanted: Record<string, string | number | undefined>): string {
  const [, base = url, query = '', fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/.exec(url) ?? []
  const kept = query.split('&').filter(pair => pair !== '' && !(decoded(pair.split('=', 1)[0]!) in wanted))
  for (const [key, value] of Object.entries(wanted)) {
    if (value !== undefined) kept.push(`${key}=${encodeURIComponent(value)}`)
  }
  return base + (kept.length > 0 ? `?${kept.join('&')}` : '') + fragment
}

const sleep = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

/** What went wrong in one line; a refusal by all addresses of a host has its reasons inside. */
function reason(error: unknown): string {
  const inner = (error as { errors?: unknown[] } | null)?.errors?.[0]
  if (inner !== undefined) return reason(inner)
  return error instanceof Error ? error.message || error.name : String(error)
}

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

function makePool(config: PoolSettings, index: number): ClientPool {
  const number = index + 1
  const { pool, open } = openPool(config, number)
  // Verifying the marker would be part of the first query, and its failure would be the client's for ever (rc.13).
  return { number, db: postgres<Contract>({ contractJson, pg: pool, verifyMarker: false }), pool, open }
}

/** Kept over hot reloads, which would else open all pools anew. A change of the settings needs a restart. */
const holder = globalThis as typeof globalThis & { poolwartDbPools?: State }
const state: State = (holder.poolwartDbPools ??= { pools: settings.map(makePool), turn: 0, credit: 0 })

/** All clients, in the plan's order, for work that chooses its pool itself. */
export const pools: readonly Db[] = state.pools.map(pool => pool.db)

/** The default pool: what code that knows one client only goes on using. */
export const db: Db = state.pools[0]!.db
export default db

function pick(): ClientPool {
  return state.pools[state.turn++ % state.pools.length]!
}

/**
 * The client for one piece of work, by the plan's policy (round-robin). Take it once a request and keep it: a
 * transaction runs on the client whose transaction() is called.
 */
export function getDb(): Db {
  if (state.closing) throw new Error('The database pools are closing: none is given out any more.')
  return pick().db
}

/** In use, idle and waiting of each pool, now. */
export function poolStats() {
  return state.pools.map(({ number, pool }) => ({
    number,
    applicationName: settings[number - 1]!.application_name,
    inUse: pool.totalCount - pool.idleCount,
    idle: pool.idleCount,
    waiting: pool.waitingCount,
  }))
}

const isBusy = ({ pool }: ClientPool) => pool.waitingCount > 0 || pool.totalCount > pool.idleCount

async function end({ db, pool, open }: ClientPool): Promise<void> {
  await db.close() // leaves a pool open that it was handed
  if (!pool.ending) await pool.end()
  while (open.size > 0) await sleep(5) // end() does not wait for its sockets
}

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

// The first SIGTERM or SIGINT closes the pools and exits: 0 if all requests were served, 1 if some were cut. The second
// exits at once. Poolwart's option signals=no leaves this out, for an application that has handlers of its own.
function onSignal(signal: 'SIGTERM' | 'SIGINT'): void {
  if (state.signalled) process.exit(signal === 'SIGINT' ? 130 : 143)
  state.signalled = true
  void disconnectAll().then(served => process.exit(served ? 0 : 1))
}

if (!state.listening) {
  state.listening = true // once, however often this module is reloaded
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal)
}
