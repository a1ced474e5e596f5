// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/traffic/requestcounts.h"

#include "model/session/session.h"
#include "model/tables/format.h"
#include "ui/controls/displaypause.h"
#include "ui/style/theme.h"

#include <QGridLayout>
#include <QLabel>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

struct Line
{
    const char *name;
    const char *title;
    const char *toolTip;
    std::uint64_t (*figure)(const Snapshot &snapshot);
    bool isLoss;
};

const Line lines[]{
    {"countOffered", QT_TRANSLATE_NOOP("poolwart::RequestCountsView", "offered"),
     QT_TRANSLATE_NOOP("poolwart::RequestCountsView", "Requests that were due"), [](const Snapshot &s) { return s.requests.offered; },
     false},
    {"countCompleted", QT_TRANSLATE_NOOP("poolwart::RequestCountsView", "completed"),
     QT_TRANSLATE_NOOP("poolwart::RequestCountsView", "Answered by the server without an error"),
     [](const Snapshot &s) { return s.requests.completed; }, false},
    {"countFailed", QT_TRANSLATE_NOOP("poolwart::RequestCountsView", "failed"),
     QT_TRANSLATE_NOOP("poolwart::RequestCountsView", "Answered with an error, or lost with the connection"),
     [](const Snapshot &s) { return s.requests.failed; }, true},
    {"countTimedOut", QT_TRANSLATE_NOOP("poolwart::RequestCountsView", "timed out"),
     QT_TRANSLATE_NOOP("poolwart::RequestCountsView", "Waited for a slot until the acquire timeout, or missed the deadline of its class"),
     [](const Snapshot &s) { return s.requests.timedOut; }, true},
    {"countRejected", QT_TRANSLATE_NOOP("poolwart::RequestCountsView", "rejected"),
     QT_TRANSLATE_NOOP("poolwart::RequestCountsView", "The queue was full, or no pool accepted requests"),
     [](const Snapshot &s) { return s.requests.rejected; }, true},
    {"countCancelled", QT_TRANSLATE_NOOP("poolwart::RequestCountsView", "cancelled"),
     QT_TRANSLATE_NOOP("poolwart::RequestCountsView", "Cancelled by a user or at shutdown"),
     [](const Snapshot &s) { return s.requests.cancelled; }, false},
    {"countDropped", QT_TRANSLATE_NOOP("poolwart::RequestCountsView", "dropped"),
     QT_TRANSLATE_NOOP("poolwart::RequestCountsView", "Due, but not sent because too many requests were outstanding"),
     [](const Snapshot &s) { return s.requests.dropped; }, true},
    {"countInFlight", QT_TRANSLATE_NOOP("poolwart::RequestCountsView", "in flight"),
     QT_TRANSLATE_NOOP("poolwart::RequestCountsView", "Sent and not yet answered"), [](const Snapshot &s) { return s.inFlight; }, false},
    {"countWaiting", QT_TRANSLATE_NOOP("poolwart::RequestCountsView", "waiting"),
     QT_TRANSLATE_NOOP("poolwart::RequestCountsView", "In the queue of a pool"), [](const Snapshot &s) { return s.waiting; }, false},
    {"countAwaitingRetry", QT_TRANSLATE_NOOP("poolwart::RequestCountsView", "waiting for retry"),
     QT_TRANSLATE_NOOP("poolwart::RequestCountsView", "Failed; will be sent again after its backoff"),
     [](const Snapshot &s) { return s.awaitingRetry; }, false},
};

// "12 × 40001 serialization_failure, short, 3/s: could not serialize access"
QString errorLine(const ErrorFigure &error)
{
    QString line = u"%1 × %2"_s.arg(formatCount(error.count), sqlStateText(error.sqlState));
    if (!error.className.empty())
        line += u", "_s + QString::fromStdString(error.className);
    if (error.recentPerSecond > 0)
        line += u", %1/s"_s.arg(formatCount(error.recentPerSecond));
    return line + u": "_s + QString::fromStdString(error.firstText);
}

} // namespace

RequestCountsView::RequestCountsView(Session *session, DisplayPause *displayPause, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_displayPause(displayPause)
    , m_errors(new QLabel(this))
{
    setObjectName(u"requestCounts"_s);
    setWhatsThis(tr("Each offered request is counted in exactly one of the other lines, so offered is the sum of "
                    "all of them, whatever fails."));
    buildLayout();
    refresh();
    connect(session, &Session::refreshed, this, &RequestCountsView::refresh);
}

void RequestCountsView::buildLayout()
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(2);
    int row = 0;
    for (const Line &line : lines) {
        auto *title = new QLabel(tr(line.title), this);
        auto *figure = new QLabel(this);
        figure->setObjectName(QString::fromLatin1(line.name));
        figure->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        figure->setMinimumWidth(fontMetrics().horizontalAdvance(u"000,000,000"_s));
        title->setToolTip(tr(line.toolTip));
        figure->setToolTip(tr(line.toolTip));
        title->setBuddy(figure);
        grid->addWidget(title, row, 0);
        grid->addWidget(figure, row, 1);
        m_figures.push_back(figure);
        ++row;
    }
    m_errors->setObjectName(u"errorCounts"_s);
    m_errors->setWordWrap(true);
    m_errors->setTextFormat(Qt::PlainText); // it holds the server's words
    m_errors->setToolTip(tr("Errors by SQLSTATE and class, each with its first message"));
    grid->addWidget(m_errors, row, 0, 1, 2);
    grid->setRowStretch(row + 1, 1);
    grid->setColumnStretch(0, 1);
}

void RequestCountsView::refresh()
{
    if (m_displayPause->isFrozen() || (!isVisible() && !m_figures.front()->text().isEmpty()))
        return;
    std::size_t at = 0;
    for (const Line &line : lines) {
        const std::uint64_t count = line.figure(m_session->snapshot());
        QLabel *label = m_figures[at++];
        label->setText(formatCount(count));
        QPalette colours = palette();
        colours.setColor(QPalette::WindowText, count == 0    ? quietColour(colours)
                                               : line.isLoss ? lossColour(colours)
                                                             : colours.color(QPalette::WindowText));
        label->setPalette(colours);
    }
    showErrors();
}

void RequestCountsView::showErrors()
{
    const Snapshot &snapshot = m_session->snapshot();
    QStringList lines;
    if (snapshot.blockedWait > Duration(0))
        lines << tr("Blocked wait (another pool had a free slot): %1").arg(formatTime(snapshot.blockedWait));
    if (snapshot.retries.attempts > 0 || snapshot.retries.refused > 0)
        lines << tr("Retries: %1, refused by the budget: %2")
                     .arg(formatCount(snapshot.retries.attempts), formatCount(snapshot.retries.refused));
    if (snapshot.errors.empty())
        lines << tr("No errors");
    for (const ErrorFigure &error : snapshot.errors)
        lines << errorLine(error);
    m_errors->setText(lines.join(u'\n'));
}

} // namespace poolwart
