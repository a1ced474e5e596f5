// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/error.h"
#include "model/session/history.h"
#include "ui/charts/framework/chartview.h"
#include "ui/charts/framework/poolcolumns.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <chrono>
#include <deque>
#include <memory>
#include <optional>

QT_BEGIN_NAMESPACE
class QAction;
class QActionGroup;
class QLabel;
class QMenu;
class QStackedWidget;
class QTableView;
QT_END_NAMESPACE

namespace poolwart {

class ChartTableModel;
class Session;

// Common part of all charts: title, menu, table, crosshair for mouse and keys, files, pausing. Follows its session ten times
// per second while visible and does nothing while hidden.
class ChartFrame : public QWidget
{
    Q_OBJECT

public:
    ~ChartFrame() override;

    // Takes data that the session otherwise supplies; for tests and recorded runs. Ignored while paused.
    void refresh(const Snapshot &snapshot, const History &history);

    // Stops updating the chart and shows for how long; sampling continues.
    void setFrozen(bool frozen);
    bool isFrozen() const { return m_frozenSince.isValid(); }

    void setTableShown(bool shown);
    bool isTableShown() const;

    const ChartData &data() const { return m_data; }
    QString title() const;

    // The shown time span; in a longer one each point covers more time, as the chart shows.
    HistorySpan span() const { return m_span; }
    void setSpan(HistorySpan span);

    // Wall time of engine time zero. If unset, it is estimated from the arrival of snapshots, to a few milliseconds.
    void setOrigin(std::chrono::system_clock::time_point origin);

    QByteArray csv() const;
    QImage image();
    void copyCsv();
    void saveCsv(const QString &path); // ends in saved() or failed()
    void savePng(const QString &path);

Q_SIGNALS:
    void failed(const poolwart::Error &error);
    void saved(const QString &path);
    void copied(int rows);
    void spanChanged(poolwart::HistorySpan span);
    void crosshairMoved(std::optional<poolwart::TimePoint> moment);

protected:
    ChartFrame(Session *session, const QString &title, QWidget *parent);

    void follow();                                    // call at the end of each constructor
    virtual bool isBySecond() const { return false; } // its figures change once per second, and so does its picture
    virtual bool hasSpans() const { return m_data.isOverTime(); }
    virtual QString stretchText(const History &history) const; // the covered period, if it is not obvious
    virtual QString headingAt(std::size_t sample) const;       // of the readout
    void redraw();                                             // call after a change of options
    void remake();                                             // call after a change of the shown data; while paused, of the same moment
    void setTitle(const QString &title);
    void step(int samples); // moves the crosshair like a key; 0: refreshes its readout
    ChartView *view() const { return m_view; }
    QMenu *menu() const { return m_menu; }
    const PoolNames &names() const { return m_names; }
    void label(ChartDecor &decor, const ChartColumn &column, const QColor &colour) const; // the newest figure, at its line

    ChartData timeData(const History &history) const; // the times of the span's points, without columns
    std::chrono::system_clock::time_point wallTime(TimePoint at) const;

    virtual ChartData makeData(const History &history) const = 0;
    virtual ChartDecor draw(const ChartData &data) = 0;        // draws the series; returns the rest of the picture
    virtual QString describe(const ChartData &data) const = 0; // the newest figures as a sentence
    virtual std::vector<ChartReadout::Row> readoutRows(const ChartData &data, std::size_t sample) const = 0;
    virtual std::optional<ChartCell> readoutCell(const ChartData &data, std::size_t sample) const; // empty, unless the chart has cells
    virtual QString emptyText() const = 0;                                                         // text of the empty chart

    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void buildLayout(const QString &title);
    void buildMenu();
    void buildSpans();
    void connectSignals();
    bool isSeen() const;
    void catchUp(); // updates from the session, if visible
    TimePoint newest() const;
    void findOrigin(TimePoint now);
    std::vector<ChartMark> marksOf() const;
    void showLoad();
    void sayStretch(const History &history);
    void describeItself();
    void sayFrozen();
    void jump(bool toNewest);
    void point(std::optional<double> place);
    void moveCrosshair(std::optional<std::size_t> sample);
    void updateReadout();
    std::optional<std::size_t> shownSample() const;
    ChartReadout readoutAt(std::size_t sample) const;
    QByteArray png();
    void askAndSave(const QString &suffix, const QString &filter, const QByteArray &bytes);
    void save(const QString &path, const QByteArray &bytes);

    Session *m_session;
    HistorySpan m_span = HistorySpan::Minute;
    QActionGroup *m_spans;
    QString m_stretch; // shown period, or period per point
    ChartData m_data;
    std::unique_ptr<History> m_still; // copy from the start of the pause
    std::deque<HistoryMark> m_marks;
    PoolNames m_names;
    std::chrono::system_clock::time_point m_origin;
    bool m_originIsGiven = false;
    TimePoint m_refreshedAt{};            // of the snapshot
    std::optional<TimePoint> m_moment;    // chosen by a key or another chart: moves with time
    std::optional<double> m_pointed;      // under the mouse, or a percentile: does not move
    std::optional<TimePoint> m_announced; // as last reported by crosshairMoved()
    QElapsedTimer m_frozenSince;
    QElapsedTimer m_sinceDescribed;
    QElapsedTimer m_sinceListed;
    QTimer m_frozenTimer;
    QTimer m_turn; // delay between the session's refresh and this chart's
    QLabel *m_title;
    QLabel *m_load; // source of the traffic
    QLabel *m_frozenLabel;
    QMenu *m_menu;
    QStackedWidget *m_stack;
    ChartView *m_view;
    QTableView *m_table;
    ChartTableModel *m_model;
    QAction *m_tableAction;
};

} // namespace poolwart
