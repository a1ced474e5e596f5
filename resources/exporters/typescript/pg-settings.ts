interface PoolSettings {
  name: string // in the plan
  application_name: string // in pg_stat_activity
  max: number
  min: number // opened at start and exempt from the idle timeout
  connectionTimeoutMillis: number // waiting for a free connection and opening one, together
  idleTimeoutMillis: number // 0: never
  maxLifetimeSeconds: number // 0: never
  statement_timeout: number | false // milliseconds; false: the server's default
}

/** One entry per pool. The first is the default pool, `{{client|raw}}`. */
const settings: readonly PoolSettings[] = [
{{#pools}}
  {
    name: {{name|ts}},
    application_name: {{applicationName|ts}},
    max: {{max|int}},
    min: {{min|int}},
    connectionTimeoutMillis: {{acquire|int}},
    idleTimeoutMillis: {{idle|int}},
    maxLifetimeSeconds: {{lifetime|decimal}},
    statement_timeout: {{statement|raw}},
  },
{{/pools}}
]
