function databaseUrl(): string {
  const url = process.env['DATABASE_URL']
  if (!url) {
    throw new Error('DATABASE_URL is not set. Write it as postgresql://user:password@host:5432/database, see .env.example.')
  }
  if (!/^postgres(ql)?:\/\//i.test(url)) {
    throw new Error('DATABASE_URL is not a PostgreSQL URL. It must begin with postgresql:// or postgres://.')
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

/** The error in one line; an error for all addresses of a host contains the single reasons. */
function reason(error: unknown): string {
  const inner = (error as { errors?: unknown[] } | null)?.errors?.[0]
  if (inner !== undefined) return reason(inner)
  return error instanceof Error ? error.message || error.name : String(error)
}
