// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tables/poolcolumn.h"
#include "model/tables/poolrow.h"

#include <QVariant>

namespace poolwart {

// What a cell of the pool table says in each role. Knows of no model and no session.
QVariant poolCell(const PoolRow &row, PoolColumn column, int role);
QVariant poolHeader(PoolColumn column, int role);

// The error as a message beside the cell: without the path that a file's reader needs.
QString reasonInCell(const Error &error, PoolColumn column);

} // namespace poolwart
