// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/workloadfile.h"

#include "model/core/text.h"
#include "model/core/utf8.h"
#include "model/store/files.h"
#include "model/store/jsonfields.h"
#include "model/store/jsonwriter.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

// `Json` is a JsonWriter or a JsonFields: each field is named once, for both ways.
template <class Json>
void describeClass(Json &json, WorkloadClass &kind)
{
    json.field("name", kind.name);
    json.field("share", kind.share);
    json.field("deadline", kind.deadline);
    json.field("pool", kind.pool);
}

template <class Json>
void describeScript(Json &json, WorkloadScript &script)
{
    json.field("name", script.name);
    json.field("weight", script.weight);
    json.field("class", script.className);
    json.field("text", script.text);
}

template <class Json>
void describeData(Json &json, WorkloadData &data)
{
    json.field("file", data.file);
    json.field("text", data.text);
}

template <class Json>
void describeStrictData(Json &json, WorkloadData &data)
{
    describeData(json, data);
    json.refuseOthers();
}

void describeAllData(JsonWriter &json, Workload &workload)
{
    if (!workload.data.empty())
        json.list("data", workload.data, limits::maxDataFiles, describeData<JsonWriter>);
}

void describeAllData(JsonFields &json, Workload &workload)
{
    json.list("data", workload.data, limits::maxDataFiles, describeStrictData<JsonFields>);
}

template <class Json, class DescribeClass, class DescribeScript>
void describeWorkload(Json &json, Workload &workload, DescribeClass ofClass, DescribeScript ofScript)
{
    json.field("name", workload.name);
    json.field("scale", workload.scale);
    json.list("classes", workload.classes, limits::maxClasses, ofClass);
    json.list("scripts", workload.scripts, limits::maxScripts, ofScript);
    describeAllData(json, workload);
}

void readStrictClass(JsonFields &json, WorkloadClass &kind)
{
    json.require("name");
    describeClass(json, kind);
    json.refuseOthers();
}

// The text stands in the file, or in a file of its own.
void readStrictScript(JsonFields &json, WorkloadScript &script, const std::string &folder)
{
    std::string file;
    json.field("file", file);
    describeScript(json, script);
    json.refuseOthers();
    if (json.has("file") == json.has("text"))
        return json.fail(json.has("file") ? "file" : "text", text(QT_TRANSLATE_NOOP("core", "a script needs either a text or a file.")));
    if (!json.has("file"))
        return;
    const auto read = readScriptFile(QDir(QString::fromStdString(folder)).filePath(QString::fromStdString(file)).toStdString());
    if (!read)
        return json.fail("file", read.error().message, read.error().hint);
    script.text = read->text;
    if (script.name.empty())
        script.name = read->name;
}

void checkHeader(JsonFields &fields)
{
    std::string format;
    int version = 0;
    fields.field("format", format);
    if (format != "poolwart-workload")
        fields.fail("format", text(QT_TRANSLATE_NOOP("core", "this is not a workload: expected “poolwart-workload”, got “%1”."), format));
    fields.require("version");
    fields.field("version", version);
    if (version > workloadFileVersion)
        fields.fail(
            "version",
            text(QT_TRANSLATE_NOOP("core", "the file has version %1, but this program reads version %2."), version, workloadFileVersion),
            text(QT_TRANSLATE_NOOP("core", "A newer Poolwart wrote this file. Open it with that version.")));
    else if (version < 1)
        fields.fail("version", text(QT_TRANSLATE_NOOP("core", "version %1 does not exist."), version));
}

} // namespace

void writeWorkload(JsonWriter &json, const Workload &workload)
{
    Workload described = workload;
    describeWorkload(json, described, describeClass<JsonWriter>, describeScript<JsonWriter>);
}

void readWorkload(JsonFields &fields, Workload &workload)
{
    describeWorkload(fields, workload, describeClass<JsonFields>, describeScript<JsonFields>);
}

