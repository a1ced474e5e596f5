// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runmerge.h"

#include <QWidget>

class QLabel;
class QTableWidget;

namespace poolwart {

class PercentileCurves;
class RunCourseChart;

// The figures of one run over time, or two runs compared, with the earlier one as the base. More runs are superimposed.
class RunDetails : public QWidget
{
    Q_OBJECT

public:
    static constexpr qsizetype maxRuns = 8; // distinguishable in one chart

    explicit RunDetails(QWidget *parent = nullptr);

    void show(const std::vector<NamedRun> &runs);
    void clear() { show({}); }

private:
    QWidget *buildCharts();
    void compareTwo(const std::vector<NamedRun> &runs);
    void listAll(const std::vector<NamedRun> &runs);
    void fillTable(const std::vector<NamedRun> &runs);
    void addRow(const QStringList &texts);
    QString heading(const std::vector<NamedRun> &runs) const;
    QString words(const std::vector<NamedRun> &runs) const;
    QString doubts(const std::vector<NamedRun> &runs) const;

    QLabel *m_heading;
    QTableWidget *m_table;
    PercentileCurves *m_curves;
    RunCourseChart *m_throughput;
    RunCourseChart *m_response;
};

} // namespace poolwart
