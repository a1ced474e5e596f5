// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options/workloadoptions.h"

#include "model/core/utf8.h"
#include "model/store/workloadfile.h"
#include "model/workload/builtinworkloads.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

struct WorkloadText
{
    Q_DECLARE_TR_FUNCTIONS(WorkloadText)
};

QString builtInIds()
{
    QStringList ids;
    for (const BuiltInWorkload &builtIn : builtInWorkloads())
        ids.append(QString::fromLatin1(builtIn.id.data(), static_cast<qsizetype>(builtIn.id.size())));
    return ids.join(u", "_s);
}

// NAME[@WEIGHT], as pgbench takes it. What is behind the last @ is no number: it belongs to the name.
struct Weighted
{
    QString name;
    std::optional<int> weight;
};

Weighted weighted(const QString &written)
{
    const qsizetype at = written.lastIndexOf(u'@');
    bool isNumber = false;
    const int weight = at < 0 ? 0 : written.sliced(at + 1).toInt(&isNumber);
    return isNumber ? Weighted{written.first(at), weight} : Weighted{written, std::nullopt};
}

void fail(OptionParser &parser, const char *option, const Error &error)
{
    parser.fail(u"--%1: %2"_s.arg(QLatin1StringView(option), QString::fromStdString(error.message)), QString::fromStdString(error.hint));
}

// Scripts of several folders may call two files by one name; there is but one place for it.
void addData(OptionParser &parser, Workload &workload, WorkloadData data)
{
    const auto known = std::ranges::find(workload.data, data.file, &WorkloadData::file);
    if (known == workload.data.end())
        workload.data.push_back(std::move(data));
    else if (*known != data)
        parser.fail(WorkloadText::tr("--file: two scripts name different files “%1”.").arg(QString::fromStdString(data.file)));
}

void addFile(OptionParser &parser, const QString &written, Workload &workload)
{
    const Weighted asked = weighted(written);
    auto script = readScriptFile(asked.name.toStdString());
    if (!script)
        return fail(parser, "file", script.error());
    script->weight = asked.weight.value_or(1);
    Workload alone = soleWorkload(script->text);
    if (const Done data = readData(alone, QFileInfo(asked.name).absolutePath().toStdString()); !data)
        return fail(parser, "file", data.error());
    for (WorkloadData &data : alone.data)
        addData(parser, workload, std::move(data));
    workload.scripts.push_back(*std::move(script));
}

// A weight is that of all its scripts together, so one with classes of its own takes none.
void addBuiltIn(OptionParser &parser, const QString &written, Workload &workload, bool isAlone)
{
    const Weighted asked = weighted(written);
    const BuiltInWorkload *known = builtInWorkload(asked.name.toStdString());
    if (!known) {
        parser.fail(WorkloadText::tr("--builtin: there is no workload “%1”.").arg(asked.name),
                    WorkloadText::tr("The workloads are %1.").arg(builtInIds()));
        return;
    }
    if (isAlone) {
        workload = known->workload;
        return;
    }
    if (!known->workload.classes.empty()) {
        parser.fail(WorkloadText::tr("--builtin: “%1” has classes of its own and cannot be mixed with others.").arg(asked.name));
        return;
    }
    workload.scripts.push_back(known->workload.scripts.front());
    workload.scripts.back().weight = asked.weight.value_or(1);
}

void readMix(OptionParser &parser, Workload &workload)
{
    const QStringList files = parser.texts("file");
    const QStringList builtIns = parser.texts("builtin");
    workload = {};
    for (const QString &file : files)
        addFile(parser, file, workload);
    for (const QString &builtIn : builtIns)
        addBuiltIn(parser, builtIn, workload, files.isEmpty() && builtIns.size() == 1);
}