Outcome<Workload> workloadFromJson(const QJsonObject &object, const std::string &folder)
{
    std::optional<Error> fault;
    JsonFields fields(object, {}, fault);
    checkHeader(fields);
    Workload workload;
    fields.require("scripts");
    describeWorkload(fields, workload, readStrictClass,
                     [&folder](JsonFields &json, WorkloadScript &script) { readStrictScript(json, script, folder); });
    fields.refuseOthers();
    if (fault)
        return *fault;
    if (const Done data = readData(workload, folder); !data)
        return data.error();
    if (const Done valid = validate(workload); !valid)
        return valid.error();
    return workload;
}

Outcome<Workload> readWorkloadFile(const std::string &path)
{
    const auto object = readJsonFile(path);
    if (!object)
        return object.error();
    auto workload = workloadFromJson(*object, QFileInfo(QString::fromStdString(path)).absolutePath().toStdString());
    if (workload)
        return workload;
    Error error = workload.error();
    error.message = text(QT_TRANSLATE_NOOP("core", "“%1” is refused: %2"), path, error.message);
    return error;
}

Done writeWorkloadFile(const Workload &workload, const std::string &path)
{
    if (const Done valid = validate(workload); !valid)
        return valid;
    JsonWriter json;
    json.field("format", std::string("poolwart-workload"));
    json.field("version", workloadFileVersion);
    writeWorkload(json, workload);
    return writeFile(json.text(), path);
}

Done readData(Workload &workload, const std::string &folder)
{
    std::size_t bytes = 0;
    for (const std::string &name : dataFilesOf(workload)) {
        if (std::ranges::find(workload.data, name, &WorkloadData::file) != workload.data.end())
            continue;
        QFile file(QDir(QString::fromStdString(folder)).filePath(QString::fromStdString(name)));
        if (!file.open(QIODevice::ReadOnly))
            return Error{.kind = ErrorKind::NotFound,
                         .message = text(QT_TRANSLATE_NOOP("core", "“%1” cannot be read: %2."), file.fileName().toStdString(),
                                         file.errorString().toStdString())};
        const QByteArray content = file.read(static_cast<qint64>(limits::maxDataBytes) + 1);
        bytes += static_cast<std::size_t>(content.size());
        if (bytes > limits::maxDataBytes)
            return Error{.kind = ErrorKind::BadInput,
                         .message = text(QT_TRANSLATE_NOOP("core", "“%1”: the CSV files of a workload exceed the limit of %2 bytes."),
                                         file.fileName().toStdString(), static_cast<long long>(limits::maxDataBytes))};
        if (!content.isValidUtf8() || content.contains('\0'))
            return Error{.kind = ErrorKind::BadInput,
                         .message = text(QT_TRANSLATE_NOOP("core", "“%1” is not UTF-8 text."), file.fileName().toStdString())};
        workload.data.push_back({.file = name, .text = std::string(withoutByteOrderMark(content.toStdString()))});
    }
    return done();
}

Outcome<WorkloadScript> readScriptFile(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return Error{.kind = ErrorKind::NotFound,
                     .message = text(QT_TRANSLATE_NOOP("core", "“%1” cannot be read: %2."), path, file.errorString().toStdString())};
    const QByteArray content = file.read(static_cast<qint64>(limits::maxScriptBytes) + 1); // one too many is refused later
    if (!content.isValidUtf8())
        return Error{.kind = ErrorKind::BadInput, .message = text(QT_TRANSLATE_NOOP("core", "“%1” is not UTF-8 text."), path)};
    return WorkloadScript{.name = QFileInfo(file).completeBaseName().toStdString(),
                          .text = std::string(withoutByteOrderMark(content.toStdString())),
                          .weight = 1,
                          .className = {}};
}

Outcome<Workload> readWorkloadOrScript(const std::string &path)
{
    if (QString::fromStdString(path).endsWith(".json"_L1, Qt::CaseInsensitive))
        return readWorkloadFile(path);
    auto script = readScriptFile(path);
    if (!script)
        return script.error();
    Workload workload;
    workload.name = script->name;
    workload.scripts.push_back(std::move(script).value());
    return workload;
}

} // namespace poolwart
