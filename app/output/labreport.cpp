// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/output/labreport.h"

#include "app/output/texttable.h"
#include "model/store/jsonwriter.h"
#include "model/tables/experimenttext.h"
#include "model/tables/format.h"

#include <QCoreApplication>

#include <cmath>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

struct LabReportText
{
    Q_DECLARE_TR_FUNCTIONS(LabReportText)
};

constexpr const char *idOf(Cause cause)
{
    switch (cause) {
    case Cause::Connections:
        return "connections";
    case Cause::Splitting:
        return "splitting";
    case Cause::Policy:
        break;
    }
    return "policy";
}

constexpr const char *idOf(ExperimentFigure figure)
{
    return figure == ExperimentFigure::ResponseP99 ? "response_p99" : "throughput";
}

Duration p99Of(const CellResult &cell)
{
    return Duration(std::llround(cell.responseP99));
}

QString cellTable(const ExperimentResult &result)
{
    TextTable table({LabReportText::tr("Plan"), LabReportText::tr("Connections"), LabReportText::tr("Response p99"),
                     LabReportText::tr("Throughput"), LabReportText::tr("Steady"), LabReportText::tr("Refused")});
    const auto ofVisits = [](int count, const CellResult &cell) { return u"%1/%2"_s.arg(count).arg(cell.visits); };
    for (const CellResult &cell : result.cells)
        table.addRow({cellName(cell.cell), QString::number(cell.cell.shape.connections), formatTime(p99Of(cell)),
                      LabReportText::tr("%1/s").arg(formatNumber(cell.throughput)), ofVisits(cell.steady, cell),
                      ofVisits(cell.refused, cell)});
    return table.text();
}

void addEffects(TextTable &table, const ExperimentResult &result, const std::vector<PathEffects> &paths)
{
    for (const PathEffects &path : paths) {
        const auto add = [&](const QString &cause, std::size_t from, std::size_t to, const ChainStep &step) {
            table.addRow(
                {figureName(path.figure), cause, cellName(result.cells[from].cell), cellName(result.cells[to].cell), effectText(step)});
        };
        for (const CauseEffect &effect : path.causes)
            add(causeName(result, effect), effect.from, effect.to, effect.step);
        if (path.causes.size() > 1)
            add(LabReportText::tr("Together"), path.causes.front().from, path.causes.back().to, path.whole);
    }
}

QString effectTable(const ExperimentResult &result)
{
    TextTable table({LabReportText::tr("Figure"), LabReportText::tr("Cause"), LabReportText::tr("From"), LabReportText::tr("To"),
                     LabReportText::tr("Effect (95 % interval)")});
    addEffects(table, result, result.effects);
    QString text = table.text();
    if (!result.otherEffects.empty()) {
        TextTable other({LabReportText::tr("In the other order"), LabReportText::tr("Cause"), LabReportText::tr("From"),
                         LabReportText::tr("To"), LabReportText::tr("Effect (95 % interval)")});
        addEffects(other, result, result.otherEffects);
        text += u'\n' + other.text();
    }
    return text;
}

QString lampLines(const ExperimentResult &result)
{
    QString lines;
    for (const ExperimentLamp &lamp : experimentLamps(result))
        lines += (lamp.isGood ? u"● "_s : u"○ "_s) + lamp.text + u'\n';
    return lines;
}

void describeCells(JsonWriter &json, std::vector<CellResult> cells)
{
    json.list("cells", cells, 0, [](JsonWriter &inner, const CellResult &cell) {
        inner.field("pools", cell.cell.shape.pools);
        inner.field("connections", cell.cell.shape.connections);
        inner.field("policy", std::string(policyId(cell.cell.policy)));
        inner.field("response_p99_us", p99Of(cell));
        inner.field("throughput_per_s", cell.throughput);
        inner.field("visits", cell.visits);
        inner.field("steady", cell.steady);
        inner.field("refused", cell.refused);
    });
}

struct EffectRow
{
    std::string path;
    ExperimentFigure figure{};
    std::string cause;
    std::size_t from = 0;
    std::size_t to = 0;
    ChainStep step;
};

void addRows(std::vector<EffectRow> &rows, const char *path, const std::vector<PathEffects> &paths)
{
    for (const PathEffects &effects : paths) {
        for (const CauseEffect &effect : effects.causes)
            rows.push_back({path, effects.figure, idOf(effect.cause), effect.from, effect.to, effect.step});
        rows.push_back({path, effects.figure, "whole", effects.causes.front().from, effects.causes.back().to, effects.whole});
    }
}

void describeEffects(JsonWriter &json, const ExperimentResult &result)
{
    std::vector<EffectRow> rows;
    addRows(rows, "shown", result.effects);
    addRows(rows, "other", result.otherEffects);
    json.list("effects", rows, 0, [](JsonWriter &inner, const EffectRow &row) {
        const Interval interval = row.step.interval();
        inner.field("path", row.path);
        inner.field("figure", std::string(idOf(row.figure)));
        inner.field("cause", row.cause);
        inner.field("from_cell", static_cast<int>(row.from));
        inner.field("to_cell", static_cast<int>(row.to));
        inner.field("ratio", row.step.effect.ratio());
        inner.field("low", interval.low);
        inner.field("high", interval.high);
        inner.field("level", interval.level);
        inner.field("shown", row.step.isShown(ExperimentResult::resolution));
    });
}

void describeLamps(JsonWriter &json, const ExperimentResult &result)
{
    std::vector<ExperimentLamp> lamps = experimentLamps(result);
    json.list("lamps", lamps, 0, [](JsonWriter &inner, const ExperimentLamp &lamp) {
        inner.field("lamp", std::string(lamp.id));
        inner.field("good", lamp.isGood);
        inner.field("text", lamp.text.toStdString());
    });
}

std::vector<std::string> orderLines(const VisitOrder &order)
{
    std::vector<std::string> lines;
    for (const std::vector<std::size_t> &block : order) {
        std::string line;
        for (const std::size_t cell : block)
            line += (line.empty() ? "" : " ") + std::to_string(cell);
        lines.push_back(line);
    }
    return lines;
}

} // namespace

QString labTable(const LabRun &run)
{
    const ExperimentResult &result = run.result;
    const QString head = LabReportText::tr("Simulated server, %1 · %2 · seed %3")
                             .arg(QString::fromStdString(serviceTimeText(run.common.service)), trafficName(run.common.traffic))
                             .arg(run.seed);
    return experimentSentence(result) + u"\n\n"_s + head + u"\n\n"_s + cellTable(result) + u'\n'
         + (result.effects.empty() ? QString() : effectTable(result) + u'\n') + lampLines(result);
}

QByteArray labJson(const LabRun &run)
{
    const ExperimentResult &result = run.result;
    JsonWriter json;
    json.field("experiment", std::string("why"));
    json.field("sentence", experimentSentence(result).toStdString());
    json.field("simulated", serviceTimeText(run.common.service));
    json.field("traffic", trafficName(run.common.traffic).toStdString());
    json.field("seed", run.seed);
    json.field("blocks", result.blocks);
    json.field("used_blocks", result.usedBlocks);
    json.field("warmup", std::chrono::milliseconds(SimulatedTraffic::warmup));
    json.field("duration", std::chrono::milliseconds(run.common.duration));
    json.field("order", orderLines(run.order)); // cells as visited, by block
    describeCells(json, result.cells);
    describeEffects(json, result);
    describeLamps(json, result);
    return json.text();
}

} // namespace poolwart
