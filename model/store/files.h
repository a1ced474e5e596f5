// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/files/stagedfile.h"

#include <QByteArray>
#include <QJsonObject>

#include <string>

namespace poolwart {

// Reads a JSON object, or returns a message that names the file and, for malformed JSON, line and column. Refuses a file above
// 64 MiB without reading it.
Outcome<QJsonObject> readJsonFile(const std::string &path);

// Replaces the whole file or, on any failure (a full disk, a missing folder), leaves it unchanged: see replaceFile().
Done writeFile(const QByteArray &content, const std::string &path, FileAccess access = FileAccess::AsBefore);

} // namespace poolwart
