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

// What all charts have: a title, a menu, a table twin, a crosshair for mouse and keys, files, freezing. Follows its
// session ten times a second while it is seen and does nothing while it is not.
class ChartFrame : public QWidget
{
    Q_OBJECT

public:
    ~ChartFrame() override;

    // What the session brings by itself; for tests and recorded runs. Ignored while frozen.
    void refresh(const Snapshot &snapshot, const History &history);

    // The view stands still and says for how long; sampling goes on.
    void setFrozen(bool frozen);
    bool isFrozen() const { return m_frozenSince.isValid(); }

    void setTableShown(bool shown);
    bool isTableShown() const;

    const ChartData &data() const { return m_data; }
    QString title() const;

    // How far back it looks; the farther, the more time is in each of its points, and it says how much.
    HistorySpan span() const { return m_span; }
    void setSpan(HistorySpan span);

    // Wall time of engine time zero. Without it, it is found from when snapshots arrive, to a few milliseconds.
    void setOrigin(std::chrono::system_clock::time_point origin);

    // Charts side by side can share one crosshair. None removes it.
    void setCrosshair(std::optional<TimePoint> moment);

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

    void follow();                                    // the end of each constructor
    virtual bool isBySecond() const { return false; } // its figures stand still for a second, and so does its picture
    virtual bool hasSpans() const { return m_data.isOverTime(); }
    virtual QString stretchText(const History &history) const; // which time it is of, where that is not plain
    virtual QString headingAt(std::size_t sample) const;       // of the readout
    void redraw();                                             // after a change of options
    void remake();                                             // after a change of what is shown; while frozen, of the same moment
    void setTitle(const QString &title);
    void step(int samples); // the crosshair, as a key does; by none: it is read out anew
    ChartView *view() const { return m_view; }
    QMenu *menu() const { return m_menu; }
    const PoolNames &names() const { return m_names; }
    void label(ChartDecor &decor, const ChartColumn &column, const QColor &colour) const; // the newest figure, at its line

    ChartData timeData(const History &history) const; // the times of the points of the span, without columns
    std::chrono::system_clock::time_point wallTime(TimePoint at) const;

    virtual ChartData makeData(const History &history) const = 0;
    virtual ChartDecor draw(const ChartData &data) = 0;        // the series; returns the rest of the picture
    virtual QString describe(const ChartData &data) const = 0; // the newest figures as a sentence
    virtual std::vector<ChartReadout::Row> readoutRows(const ChartData &data, std::size_t sample) const = 0;
    virtual std::optional<ChartCell> readoutCell(const ChartData &data, std::size_t sample) const; // none, unless it has such
    virtual QString emptyText() const = 0;                                                         // what will appear here

    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void buildLayout(const QString &title);
    void buildMenu();
    void buildSpans();
    void connectSignals();
    bool isSeen() const;
    void catchUp(); // with the session, if it is seen
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
    QString m_stretch; // which time is shown, or what is in a point
    ChartData m_data;
    std::unique_ptr<History> m_still; // as it was when the view was frozen
    std::deque<HistoryMark> m_marks;
    PoolNames m_names;
    std::chrono::system_clock::time_point m_origin;
    bool m_originIsGiven = false;
    TimePoint m_refreshedAt{};            // of the snapshot
    std::optional<TimePoint> m_moment;    // chosen by key or by another chart: moves with the time
    std::optional<double> m_pointed;      // below the mouse, or a percentile: stays where it is
    std::optional<TimePoint> m_announced; // as crosshairMoved() said it last
    QElapsedTimer m_frozenSince;
    QElapsedTimer m_sinceDescribed;
    QElapsedTimer m_sinceListed;
    QTimer m_frozenTimer;
    QTimer m_turn; // from a refresh of the session to this chart's own
    QLabel *m_title;
    QLabel *m_load; // what drives the traffic
    QLabel *m_frozenLabel;
    QMenu *m_menu;
    QStackedWidget *m_stack;
    ChartView *m_view;
    QTableView *m_table;
    ChartTableModel *m_model;
    QAction *m_tableAction;
};

} // namespace poolwart
