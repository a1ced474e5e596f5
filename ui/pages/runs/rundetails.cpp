// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/rundetails.h"

#include "model/figures/histogramcodec.h"
#include "model/run/runcomparison.h"
#include "model/tables/runtext.h"
#include "ui/charts/charts/percentilecurves.h"
#include "ui/charts/charts/runcoursechart.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QTabWidget>
#include <QTableWidget>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

QString startText(const RunRecord &run)
{
    return QLocale().toString(QDateTime::fromSecsSinceEpoch(run.startedAt.time_since_epoch().count()), QLocale::ShortFormat);
}

QTableWidgetItem *cell(const QString &text, bool isFigure)
{
    auto *item = new QTableWidgetItem(text);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    item->setTextAlignment((isFigure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return item;
}

} // namespace

RunDetails::RunDetails(QWidget *parent)
    : QWidget(parent)
    , m_heading(new QLabel)
    , m_table(new QTableWidget)
    , m_curves(new PercentileCurves)
    , m_throughput(new RunCourseChart(RunCourseChart::Figure::Throughput))
    , m_response(new RunCourseChart(RunCourseChart::Figure::ResponseP99))
{
    setObjectName(u"runDetails"_s);
    m_heading->setObjectName(u"runHeading"_s);
    m_heading->setWordWrap(true);
    m_heading->setTextFormat(Qt::PlainText);
    m_table->setObjectName(u"runFigures"_s);
    m_table->setAccessibleName(tr("Figures of the selected runs"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setWhatsThis(tr("The ratio is the new run’s figure divided by the base run’s. The interval is a 95 % "
                             "confidence interval of the ratio of the medians over the runs’ seconds. If it contains 1, "
                             "the difference is not statistically significant."));
    auto *left = new QVBoxLayout;
    left->addWidget(m_heading);
    left->addWidget(m_table, 1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addLayout(left, 1);
    row->addWidget(buildCharts(), 1);
    clear();
}

QWidget *RunDetails::buildCharts()
{
    auto *tabs = new QTabWidget;
    tabs->setObjectName(u"runCharts"_s);
    tabs->setDocumentMode(true);
    tabs->setAccessibleName(tr("Charts of the selected runs"));
    tabs->addTab(m_throughput, tr("Per second"));
    tabs->addTab(m_response, tr("Response p99"));
    tabs->addTab(m_curves, tr("Percentiles"));
    return tabs;
}

void RunDetails::show(const std::vector<NamedRun> &runs)
{
    std::vector<PercentileCurve> curves;
    for (const NamedRun &named : runs) {
        if (auto histogram = decodeHistogram(named.run.histograms.response.histogram); histogram && histogram->count() > 0)
            curves.push_back(
                {.name = u"%1 · %2"_s.arg(startText(named.run), planWords(named.run.plan)), .histogram = *std::move(histogram)});
    }
    m_curves->setCurves(std::move(curves));
    m_throughput->setRuns(runs);
    m_response->setRuns(runs);
    m_heading->setText(heading(runs));
    fillTable(runs);
}

// What the generator itself may have done to the figures; nothing where it was good.
QString RunDetails::doubts(const std::vector<NamedRun> &runs) const
{
    QStringList sentences;
    for (const NamedRun &named : runs) {
        const HealthVerdict &verdict = named.run.generator.verdict;
        if (verdict.grade == HealthGrade::Good)
            continue;
        const QString words = healthWords(verdict.grade);
        const QString reason = QString::fromStdString(verdict.reason);
        sentences << (runs.size() == 1 ? tr("Generator %1: %2").arg(words, reason)
                                       : tr("%1: generator %2: %3").arg(startText(named.run), words, reason));
    }
    return sentences.join(u'\n');
}

QString RunDetails::heading(const std::vector<NamedRun> &runs) const
{
    QString heading = words(runs);
    if (runs.size() == 1 && runs[0].run.generator.verdict.grade == HealthGrade::Good)
        heading = tr("%1. Generator %2.").arg(heading, healthWords(HealthGrade::Good));
    const QString remarks = doubts(runs);
    return remarks.isEmpty() ? heading : heading + u'\n' + remarks;
}

QString RunDetails::words(const std::vector<NamedRun> &runs) const
{
    if (runs.size() == 2) {
        QStringList sentences{tr("%1 against %2.").arg(startText(runs[1].run), startText(runs[0].run))};
        for (const std::string &difference : compareRuns(runs[0].run, runs[1].run).differences)
            sentences.append(QString::fromStdString(difference));
        return sentences.join(u' ');
    }
    if (runs.size() == 1)
        return tr("%1: %2, %3")
            .arg(startText(runs[0].run), planWords(runs[0].run.plan), arrivalWords(runs[0].run.traffic, runs[0].run.replay));
    return runs.empty() ? QString() : tr("%n runs", nullptr, static_cast<int>(runs.size()));
}

void RunDetails::fillTable(const std::vector<NamedRun> &runs)
{
    m_table->clear();
    m_table->setRowCount(0);
    if (runs.size() > 2)
        listAll(runs);
    else
        compareTwo(runs);
    m_table->resizeColumnsToContents();
}

void RunDetails::compareTwo(const std::vector<NamedRun> &runs)
{
    m_table->setColumnCount(runs.size() == 2 ? 5 : 2);
    m_table->setHorizontalHeaderLabels(runs.size() == 2 ? QStringList{tr("Figure"), tr("Base"), tr("New"), tr("Ratio"), tr("95 % interval")}
                                                        : QStringList{tr("Figure"), tr("Value")});
    if (runs.empty())
        return;
    for (const ComparedFigure &figure : compareRuns(runs.front().run, runs.back().run).figures) {
        QStringList texts{figureName(figure.id), figureText(figure, figure.base)};
        if (runs.size() == 2)
            texts << figureText(figure, figure.current) << ratioText(figure.ratio) + (figure.isClear() ? u" ★"_s : QString())
                  << intervalText(figure);
        addRow(texts);
    }
}

// A column for each, the earliest first.
void RunDetails::listAll(const std::vector<NamedRun> &runs)
{
    QStringList titles{tr("Figure")};
    std::vector<QStringList> rows;
    for (const NamedRun &named : runs) {
        titles << startText(named.run);
        const std::vector<ComparedFigure> figures = compareRuns(named.run, named.run).figures;
        rows.resize(figures.size());
        for (std::size_t i = 0; i < figures.size(); ++i) {
            if (rows[i].isEmpty())
                rows[i] << figureName(figures[i].id);
            rows[i] << figureText(figures[i], figures[i].base);
        }
    }
    m_table->setColumnCount(static_cast<int>(titles.size()));
    m_table->setHorizontalHeaderLabels(titles);
    for (const QStringList &row : rows)
        addRow(row);
}

void RunDetails::addRow(const QStringList &texts)
{
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    for (int column = 0; column < texts.size(); ++column)
        m_table->setItem(row, column, cell(texts[column], column > 0));
}

} // namespace poolwart
