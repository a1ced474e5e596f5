{{#header}}
// {{line|comment}}
{{/header}}
// For the command line (generate, migrate) only; the application's pools are in src/prisma-pools.ts. Migrations need a
// direct connection: set DIRECT_URL where DATABASE_URL leads to a pooler.
import 'dotenv/config'
import { defineConfig } from 'prisma/config'

const url = process.env['DIRECT_URL'] ?? process.env['DATABASE_URL']

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(url ? { datasource: { url } } : {}),
})
