// Written by Poolwart 0.1.0 on 2026-02-03 for Prisma 7 with node-postgres (tested with prisma 7.10.0,
// pg 8.23.1, Node 20.19 or later).
// Plan: 5 pools x 12, round-robin.
// Budget: 5 pools x 12 = 60 of 97 usable connections (max_connections 100, 3 reserved).
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
