// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/workload/workload.h"

#include <QJsonObject>

#include <string>

namespace poolwart {

class JsonFields;
class JsonWriter;

// A workload file is a JSON object with format "poolwart-workload" and version 1; the manual's topic “workloads” describes its fields.
// Each script has its `text` or names a `file`, relative to the workload file. A field that is unknown, invalid or beyond a limit
// is refused with its path.

inline constexpr int workloadFileVersion = 1;

// `folder` contains the files of scripts. The result is valid.
Outcome<Workload> workloadFromJson(const QJsonObject &object, const std::string &folder);
Outcome<Workload> readWorkloadFile(const std::string &path);

// Writes the text of every script into the file. Refuses an invalid workload, so that every written file can be read.
Done writeWorkloadFile(const Workload &workload, const std::string &path);

// Adds the CSV files that scripts name and the workload does not have yet; relative names are relative to the folder.
Done readData(Workload &workload, const std::string &folder);

// A script file, as for pgbench's -f; its name is the file's.
Outcome<WorkloadScript> readScriptFile(const std::string &path);

// A workload file, or a script file, which becomes the only script of a workload with its name.
Outcome<Workload> readWorkloadOrScript(const std::string &path);

// The fields of a workload, for a file that contains other data too. Reading ignores unknown fields.
void writeWorkload(JsonWriter &json, const Workload &workload);
void readWorkload(JsonFields &fields, Workload &workload);

} // namespace poolwart
