// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tables/poolcolumn.h"
#include "model/tables/poolrow.h"

#include <QVariant>

namespace poolwart {

// The content of a cell of the pool table in each role. Independent of model and session.
QVariant poolCell(const PoolRow &row, PoolColumn column, int role);
QVariant poolHeader(PoolColumn column, int role);

// The error as a message beside the cell, without the field's path.
QString reasonInCell(const Error &error, PoolColumn column);

} // namespace poolwart
