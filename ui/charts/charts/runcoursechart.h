// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runmerge.h"
#include "ui/charts/framework/chartframe.h"

#include <cstdint>

QT_BEGIN_NAMESPACE
class QLineSeries;
QT_END_NAMESPACE

namespace poolwart {

// One figure of recorded runs over time, superimposed, with the marks of the first run.
class RunCourseChart : public ChartFrame
{
    Q_OBJECT

public:
    enum class Figure : std::uint8_t { Throughput, ResponseP99 };

    explicit RunCourseChart(Figure figure, QWidget *parent = nullptr);

    void setRuns(const std::vector<NamedRun> &runs);

protected:
    bool hasSpans() const override { return false; } // the whole run is shown
    QString headingAt(std::size_t sample) const override;
    ChartData makeData(const History &history) const override;
    ChartDecor draw(const ChartData &data) override;
    QString describe(const ChartData &data) const override;
    std::vector<ChartReadout::Row> readoutRows(const ChartData &data, std::size_t sample) const override;
    QString emptyText() const override;

private:
    // The drawn data of a run.
    struct Course
    {
        QString name;
        std::vector<RunSecond> seconds;
    };

    ChartColumn columnOf(const Course &course, std::size_t number, std::size_t samples, Duration step) const;
    void drawLine(std::size_t number, const ChartData &data);

    Figure m_figure;
    std::vector<Course> m_courses;
    std::vector<RunMark> m_marks;
    std::vector<QLineSeries *> m_lines;
    ChartScale m_scale;
};

} // namespace poolwart
