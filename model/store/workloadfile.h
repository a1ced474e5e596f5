// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/workload/workload.h"

#include <QJsonObject>

#include <string>

namespace poolwart {

class JsonFields;
class JsonWriter;

// A workload file is a JSON object with format "poolwart-workload" and version 1; the README describes its fields. Each
// script has its `text` or names a `file`, relative to the workload file. A field that is unknown, wrong or beyond a limit is
// refused with its path.

inline constexpr int workloadFileVersion = 1;

// `folder` is where the files of scripts are looked for. What is returned is valid.
Outcome<Workload> workloadFromJson(const QJsonObject &object, const std::string &folder);
Outcome<Workload> readWorkloadFile(const std::string &path);

// The text of every script is in the file. An invalid workload is refused: what is written can be read.
Done writeWorkloadFile(const Workload &workload, const std::string &path);

// Adds the CSV files that scripts name and the workload has not yet; relative names are looked for in the folder.
Done readData(Workload &workload, const std::string &folder);

// A script's own file, as pgbench's -f takes it; its name is the file's.
Outcome<WorkloadScript> readScriptFile(const std::string &path);

// The fields of a workload, for a file that holds one among other things. Reading refuses nothing that is unknown.
void writeWorkload(JsonWriter &json, const Workload &workload);
void readWorkload(JsonFields &fields, Workload &workload);

} // namespace poolwart
