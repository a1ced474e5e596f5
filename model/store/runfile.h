// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/run/runrecord.h"

#include <QJsonObject>

#include <optional>
#include <string>

namespace poolwart {

class JsonFields;
class JsonWriter;

inline constexpr int runFileVersion = 1;

QJsonObject runToJson(const RunRecord &run);

// Refuses an invalid field of the setup with its path and ignores unknown fields, so that old programs can read later versions.
// An invalid figure is a lapse of the run.
Outcome<RunRecord> runFromJson(const QJsonObject &object);

QByteArray runText(const RunRecord &run);

// The head of a run that has just started: what is known before the measurement. A journal begins with it.
void writeRunHead(JsonWriter &json, RunRecord run);
void readRunHead(JsonFields &fields, RunRecord &run); // the plan must be read from the object

// Reads a whole run, or an interrupted one: a run file or a journal.
Outcome<RunRecord> readRunFile(const std::string &path);
// Writes for the owner only (0600). Also fails, with the file written, if reading it back fails: keep the run's other data
// then.
Done writeRunFile(const RunRecord &run, const std::string &path);

// A message about its lapses; empty if it has none.
std::optional<Error> lapsesOf(const RunRecord &run, const std::string &path);

} // namespace poolwart
