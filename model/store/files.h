// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/files/stagedfile.h"

#include <QByteArray>
#include <QJsonObject>

#include <string>

namespace poolwart {

// The JSON object that the file holds, or a message that names the file and, for malformed JSON, line and column.
// A file above 64 MiB is refused unread: no plan and no run is so large.
Outcome<QJsonObject> readJsonFile(const std::string &path);

// The file is replaced whole or, on any failure (a full disk, a missing folder), left as it was: see replaceFile().
Done writeFile(const QByteArray &content, const std::string &path, FileAccess access = FileAccess::AsBefore);

} // namespace poolwart