void readProtocol(OptionParser &parser, TrafficPlan &traffic)
{
    if (!parser.isSet("protocol"))
        return;
    if (const auto protocol = protocolFromId(parser.text("protocol").toStdString()))
        traffic.protocol = *protocol;
    else
        parser.fail(WorkloadText::tr("--protocol: there is no protocol “%1”.").arg(parser.text("protocol")),
                    WorkloadText::tr("The protocols are %1.").arg(u"simple, extended, prepared"_s));
}

} // namespace

void addScriptOptions(OptionParser &parser)
{
    parser.add("statement",
               WorkloadText::tr("SQL statement or pgbench script [in the sandbox: SELECT of a random account; elsewhere: SELECT 1]."),
               WorkloadText::tr("SQL"));
    parser.add("file", WorkloadText::tr("pgbench script, run as one request; may be repeated for a weighted mix [weight 1]."),
               WorkloadText::tr("FILE.sql[@WEIGHT]"));
    parser.add("builtin", WorkloadText::tr("Built-in script: %1.").arg(builtInIds()), WorkloadText::tr("NAME[@WEIGHT]"));
    parser.add("workload", WorkloadText::tr("Workload file: scripts with weights, and classes with shares and deadlines."),
               WorkloadText::tr("FILE.json"));
    parser.add("scale", WorkloadText::tr("Value of :scale in scripts [number of rows of pgbench_branches; 1 without that table]."),
               WorkloadText::tr("N"));
}

void addWorkloadOptions(OptionParser &parser)
{
    addScriptOptions(parser);
    parser.add("allow-writes", WorkloadText::tr("Allow the workload to write to a server other than the sandbox."));
    parser.add("protocol", WorkloadText::tr("Protocol: simple, extended or prepared [prepared]."), WorkloadText::tr("PROTOCOL"));
}

bool hasScriptOptions(const OptionParser &parser)
{
    return parser.isSet("workload") || parser.isSet("file") || parser.isSet("builtin") || parser.isSet("statement");
}

void readScripts(OptionParser &parser, Workload &workload, const std::string &byDefault)
{
    parser.exclude({"statement", "workload", "file"});
    parser.exclude({"statement", "workload", "builtin"});
    if (parser.isSet("workload")) {
        auto read = readWorkloadFile(parser.text("workload").toStdString());
        if (read)
            workload = *std::move(read);
        else
            fail(parser, "workload", read.error());
    } else if (parser.isSet("file") || parser.isSet("builtin")) {
        readMix(parser, workload);
    } else {
        workload =
            soleWorkload(parser.isSet("statement") ? std::string(withoutByteOrderMark(parser.text("statement").toStdString())) : byDefault);
        if (const Done data = readData(workload, QDir::currentPath().toStdString()); !data)
            fail(parser, "statement", data.error());
    }
    if (parser.isSet("scale"))
        parser.read("scale", workload.scale.emplace(1), 1, limits::maxScale);
}

void readWorkloadOptions(OptionParser &parser, RunOptions &options)
{
    const bool isSandbox = std::holds_alternative<SandboxChoice>(options.server);
    Workload &workload = options.traffic.workload;
    const bool isReplayed = options.traffic.replay && workload != soleWorkload({}); // a simulated run may have none
    if (hasScriptOptions(parser) || !isReplayed)
        readScripts(parser, workload, isSandbox ? defaultScript() : plainScript());
    options.allowsWrites = parser.isSet("allow-writes");
    readProtocol(parser, options.traffic);
}

Done checkWrites(const RunOptions &options)
{
    if (options.allowsWrites || std::holds_alternative<SandboxChoice>(options.server))
        return done();
    const auto writing = writingScript(options.traffic.workload);
    if (!writing)
        return done();
    return Error{.kind = ErrorKind::BadInput,
                 .message = *writing + ' ' + WorkloadText::tr("A run writes only to the sandbox unless writing is allowed.").toStdString(),
                 .hint = WorkloadText::tr("Add --allow-writes if the data of that server may be changed.").toStdString()};
}

} // namespace poolwart
