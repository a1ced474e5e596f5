// SPDX-License-Identifier: GPL-3.0-or-later
// Writes contract.json and contract.d.ts beside src/prisma/contract.prisma, as `prisma contract emit` does: by the
// function that it calls, for the command line alone is far larger than all else.
import { defineConfig } from '@prisma/orm-postgres/config'
import { executeContractEmit } from '@prisma/orm-toolchain/cli/control-api'

await executeContractEmit({ config: defineConfig({ contract: './src/prisma/contract.prisma' }), cwd: process.cwd() })
