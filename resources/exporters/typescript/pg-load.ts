{{#usesLoad}}

/** Fill level of a pool: 1 when every connection is in use, more when requests wait. */
const load = ({ pool }: ClientPool) => (pool.waitingCount + pool.totalCount - pool.idleCount) / (pool.options.max ?? 10)
{{/usesLoad}}
