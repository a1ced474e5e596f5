// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shutdownpanel.h"

#include "model/session/session.h"
#include "ui/charts/framework/poolcolours.h"

#include <QGridLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>

namespace poolwart {

using namespace Qt::StringLiterals;

ShutdownPanel::ShutdownPanel(Session *session, QWidget *parent)
    : QFrame(parent)
    , m_session(session)
    , m_phase(new QLabel(this))
    , m_pools(new QGridLayout)
    , m_quitNow(new QPushButton(tr("&Quit now"), this))
{
    setObjectName(u"shutdownPanel"_s);
    buildLayout();
    hide();
    connect(m_session, &Session::refreshed, this, &ShutdownPanel::refresh);
    connect(m_quitNow, &QPushButton::clicked, this, [this] {
        m_isNow = true;
        m_quitNow->setEnabled(false);
        m_session->shutdownNow();
    });
}

void ShutdownPanel::buildLayout()
{
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_phase->setObjectName(u"shutdownPhase"_s);
    QFont bold = m_phase->font();
    bold.setBold(true);
    m_phase->setFont(bold);
    m_phase->setWordWrap(true);
    m_quitNow->setObjectName(u"quitNow"_s);
    m_quitNow->setToolTip(tr("Cancel the running requests and cut connections that do not answer"));

    auto *list = new QWidget;
    auto *inList = new QVBoxLayout(list);
    inList->setContentsMargins(0, 0, 0, 0);
    inList->addLayout(m_pools);
    inList->addStretch(1);
    m_pools->setColumnStretch(2, 1);
    m_pools->setHorizontalSpacing(10);
    m_pools->setVerticalSpacing(3);
    auto *scroller = new QScrollArea(this);
    scroller->setWidget(list);
    scroller->setWidgetResizable(true);
    scroller->setFrameShape(QFrame::NoFrame);

    auto *head = new QHBoxLayout;
    head->addWidget(m_phase, 1);
    head->addWidget(m_quitNow);
    auto *column = new QVBoxLayout(this);
    column->addLayout(head);
    column->addWidget(scroller, 1);
}

void ShutdownPanel::begin()
{
    for (const PoolSnapshot &pool : m_session->snapshot().pools)
        addRow(pool.id, QString::fromStdString(pool.name), pool.open + pool.opening);
    setVisible(true);
    m_quitNow->setFocus();
    refresh();
}

void ShutdownPanel::addRow(PoolId pool, const QString &name, int open)
{
    const int at = m_pools->rowCount();
    auto *marker = new QLabel;
    marker->setPixmap(poolMarker(pool, palette(), 12));
    auto *title = new QLabel(fontMetrics().elidedText(name, Qt::ElideMiddle, 220));
    title->setToolTip(name);
    auto *bar = new QProgressBar;
    bar->setRange(0, std::max(1, open));
    bar->setTextVisible(false);
    bar->setMaximumHeight(fontMetrics().height());
    bar->setAccessibleName(name);
    auto *text = new QLabel;
    text->setMinimumWidth(fontMetrics().horizontalAdvance(tr("%1 in use, %2 waiting, %3 open").arg(100).arg(1000).arg(100)));
    m_pools->addWidget(marker, at, 0);
    m_pools->addWidget(title, at, 1);
    m_pools->addWidget(bar, at, 2);
    m_pools->addWidget(text, at, 3);
    m_rows[pool] = {bar, text};
}

QString ShutdownPanel::phaseText() const
{
    if (m_isNow)
        return tr("Closing now …");
    switch (m_session->snapshot().shutdown) {
    case ShutdownPhase::None:
    case ShutdownPhase::Draining:
        return tr("Closing: no new requests; accepted requests are being finished …");
    case ShutdownPhase::Cancelling:
        return tr("Closing: the deadline has passed; running statements are being cancelled …");
    case ShutdownPhase::Closing:
        return tr("Closing the connections …");
    case ShutdownPhase::Finished:
        return tr("Waiting for the server to confirm that no backend remains …");
    }
    Q_UNREACHABLE();
}

void ShutdownPanel::refresh()
{
    if (!isVisible())
        return;
    m_phase->setText(phaseText());
    for (const auto &[id, row] : m_rows) {
        const auto &pools = m_session->snapshot().pools;
        const auto pool = std::ranges::find(pools, id, &PoolSnapshot::id);
        if (pool == pools.end() || pool->open + pool->opening == 0) {
            row.bar->setValue(row.bar->maximum());
            row.text->setText(tr("closed"));
            continue;
        }
        row.bar->setValue(std::max(0, row.bar->maximum() - pool->open));
        row.text->setText(tr("%1 in use, %2 waiting, %3 open").arg(pool->inUse).arg(pool->waiting).arg(pool->open));
    }
}

} // namespace poolwart
